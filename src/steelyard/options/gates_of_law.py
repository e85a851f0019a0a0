"""Gates of law: the jurisdiction pack's rules, and the rules the buyer adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steelyard.dossier.schema import OwnRule, OwnRuleKind
from steelyard.dossier.text import in_language
from steelyard.instruments import Otherwise, RuleGate, Subject, load_instrument
from steelyard.options.gate_case import GateCase, Values, gate_result
from steelyard.options.model import GateKind, GateState, Hosting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from steelyard.instruments import Assessed, Rule
    from steelyard.options.model import GateResult

OWN_COMPUTE: Final = frozenset({Hosting.OWN_DATA_CENTRE, Hosting.AIR_GAPPED})
LANGUAGES: Final = ("en", "zh", "ko")
CATALOGUES: Final = ("en", "zh")
"""Languages whose sentences always need a text."""
SEVERITY: Final = (GateState.PASS, GateState.AT_RISK, GateState.UNKNOWN, GateState.EXCLUDED)


def gates_of_law(case: GateCase) -> Iterator[GateResult]:
    """Return what law and standing rules say: the strictest rule of each gate.

    Parameters
    ----------
    case
        One option in one use case.

    Yields
    ------
    GateResult
        Residency always; every other gate where a rule in force concerns the use case.
    """
    use_case = case.need.use_case
    worst: dict[str, GateResult] = {}
    for rule in case.pack.rules_in_force(case.facts.as_of):
        if not rule.applies.holds(
            data_class=use_case.data_class,
            sensitivity=case.need.sensitivity,
            tier=str(case.dossier.jurisdiction.tier),
            serves_public=use_case.serves_public,
        ):
            continue
        found = _by_rule(case, rule)
        if found is None:
            continue
        before = worst.get(found.gate)
        if before is None or SEVERITY.index(found.state) > SEVERITY.index(before.state):
            worst[found.gate] = found
    if "residency" not in worst:
        # No rule of the pack concerns this class: said, not silently passed over.
        yield gate_result(
            "residency",
            GateKind.LEGAL,
            GateState.PASS,
            source=f"pack:{case.pack.id}",
            key="residency_no_rule",
            values={"data_class": use_case.data_class, "pack": case.pack.id},
        )
    yield from worst.values()


def _by_rule(case: GateCase, rule: Rule) -> GateResult | None:
    applies = _is_reached(case, rule)
    if applies is False:
        return None
    missed, is_certain = _missed(case, rule)
    state = GateState.PASS
    if missed:
        bars = rule.otherwise is Otherwise.EXCLUDED and is_certain and applies
        state = GateState.EXCLUDED if bars else GateState.UNKNOWN
    place = str(case.traits.processing or "")
    values: dict[str, str | float] = {
        "rule": rule.id,
        "since": rule.effective_from.isoformat(),
        "data_class": case.need.use_case.data_class,
        "hosting": place,
        "missed": missed,
    }
    values |= _in_all(rule.text, "text") | _in_all(rule.remedy, "remedy")
    values |= _in_all(_instrument_name(rule, missed), "instrument")
    return gate_result(
        str(rule.gate),
        GateKind.LEGAL,
        state,
        source=f"pack:{case.pack.id}/{rule.source}",
        key=str(rule.gate),
        values=values,
        margin=f"gate.residency.at.{place}" if rule.gate is RuleGate.RESIDENCY else "",
    )


def _in_all(text: dict[str, str], name: str) -> Values:
    # Every catalogue finds its own language, or the nearest the text has; what nobody has
    # translated into a language that no catalogue speaks yet is left out.
    spoken = [language for language in LANGUAGES if language in CATALOGUES or language in text]
    return {f"{name}_{language}": in_language(text, language) for language in spoken}


def _is_reached(case: GateCase, rule: Rule) -> bool | None:
    # Whether the use case reaches the level from which the rule binds; none while nobody knows.
    name, found = case.need.use_case.id, case.assessments
    wanted, exempt = rule.applies.assessed, rule.applies.exempt
    is_bound = True if wanted is None else found.reaches(wanted, Subject.USE_CASE, name)
    # An exemption has to be claimed: a use case that nobody assessed has none.
    if exempt is None or found.find(exempt.instrument, Subject.USE_CASE, name) is None:
        return is_bound
    is_exempt = found.reaches(exempt, Subject.USE_CASE, name)
    if is_exempt or is_bound is False:
        return False
    return None if is_exempt is None else is_bound


def _instrument_name(rule: Rule, missed: str) -> dict[str, str]:
    # The one that has to be answered: of the option where its level is missed, else of the use.
    of_option, of_use = rule.requires.assessed, rule.applies.assessed
    asked = of_option if missed == "assessment" else of_use or of_option
    return load_instrument(asked.instrument).name if asked is not None else {"en": "–"}


def _missed(case: GateCase, rule: Rule) -> tuple[str, bool]:
    # The first part of the requirement that is not met, and whether that is certain; what is
    # certainly missed comes before what nobody knows. Empty if all is met.
    met = [(name, found) for name, found in _parts(case, rule) if found is not True]
    met.sort(key=lambda part: part[1] is None)
    return (met[0][0], met[0][1] is False) if met else ("", True)


def _parts(case: GateCase, rule: Rule) -> Iterator[tuple[str, bool | None]]:
    wanted, traits = rule.requires, case.traits
    on_platform = traits.processing is Hosting.SHARED_GOVERNMENT_PLATFORM
    if wanted.hosting is not None:
        yield "hosting", traits.processing in wanted.hosting
    if wanted.no_own_compute:
        yield "own_compute", traits.processing not in OWN_COMPUTE
    if wanted.no_training:
        yield "training", not (traits.weights_held and traits.is_tuned)
    if wanted.on_shared_platform:
        yield "shared_platform", on_platform
    if wanted.in_register:
        yield "register", _is_registered(case, wanted.in_register)
    yield from _assured_parts(case, rule)


def _assured_parts(case: GateCase, rule: Rule) -> Iterator[tuple[str, bool | None]]:
    wanted = rule.requires
    if wanted.no_vendor_outside_law:
        yield "operator", case.traits.operator_under_buyers_law
    if wanted.human_decides:
        yield "human", case.need.use_case.human_decides
    if wanted.assessed is not None:
        yield "assessment", _is_assured(case, wanted.assessed)
    if wanted.to_be_shown:
        yield "shown", None
    if wanted.barred:
        yield "barred", False


def _is_assured(case: GateCase, wanted: Assessed) -> bool | None:
    # Every assessment of the option's offer, model or place counts; the least of them decides.
    subjects = (
        (Subject.OFFER, case.option.offer),
        (Subject.HOSTING, str(case.traits.processing or "")),
        (Subject.MODEL, case.option.model),
    )
    found = [
        case.assessments.reaches(wanted, kind, name)
        for kind, name in subjects
        if case.assessments.find(wanted.instrument, kind, name) is not None
    ]
    if not found:
        return None
    return False if False in found else (None if None in found else True)


def _is_registered(case: GateCase, register: str) -> bool:
    # A filing covers a service its developer runs, not weights that somebody else runs.
    card = case.card
    if card is None or not case.traits.at_supplier:
        return False
    entry = case.pack.entry_of(card.developer, case.facts.as_of, register=register)
    return entry is not None and entry.listed


def gates_of_own_rules(case: GateCase) -> Iterator[GateResult]:
    """Return what the buyer's own rules say.

    Parameters
    ----------
    case
        One option in one use case.

    Yields
    ------
    GateResult
        One per rule that binds the use case.
    """
    for rule in case.dossier.own_rules:
        if rule.use_cases and case.need.use_case.id not in rule.use_cases:
            continue
        state = _own_state(case, rule)
        yield gate_result(
            f"own_rule.{rule.id}",
            GateKind.OWN_RULE,
            state,
            source=f"dossier:own_rules/{rule.id}",
            key="own_rule",
            values={
                "rule": rule.id,
                "kind": str(rule.kind),
                "source": rule.source,
                **_in_all(rule.reason, "text"),
            },
        )


def _own_state(case: GateCase, rule: OwnRule) -> GateState:
    return GateState.EXCLUDED if _OWN_RULES[rule.kind](case, rule) else GateState.PASS


def _barred_hosting(case: GateCase, rule: OwnRule) -> bool:
    places = {str(case.option.hosting), str(case.option.generation_location)}
    return bool(places & set(rule.values))


def _barred_model(case: GateCase, rule: OwnRule) -> bool:
    card = case.card
    lineage = {case.option.model} | ({str(card.base_model)} if card is not None else set())
    return bool(lineage & set(rule.values))


def _barred_country(case: GateCase, rule: OwnRule) -> bool:
    card = case.card
    seats = {card.country} if card is not None else {case.country}
    if case.offer is not None:
        seats.add(case.offer.supplier_country)
    return bool(seats & set(rule.values))


def _not_open(case: GateCase, rule: OwnRule) -> bool:
    return not case.traits.weights_held


def _leaves_country(case: GateCase, rule: OwnRule) -> bool:
    return not case.traits.data_in_country


_OWN_RULES: Final[dict[OwnRuleKind, Callable[[GateCase, OwnRule], bool]]] = {
    OwnRuleKind.BAR_HOSTING: _barred_hosting,
    OwnRuleKind.BAR_MODEL: _barred_model,
    OwnRuleKind.BAR_PROVIDER_COUNTRY: _barred_country,
    OwnRuleKind.REQUIRE_OPEN_WEIGHTS: _not_open,
    OwnRuleKind.REQUIRE_IN_COUNTRY_DATA: _leaves_country,
}
