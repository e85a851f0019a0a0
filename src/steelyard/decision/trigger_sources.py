"""Triggers from what the leading option stands on, and from rules that are announced."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from steelyard.decision.trigger import Comparator, TriggerKind
from steelyard.decision.trigger_parts import next_best, plain_trigger
from steelyard.dossier.text import Message
from steelyard.instruments import load_instrument

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from steelyard.decision.model import UseCaseDecision
    from steelyard.decision.option_result import OptionResult
    from steelyard.decision.trigger import Trigger
    from steelyard.decision.trigger_parts import Found
    from steelyard.dossier.use_cases import UseCase

ANSWERED: Final = "answered"
LOST: Final = "lost"
RECORDED: Final = "recorded"
STATED: Final = "stated"
ANY_TRIAL: Final = "evidence:"
"""Name of a trial with any model."""


def leading_triggers(found: Found, case: UseCaseDecision) -> Iterator[Trigger]:
    """Return what the leading option itself stands on.

    Parameters
    ----------
    found
        The study.
    case
        Its use case.

    Yields
    ------
    Trigger
        That it is offered and not barred, its open gates, its offer, trials on own items; and the
        benefit where none is stated.
    """
    if not case.has_benefit:
        yield plain_trigger(
            case.use_case,
            TriggerKind.BENEFIT,
            "benefit",
            compared=Comparator.BECOMES,
            value=STATED,
            review_on=found.soon,
            values={"use_case": case.use_case},
        )
    leading = case.option(case.leading)
    if leading.option.is_do_minimum:
        yield from _any_trial(found, case)
        return
    other = next_best(found, case, lambda row: row.option.model == leading.option.model)
    yield plain_trigger(
        case.use_case,
        TriggerKind.OPTION,
        "option",
        compared=Comparator.BECOMES,
        value=LOST,
        review_on=found.later,
        values={"option": leading.option.id, "other": other},
        option=leading.option.id,
        then=other,
    )
    yield from _gates(found, case, leading)
    yield from _offers(found, case, leading)
    yield from _trials(found, case, leading)


def _gates(found: Found, case: UseCaseDecision, leading: OptionResult) -> Iterator[Trigger]:
    for gate in leading.to_be_confirmed:
        other = next_best(found, case, _also_unknown(gate.gate))
        yield plain_trigger(
            case.use_case,
            TriggerKind.GATE,
            f"gate:{gate.gate}",
            compared=Comparator.BECOMES,
            value=ANSWERED,
            review_on=found.soon,
            values={"gate": gate.gate, "option": leading.option.id, "other": other},
            option=leading.option.id,
            then=other,
        )


def _also_unknown(gate: str) -> Callable[[OptionResult], bool]:
    return lambda row: any(unknown.gate == gate for unknown in row.to_be_confirmed)


def _offers(found: Found, case: UseCaseDecision, leading: OptionResult) -> Iterator[Trigger]:
    for offer in found.dossier.offers:
        if offer.id != leading.option.offer:
            continue
        after = offer.valid_until + timedelta(days=1)
        yield plain_trigger(
            case.use_case,
            TriggerKind.OFFER,
            f"offer:{offer.id}",
            compared=Comparator.DATE_REACHED,
            value=after.isoformat(),
            review_on=after,
            values={"offer": offer.id, "since": after.isoformat(), "option": leading.option.id},
            then=next_best(found, case, lambda row: row.option.offer == leading.option.offer),
        )


def _trials(found: Found, case: UseCaseDecision, leading: OptionResult) -> Iterator[Trigger]:
    option = leading.option
    tried = any(
        (trial.use_case, trial.model) == (case.use_case, option.model)
        for trial in found.dossier.evidence
    )
    if tried or option.planned is not None:
        return
    yield plain_trigger(
        case.use_case,
        TriggerKind.EVIDENCE,
        f"evidence:{option.model}",
        compared=Comparator.BECOMES,
        value=RECORDED,
        review_on=found.soon,
        values={"model": option.model, "option": option.id},
    )


def _any_trial(found: Found, case: UseCaseDecision) -> Iterator[Trigger]:
    # Today's service leads: whatever is tried on own items may show a service that does better.
    if any(trial.use_case == case.use_case for trial in found.dossier.evidence):
        return
    values = {"use_case": case.use_case}
    trigger = plain_trigger(
        case.use_case,
        TriggerKind.EVIDENCE,
        ANY_TRIAL,
        compared=Comparator.BECOMES,
        value=RECORDED,
        review_on=found.later,
        values=values,
    )
    yield replace(
        trigger,
        when=Message("trigger.when.evidence_any", values),
        why=Message("trigger.why.evidence_any", values),
    )


def announced_triggers(found: Found, case: UseCaseDecision, use_case: UseCase) -> Iterator[Trigger]:
    """Return rules and instruments that are known and not yet in force for a use case.

    Parameters
    ----------
    found
        The study.
    case
        Its use case.
    use_case
        The dossier entry.

    Yields
    ------
    Trigger
        One per rule or instrument.
    """
    pack, on, label = found.pack, found.as_of, use_case.data_class
    tier, public = str(found.dossier.jurisdiction.tier), use_case.serves_public
    for rule in pack.rules:
        concerns = rule.applies.holds(
            data_class=label,
            sensitivity=pack.sensitivity_of(label),
            tier=tier,
            serves_public=public,
        )
        if concerns and rule.is_announced(on):
            what = f"rule:{pack.id}/{rule.id}"
            yield _dated(case, TriggerKind.RULE, what, rule.effective_from, (rule.text, rule.text))
    for entry in pack.instruments_for(on, data_class=label, tier=tier, serves_public=public):
        if entry.effective_from is not None and entry.effective_from > on:
            what = f"instrument:{pack.id}/{entry.instrument}"
            said = (load_instrument(entry.instrument).name, entry.text)
            yield _dated(case, TriggerKind.INSTRUMENT, what, entry.effective_from, said)


def _dated(
    case: UseCaseDecision,
    kind: TriggerKind,
    what: str,
    day: date,
    said: tuple[Mapping[str, str], Mapping[str, str]],
) -> Trigger:
    # What it is called, and what it decides here, in the law's own languages.
    called, decides = ({f"text_{code}": words for code, words in text.items()} for text in said)
    trigger = plain_trigger(
        case.use_case,
        kind,
        what,
        compared=Comparator.DATE_REACHED,
        value=day.isoformat(),
        review_on=day,
        values=decides,
    )
    return replace(trigger, when=Message(trigger.when.key, called))
