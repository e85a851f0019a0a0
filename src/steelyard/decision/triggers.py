"""What reopens a decision: triggers derived from what the study has found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from steelyard.decision.findings import FlipFamily
from steelyard.decision.present import best_offered
from steelyard.decision.trigger import Comparator, TriggerKind
from steelyard.decision.trigger_parts import WHOLE, Found, plain_trigger
from steelyard.decision.trigger_sources import announced_triggers, leading_triggers
from steelyard.dossier.parameters import parameters_of
from steelyard.uncertainty.summary import Spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from steelyard.decision.findings import Flip
    from steelyard.decision.model import Decision, UseCaseDecision
    from steelyard.decision.trigger import Trigger
    from steelyard.dossier.schema import Dossier
    from steelyard.instruments import JurisdictionPack
    from steelyard.options.model import Appraisal

FACT: Final = "fact:"
FAMILY: Final = "family:"
QUALITY: Final = "quality"
BUDGET: Final = "dossier:capacity/"
SAVING: Final = "portfolio:saving"


def triggers_of(
    decision: Decision,
    dossier: Dossier,
    *,
    pack: JurisdictionPack,
    reviews: Mapping[str, date],
    median: Appraisal,
) -> tuple[Trigger, ...]:
    """Return what reopens a decision.

    Parameters
    ----------
    decision
        As found.
    dossier
        Behind it.
    pack
        Rules of its jurisdiction.
    reviews
        Day by which a fact must be looked at again, by fact id.
    median
        The median case, from which the quick check will read.

    Returns
    -------
    tuple of Trigger
        Use case by use case, then the plan as a whole; every id once.

    Notes
    -----
    Section "Where triggers come from" of ``docs/method/triggers.md``.
    """
    best = {
        entry.use_case: found
        for entry in median.use_cases
        for found in [best_offered(entry)]
        if found is not None
    }
    return _once_each(_all(Found(decision, dossier, pack, reviews, _qualities(median), best)))


def _all(found: Found) -> Iterator[Trigger]:
    use_cases = {entry.id: entry for entry in found.dossier.use_cases}
    for case in found.decision.use_cases:
        for flip in case.flips:
            yield _flip(found, case, flip)
        yield from leading_triggers(found, case)
        yield from announced_triggers(found, case, use_cases[case.use_case])
        yield from _reviews(found, case)
        yield from _market(found, case)
    yield from _budgets(found)
    yield from _saving(found)


def _once_each(triggers: Iterable[Trigger]) -> tuple[Trigger, ...]:
    # Several inputs of the quality model tell the same share of one option: the first stands.
    kept: dict[str, Trigger] = {}
    for trigger in triggers:
        kept.setdefault(trigger.id, trigger)
    return tuple(kept.values())


def _qualities(median: Appraisal) -> dict[tuple[str, str], float]:
    return {
        (entry.use_case, option.id): float(entry.quality[row, 0])
        for entry in median.use_cases
        for row, option in enumerate(entry.options)
    }


def _flip(found: Found, case: UseCaseDecision, flip: Flip) -> Trigger:
    kind, what, option = _about(flip)
    trigger = plain_trigger(
        case.use_case,
        kind,
        what,
        compared=Comparator(flip.direction),
        value=flip.value,
        review_on=_watched(found, what),
        values={
            "value": flip.value,
            "unit": flip.unit,
            "name": option or what,
            "option": case.leading,
            "other": flip.becomes,
        },
        option=option,
        then=flip.becomes,
    )
    return replace(
        trigger,
        unit=flip.unit,
        believed=_belief(flip),
        baseline=found.qualities.get((case.use_case, option)),
        is_inside=flip.is_inside,
    )


def _about(flip: Flip) -> tuple[TriggerKind, str, str]:
    if flip.family is FlipFamily.QUALITY:
        return TriggerKind.QUALITY, QUALITY, str(flip.words.values["name"])
    if flip.family is FlipFamily.WEIGHT:
        return TriggerKind.WEIGHT, flip.parameter, ""
    is_kind = flip.parameter.startswith(FAMILY)
    return TriggerKind.FAMILY if is_kind else TriggerKind.INPUT, flip.parameter, ""


def _belief(flip: Flip) -> Spread | None:
    if flip.p50 is None:
        return None
    low = flip.p50 if flip.p05 is None else flip.p05
    high = flip.p50 if flip.p95 is None else flip.p95
    return Spread(low, flip.p50, high, flip.unit)


def _watched(found: Found, what: str) -> date:
    # A fact is looked at by its own date where that comes first.
    due = found.reviews.get(what.removeprefix(FACT)) if what.startswith(FACT) else None
    return found.later if due is None else max(found.as_of, min(found.later, due))


def _reviews(found: Found, case: UseCaseDecision) -> Iterator[Trigger]:
    # The facts on which the answer hangs, each by the day on which its source must be read again.
    decisive = {
        row.parameter
        for row in found.decision.decisive_inputs
        if row.changes_answer and case.use_case in row.use_cases
    }
    inside = {flip.parameter for flip in case.flips if flip.is_inside}
    for name in sorted(decisive | inside):
        due = found.reviews.get(name.removeprefix(FACT)) if name.startswith(FACT) else None
        if due is not None:
            yield plain_trigger(
                case.use_case,
                TriggerKind.FACT,
                name,
                compared=Comparator.DATE_REACHED,
                value=due.isoformat(),
                review_on=max(due, found.as_of),
                values={"name": name, "since": due.isoformat()},
            )


def _market(found: Found, case: UseCaseDecision) -> Iterator[Trigger]:
    # Something better than anything considered, by more than what the dossier calls material.
    best = found.best.get(case.use_case)
    if best is None or best >= 1.0:
        return
    value = min(best + found.dossier.rules.materiality, 1.0)
    trigger = plain_trigger(
        case.use_case,
        TriggerKind.MARKET,
        "best_quality",
        compared=Comparator.ABOVE,
        value=value,
        review_on=found.later,
        values={"value": value, "unit": "1", "option": case.leading},
    )
    yield replace(trigger, unit="1", believed=Spread(best, best, best, "1"))


def _budgets(found: Found) -> Iterator[Trigger]:
    # Every stated budget against the dearest year of what the plan asks for.
    asked: dict[str, float] = {}
    for check in found.decision.portfolio.budgets:
        asked[check.budget] = max(asked.get(check.budget, 0.0), check.required)
    stated = parameters_of(found.dossier.capacity)
    for budget, required in asked.items():
        if required <= 0:  # nothing is asked for, so no budget can be too small
            continue
        path = f"budget/{budget}"
        unit, believed = stated[path].unit, stated[path].statement
        trigger = plain_trigger(
            WHOLE,
            TriggerKind.BUDGET,
            f"{BUDGET}{path}",
            compared=Comparator.BELOW if required <= believed.p50 else Comparator.ABOVE,
            value=required,
            review_on=found.later,
            values={"name": f"{BUDGET}{path}", "value": required, "unit": unit},
        )
        yield _in_numbers(trigger, Spread(believed.p05, believed.p50, believed.p95, unit))


def _saving(found: Found) -> Iterator[Trigger]:
    saving = found.decision.portfolio.chosen.saving
    if saving is None or saving.p05 == saving.p95:
        return
    trigger = plain_trigger(
        WHOLE,
        TriggerKind.FIGURE,
        SAVING,
        compared=Comparator.BELOW if saving.p50 >= 0 else Comparator.ABOVE,
        value=0.0,
        review_on=found.later,
        values={},
    )
    yield _in_numbers(trigger, saving)


def _in_numbers(trigger: Trigger, believed: Spread) -> Trigger:
    inside = believed.p05 <= float(trigger.value) <= believed.p95
    return replace(trigger, unit=believed.unit, believed=believed, is_inside=inside)
