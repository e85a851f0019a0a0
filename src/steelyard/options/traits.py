"""What an option is like, whatever it is called: the attributes that gates and levels read.

Nothing that is scored reads a pathway, a vendor's name or a nationality. The seat of a supplier
enters only as a comparison with the buyer's own country: whose law binds whom.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from steelyard.facts.cards import GovernmentUse, Weights
from steelyard.instruments import Subject
from steelyard.needs import NOTHING_ASSESSED
from steelyard.options.model import Adaptation, Hosting, Pathway, Pricing
from steelyard.options.obtainability import OBTAINABLE, UNKNOWN, obtainability

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.dossier.schema import Dossier, Offer
    from steelyard.facts.book import FactBook
    from steelyard.facts.cards import ModelCard
    from steelyard.needs.assessments import Assessments
    from steelyard.options.model import Option, PlannedModel

ON_STATE_PREMISES: Final = frozenset({
    Hosting.SHARED_GOVERNMENT_PLATFORM,
    Hosting.OWN_DATA_CENTRE,
    Hosting.AIR_GAPPED,
    Hosting.EDGE_DEVICE,
})
AT_SUPPLIER: Final = frozenset({Hosting.VENDOR_ABROAD, Hosting.VENDOR_IN_COUNTRY})
TUNED: Final = frozenset({
    Adaptation.LORA,
    Adaptation.FULL_FINE_TUNING,
    Adaptation.CONTINUED_PRETRAINING,
    Adaptation.PRETRAINING,
})
NO_LICENCE_NEEDED: Final = ("apache", "mit")
"""Beginnings of licence names that allow any change and any use."""


class Replaced(StrEnum):
    """What has to be replaced when outside suppliers stop, with its own time."""

    NOTHING = "nothing"
    PROMPTED_SERVICE = "prompted_service"
    RETRIEVAL_SERVICE = "retrieval_service"
    TUNED_SERVICE = "tuned_service"
    LICENSED_INSTANCE = "licensed_instance"
    HOST_OF_HELD_WEIGHTS = "host_of_held_weights"


class Upkeep(StrEnum):
    """What staying current consists of."""

    NOTHING = "nothing"
    FORCED_MIGRATION = "forced_migration"
    CHANGE_OF_BASE = "change_of_base"
    REPEATED_ADAPTATION = "repeated_adaptation"
    REPEATED_PRETRAINING = "repeated_pretraining"


@dataclass(frozen=True, slots=True)
class Traits:
    """Attributes of an option.

    Attributes
    ----------
    uses_model
        Whether a model is used at all; false for keeping today's service.
    model, planned, adaptation
        Which model's evidence counts, the model to be trained, and how it is fitted.
    processing
        Where text is generated: this decides exposure, whatever is stored elsewhere.
    data_in_country, on_state_premises, is_isolated
        Where prompts are processed.
    at_supplier, is_dedicated
        Whether the model's supplier runs it, and whether it is an instance of the buyer's own.
    supplier_reads_prompts
        Whether the model's supplier can see prompts.
    operator_under_buyers_law, supplier_under_buyers_law
        Whether the law of the buyer's country binds whoever runs, and whoever made, the model;
        none where not known. True where there is nobody but the state.
    weights_held
        Whether the buyer holds a copy of the weights that keeps running.
    may_modify
        Whether the weights may be changed; none where the licence was not read.
    government_use
        Whether the licence lets a government use the model.
    has_open_recipe
        Whether data and training code are published, or are the buyer's own.
    is_tuned, has_retrieval, is_trained_here
        What the buyer can shape: weights, sources, everything.
    hardware_at_risk
        Whether replacements of the state's machines need a foreign licence; none if unknown.
    machines_of_state
        Whether the state holds the machines.
    is_safety_tuned
        Whether somebody other than the buyer tuned and tests the deployed model for safety.
    replaced
        What must be replaced when outside suppliers stop.
    upkeep
        What staying current consists of.
    effort
        Entity of the effort table for one round of upkeep; empty for none.
    assessed
        Lowest and highest level that an assessment of the option's offer or place leaves possible,
        by criterion. [level]
    """

    uses_model: bool = True
    model: str = ""
    planned: PlannedModel | None = None
    adaptation: Adaptation | None = None
    processing: Hosting | None = None
    data_in_country: bool = True
    on_state_premises: bool = True
    is_isolated: bool = False
    at_supplier: bool = False
    is_dedicated: bool = False
    supplier_reads_prompts: bool = False
    operator_under_buyers_law: bool | None = True
    supplier_under_buyers_law: bool | None = True
    weights_held: bool = False
    may_modify: bool | None = None
    government_use: GovernmentUse = GovernmentUse.YES
    has_open_recipe: bool = False
    is_tuned: bool = False
    has_retrieval: bool = False
    is_trained_here: bool = False
    hardware_at_risk: bool | None = False
    machines_of_state: bool = False
    is_safety_tuned: bool = False
    replaced: Replaced = Replaced.NOTHING
    upkeep: Upkeep = Upkeep.NOTHING
    effort: str = ""
    assessed: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def traits_of(
    option: Option,
    dossier: Dossier,
    facts: FactBook,
    assessments: Assessments = NOTHING_ASSESSED,
) -> Traits:
    """Return the attributes of an option.

    Parameters
    ----------
    option
        The option.
    dossier
        Country of the buyer, and offers received.
    facts
        Model cards and export status as known at the study's date.
    assessments
        What the instruments say of offers and places.

    Returns
    -------
    Traits
        Everything that gates and levels read.
    """
    if option.is_do_minimum:
        return Traits(uses_model=False)
    processing = option.generation_location or option.hosting
    card = None if option.planned else facts.model(option.model)
    country = dossier.jurisdiction.country
    held = _weights_held(option, card)
    dedicated = Pathway.LICENSED_INSTANCE in option.pathways
    return Traits(
        model=option.model,
        planned=option.planned,
        adaptation=option.adaptation,
        processing=processing,
        data_in_country=processing is not Hosting.VENDOR_ABROAD,
        on_state_premises=processing in ON_STATE_PREMISES,
        is_isolated=processing is Hosting.AIR_GAPPED,
        at_supplier=processing in AT_SUPPLIER,
        is_dedicated=dedicated,
        supplier_reads_prompts=processing in AT_SUPPLIER and not dedicated,
        operator_under_buyers_law=_operator_under_law(option, card, dossier),
        supplier_under_buyers_law=None
        if card is None and not option.planned
        else _seat(card, _offer(option, dossier), country),
        weights_held=held,
        may_modify=_may_modify(option, card, held=held),
        government_use=GovernmentUse.YES if card is None else card.licence_government_use,
        has_open_recipe=option.planned is not None or (card is not None and _has_recipe(card)),
        is_tuned=option.adaptation in TUNED,
        has_retrieval=option.adaptation is Adaptation.RETRIEVAL,
        is_trained_here=option.planned is not None,
        hardware_at_risk=_hardware_at_risk(option, facts, country),
        machines_of_state=processing in ON_STATE_PREMISES,
        is_safety_tuned=processing in AT_SUPPLIER or not held,
        replaced=_replaced(option, processing, held=held),
        upkeep=_upkeep(option, held=held),
        effort=_effort(option, held=held),
        assessed=_assessed(option, processing, assessments),
    )


def _assessed(
    option: Option, processing: Hosting | None, assessments: Assessments
) -> dict[str, tuple[int, int]]:
    # The least of every instrument that informs a criterion: a weak part is not made up for. Of
    # one that was answered twice the newest answers count, as everywhere.
    found: dict[str, tuple[int, int]] = {}
    names = {(Subject.OFFER, option.offer), (Subject.HOSTING, str(processing or ""))}
    for entry in assessments.findings:
        instrument = entry.evaluation.instrument
        newest = assessments.find(instrument.id, entry.kind, entry.name)
        if (entry.kind, entry.name) not in names or entry is not newest:
            continue
        for result, criterion in instrument.informs.items():
            outcome = entry.evaluation.level_range(result)
            if outcome is not None:
                low, high = found.get(criterion, (outcome.low, outcome.high))
                found[criterion] = (min(low, outcome.low), min(high, outcome.high))
    return found


def _offer(option: Option, dossier: Dossier) -> Offer | None:
    return next((offer for offer in dossier.offers if offer.id == option.offer), None)


def _seat(card: ModelCard | None, offer: Offer | None, country: str) -> bool:
    if offer is not None:
        return offer.supplier_country == country
    return card is None or card.country == country


def _operator_under_law(option: Option, card: ModelCard | None, dossier: Dossier) -> bool:
    place = option.generation_location or option.hosting
    if place is Hosting.VENDOR_ABROAD:
        return False
    if place is Hosting.VENDOR_IN_COUNTRY:
        return _seat(card, _offer(option, dossier), dossier.jurisdiction.country)
    return True


def _weights_held(option: Option, card: ModelCard | None) -> bool:
    if option.planned is not None:
        return True
    open_weights = card is not None and card.weights is Weights.OPEN
    return open_weights and option.pricing is Pricing.CAPACITY


def _may_modify(option: Option, card: ModelCard | None, *, held: bool) -> bool | None:
    if option.planned is not None:
        return True
    if not held or card is None:
        return False
    if not card.licence:
        return None
    if card.licence.lower().startswith(NO_LICENCE_NEEDED):
        return True
    return None if card.licence_government_use is GovernmentUse.UNKNOWN else True


def _has_recipe(card: ModelCard) -> bool:
    words = card.openness_class.lower()
    return any(word in words for word in ("class i ", "class ii ", "recipe", "open data")) or (
        words.strip() in {"class i", "class ii"}
    )


def _hardware_at_risk(option: Option, facts: FactBook, country: str) -> bool | None:
    if option.pricing is not Pricing.CAPACITY or not option.hardware:
        return None if option.hosting is Hosting.SOVEREIGN_CLOUD else False
    word = obtainability(option.hardware, country, facts).word
    return None if word == UNKNOWN else word != OBTAINABLE


def _replaced(option: Option, processing: Hosting | None, *, held: bool) -> Replaced:
    if held:
        on_own = processing in ON_STATE_PREMISES
        return Replaced.NOTHING if on_own else Replaced.HOST_OF_HELD_WEIGHTS
    if option.adaptation in TUNED:
        return Replaced.TUNED_SERVICE
    if processing not in AT_SUPPLIER or Pathway.LICENSED_INSTANCE in option.pathways:
        return Replaced.LICENSED_INSTANCE
    if option.adaptation is Adaptation.RETRIEVAL:
        return Replaced.RETRIEVAL_SERVICE
    return Replaced.PROMPTED_SERVICE


def _upkeep(option: Option, *, held: bool) -> Upkeep:
    if option.planned is not None:
        return Upkeep.REPEATED_PRETRAINING
    if not held:
        return Upkeep.FORCED_MIGRATION
    if option.adaptation in TUNED:
        return Upkeep.REPEATED_ADAPTATION
    return Upkeep.CHANGE_OF_BASE


def _effort(option: Option, *, held: bool) -> str:
    if held and option.adaptation is not None and option.adaptation in TUNED:
        return str(option.adaptation)
    return "forced_migration"
