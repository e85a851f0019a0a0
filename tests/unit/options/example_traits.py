"""Attributes of a bought service, a held model, a cloud instance and today's service."""

from dataclasses import replace

from steelyard.facts.cards import GovernmentUse
from steelyard.options.model import Adaptation, Hosting
from steelyard.options.traits import Replaced, Traits, Upkeep

ABROAD = Traits(
    data_in_country=False,
    on_state_premises=False,
    at_supplier=True,
    supplier_reads_prompts=True,
    operator_under_buyers_law=False,
    supplier_under_buyers_law=False,
    is_safety_tuned=True,
    processing=Hosting.VENDOR_ABROAD,
    adaptation=Adaptation.PROMPTING,
    model="m",
    replaced=Replaced.PROMPTED_SERVICE,
    upkeep=Upkeep.FORCED_MIGRATION,
    effort="forced_migration",
)
HELD = Traits(
    weights_held=True,
    may_modify=True,
    government_use=GovernmentUse.YES,
    supplier_under_buyers_law=False,
    machines_of_state=True,
    processing=Hosting.OWN_DATA_CENTRE,
    adaptation=Adaptation.RETRIEVAL,
    model="m",
    upkeep=Upkeep.CHANGE_OF_BASE,
    effort="forced_migration",
)
CLOUD = Traits(
    on_state_premises=False,
    operator_under_buyers_law=True,
    supplier_under_buyers_law=False,
    hardware_at_risk=None,
    processing=Hosting.SOVEREIGN_CLOUD,
)
TODAY = Traits(uses_model=False)


def with_(traits, **changes):
    return replace(traits, **changes)
