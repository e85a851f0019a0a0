"""Gates of law: the jurisdiction pack's rules, and the rules the buyer adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steelyard.dossier.schema import OwnRule, OwnRuleKind
from steelyard.dossier.text import in_language
from steelyard.instruments import Otherwise, RuleGate
from steelyard.options.gate_case import GateCase, Values, gate_result
from steelyard.options.model import GateKind, GateState, Hosting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from steelyard.instruments import Rule
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
        Residency always; tier and registration where a rule in force concerns the use case.
    """
    use_case = case.need.use_case
    worst: dict[str, GateResult] = {}
    for rule in case.pack.rules_in_force(case.facts.as_of):
        if not rule.concerns(
            data_class=use_case.data_class,
            tier=str(case.dossier.jurisdiction.tier),
            serves_public=use_case.serves_public,
        ):
            continue
        found = _by_rule(case, rule)
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


def _by_rule(case: GateCase, rule: Rule) -> GateResult:
    missed = _missed(case, rule)
    state = GateState.PASS
    if missed:
        excluded = rule.otherwise is Otherwise.EXCLUDED
        state = GateState.EXCLUDED if excluded else GateState.UNKNOWN
    place = str(case.traits.processing or "")
    values: dict[str, str | float] = {
        "rule": rule.id,
        "since": rule.effective_from.isoformat(),
        "data_class": case.need.use_case.data_class,
        "hosting": place,
        "missed": missed,
    }
    values |= _in_all(rule.text, "text") | _in_all(rule.remedy, "remedy")
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


def _missed(case: GateCase, rule: Rule) -> str:
    # The first part of the requirement that is not met; empty if all are.
    wanted, traits = rule.requires, case.traits
    misses = (
        ("hosting", wanted.hosting is not None and traits.processing not in wanted.hosting),
        ("own_compute", wanted.no_own_compute and traits.processing in OWN_COMPUTE),
        ("training", wanted.no_training and traits.weights_held and traits.is_tuned),
        (
            "shared_platform",
            wanted.on_shared_platform
            and traits.processing is not Hosting.SHARED_GOVERNMENT_PLATFORM,
        ),
        ("register", bool(wanted.in_register) and not _is_registered(case, wanted.in_register)),
    )
    return next((name for name, is_missed in misses if is_missed), "")


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
