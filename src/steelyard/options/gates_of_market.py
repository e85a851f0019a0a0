"""Gates of the market: whether an option can be had here on this date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steelyard.dossier.schema import Tier
from steelyard.facts.cards import GovernmentUse, OfferKind
from steelyard.options.candidates import machines_in_place
from steelyard.options.gate_case import GateCase, Values, gate_result
from steelyard.options.model import GateKind, GateState, Hosting, Pricing
from steelyard.options.obtainability import (
    BARRED,
    CASE_BY_CASE,
    LICENCE,
    OBTAINABLE,
    UNKNOWN,
    obtainability,
)
from steelyard.options.traits import ON_STATE_PREMISES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.options.model import GateResult

HERE: Final = "dossier:jurisdiction"
EXPORT_STATES: Final = {
    OBTAINABLE: GateState.PASS,
    LICENCE: GateState.UNKNOWN,
    CASE_BY_CASE: GateState.UNKNOWN,
    UNKNOWN: GateState.UNKNOWN,
    BARRED: GateState.EXCLUDED,
}
HARDWARE_KEYS: Final = {"": "hardware", "export": "hardware", "import": "hardware_import"}
"""Sentences by whose word it is: the exporter's, or the buyer's own side."""
USE_STATES: Final = {
    GovernmentUse.YES: GateState.PASS,
    GovernmentUse.CONDITIONS: GateState.PASS,
    GovernmentUse.NO: GateState.EXCLUDED,
    GovernmentUse.UNKNOWN: GateState.UNKNOWN,
}


def gates_of_market(case: GateCase) -> Iterator[GateResult]:
    """Return whether model, supplier, machines and place can be had here on this date.

    Parameters
    ----------
    case
        One option in one use case.

    Yields
    ------
    GateResult
        Model, supplier, hardware where the option needs machines, and place.
    """
    yield _licence(case)
    yield _supplier(case)
    if case.option.pricing is Pricing.CAPACITY:
        yield _hardware(case)
    yield _hosting(case)


def _licence(case: GateCase) -> GateResult:
    card = case.card
    if card is None:
        return _obtainable("obtainable_model", GateState.PASS, "model_own", HERE, {})
    use = card.licence_government_use
    held = case.traits.weights_held
    state = USE_STATES[use] if held or use is GovernmentUse.NO else GateState.PASS
    if state is GateState.PASS and case.traits.is_tuned and held and not case.traits.may_modify:
        state = GateState.UNKNOWN
    values: Values = {
        "model": card.id,
        "licence": card.licence or "?",
        "use": str(use),
        "released": card.released.isoformat(),
    }
    return _obtainable("obtainable_model", state, "model", card.sources[0], values)


def _supplier(case: GateCase) -> GateResult:
    card = case.card
    name = card.developer if card is not None else ""
    values: Values = {"developer": name, "country": case.country}
    gate = "obtainable_supplier"
    if card is None or case.traits.weights_held:
        return _obtainable(gate, GateState.PASS, "supplier_none_needed", HERE, values)
    offered = case.offer
    if offered is not None and offered.valid_until >= case.facts.as_of:
        return _obtainable(
            gate, GateState.PASS, "supplier_offer", f"dossier:offers/{offered.id}", values
        )
    entry = case.pack.entry_of(card.developer, case.facts.as_of)
    if entry is not None:
        state = GateState.PASS if entry.listed else GateState.EXCLUDED
        values["since"] = entry.valid_from.isoformat()
        key = "supplier_listed" if entry.listed else "supplier_refuses"
        return _obtainable(gate, state, key, f"pack:{case.pack.id}/{entry.source}", values)
    if card.country == case.country:
        return _obtainable(gate, GateState.PASS, "supplier_at_home", card.sources[0], values)
    return _obtainable(gate, GateState.UNKNOWN, "supplier_unknown", card.sources[0], values)


def _hardware(case: GateCase) -> GateResult:
    found = obtainability(case.option.hardware, case.country, case.facts)
    values: Values = {
        "hardware": case.option.hardware,
        "country": case.country,
        "status": found.word,
        "since": "" if found.since is None else found.since.isoformat(),
    }
    state, key = EXPORT_STATES[found.word], HARDWARE_KEYS[found.side]
    if state is GateState.EXCLUDED and case.option.hardware in _in_place(case):
        # What is there may be used; only more of it cannot be had.
        state, key = GateState.UNKNOWN, "hardware_in_place"
    return _obtainable("obtainable_hardware", state, key, found.source or HERE, values)


def _in_place(case: GateCase) -> tuple[str, ...]:
    return machines_in_place(case.dossier, case.facts)


def _hosting(case: GateCase) -> GateResult:
    place = case.traits.processing
    values: Values = {"hosting": str(place), "country": case.country}
    state, key, source = GateState.PASS, "hosting_market", HERE
    if place is Hosting.SHARED_GOVERNMENT_PLATFORM:
        has = case.dossier.capacity.has_shared_platform
        # The state itself has no level above it that could run one unknown to it.
        none_above = case.dossier.jurisdiction.tier is Tier.NATIONAL
        absent = GateState.EXCLUDED if none_above else GateState.UNKNOWN
        state = GateState.PASS if has else absent
        key, source = "hosting_platform", "dossier:capacity/has_shared_platform"
    elif place in ON_STATE_PREMISES:
        has = case.dossier.capacity.has_data_centre or place is Hosting.EDGE_DEVICE
        state = GateState.PASS if has else GateState.EXCLUDED
        key, source = "hosting_premises", "dossier:capacity/has_data_centre"
    elif place is Hosting.VENDOR_IN_COUNTRY and not _is_at_home(case):
        state, key = GateState.UNKNOWN, "hosting_region"
    elif place is Hosting.SOVEREIGN_CLOUD:
        known = _cloud_source(case)
        state = GateState.PASS if known else GateState.UNKNOWN
        key, source = "hosting_cloud", known or HERE
    return _obtainable("obtainable_hosting", state, key, source, values)


def _is_at_home(case: GateCase) -> bool:
    return bool(case.traits.supplier_under_buyers_law) or case.offer is not None


def _cloud_source(case: GateCase) -> str:
    for offer in case.dossier.offers:
        if offer.hosting == str(Hosting.SOVEREIGN_CLOUD):
            return f"dossier:offers/{offer.id}"
    for archetype in case.facts.offers:
        if archetype.kind is OfferKind.SOVEREIGN_CLOUD and archetype.place == case.country:
            return archetype.sources[0]
    return ""


def _obtainable(gate: str, state: GateState, key: str, source: str, values: Values) -> GateResult:
    return gate_result(gate, GateKind.OBTAINABLE, state, source=source, key=key, values=values)
