"""Which triggers have fired, which are due, and which cannot be checked, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.special import expit, logit

from steelyard.decision.json_form import message_json, number
from steelyard.decision.scans import family_of, relevant
from steelyard.decision.trigger import Comparator, TriggerKind
from steelyard.decision.trigger_sources import ANY_TRIAL, LOST
from steelyard.dossier.text import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from steelyard.decision.json_form import Json
    from steelyard.decision.present import Present
    from steelyard.decision.trigger import Trigger
    from steelyard.uncertainty import Parameter

FAMILY: Final = "family:"
WEIGHT: Final = "weight:"
UNKNOWN: Final = "unknown"
GONE: Final = "gone"
ENOUGH: Final = 0.5
"""Least share of a kind's inputs that must still be there for the kind to be read. [1]"""
SAME: Final = 1e-6
"""Relative difference below which a figure has not moved since the decision. [1]"""
TINY: Final = 1e-9
"""Keeps log-odds finite. [1]"""


class TriggerState(StrEnum):
    """What became of a trigger."""

    FIRED = "fired"
    DUE = "due"
    """Not fired, the day by which somebody must look has come, and nothing has moved since."""
    QUIET = "quiet"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class TriggerCheck:
    """A trigger held against the present.

    Attributes
    ----------
    trigger
        Which.
    state
        What became of it.
    found
        The number, state or day found; none where nothing was.
    words
        What was found, or why it cannot be checked: ``trigger.found.…`` and ``trigger.not.…``.
    """

    trigger: Trigger
    state: TriggerState
    found: float | str | None
    words: Message

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            The trigger's own fields, with ``state``, ``found`` and ``words``.
        """
        found = self.found if isinstance(self.found, str) else number(self.found)
        return {
            **self.trigger.as_json(),
            "state": self.state.value,
            "found": found,
            "words": message_json(self.words),
        }


class _Read(NamedTuple):
    found: float | str | None
    reason: str = ""


def check_triggers(
    triggers: Iterable[Trigger], present: Present, inputs: Mapping[str, Parameter]
) -> tuple[TriggerCheck, ...]:
    """Hold triggers against the present.

    Parameters
    ----------
    triggers
        Of the earlier decision.
    present
        The new dossier and the facts of its day.
    inputs
        Inputs of the earlier study at the medians it read, by parameter id.

    Returns
    -------
    tuple of TriggerCheck
        One per trigger, in the same order.

    Notes
    -----
    Section "What the quick check reads" of ``docs/method/triggers.md``.
    """
    return tuple(_checked(trigger, present, inputs) for trigger in triggers)


def _checked(trigger: Trigger, present: Present, inputs: Mapping[str, Parameter]) -> TriggerCheck:
    read = _read(trigger, present, inputs)
    if read.found is None:
        words = Message(f"trigger.not.{read.reason}")
        return TriggerCheck(trigger, TriggerState.UNCHECKED, None, words)
    state = TriggerState.QUIET
    if _is_true(trigger, read.found, present.as_of):
        state = TriggerState.FIRED
    elif present.as_of >= trigger.review_on and _is_as_before(trigger, read.found):
        state = TriggerState.DUE
    return TriggerCheck(trigger, state, read.found, _found_words(trigger, read.found))


def _is_as_before(trigger: Trigger, found: float | str) -> bool:
    # What has moved since, somebody has looked at.
    if isinstance(found, str) or trigger.believed is None:
        return True
    before = 1.0 if trigger.kind is TriggerKind.FAMILY else trigger.believed.p50
    return abs(found - before) <= SAME * max(abs(found), abs(before))


def _is_true(trigger: Trigger, found: float | str, as_of: date) -> bool:
    if trigger.comparison is Comparator.DATE_REACHED:
        return as_of >= date.fromisoformat(str(found))
    if trigger.comparison is Comparator.ABOVE:
        return float(found) > float(trigger.value)
    if trigger.comparison is Comparator.BELOW:
        return float(found) < float(trigger.value)
    if trigger.kind is TriggerKind.GATE:
        return found != UNKNOWN
    if trigger.value == LOST:
        return found in {"excluded", GONE}
    return found == trigger.value


def _found_words(trigger: Trigger, found: float | str) -> Message:
    if trigger.comparison is Comparator.DATE_REACHED:
        return Message("trigger.found.day", {"since": str(found)})
    if isinstance(found, str):
        return Message(f"trigger.found.{found}")
    key = "factor" if trigger.kind is TriggerKind.FAMILY else "number"
    return Message(f"trigger.found.{key}", {"value": found, "unit": trigger.unit})


def _read(trigger: Trigger, present: Present, inputs: Mapping[str, Parameter]) -> _Read:
    if trigger.use_case and trigger.use_case not in present.use_cases:
        return _Read(None, "no_use_case")
    if trigger.comparison is Comparator.DATE_REACHED:
        return _day(trigger, present)
    if trigger.kind is TriggerKind.FAMILY:
        return _family(trigger, present, inputs)
    return _READERS[trigger.kind](trigger, present)


def _day(trigger: Trigger, present: Present) -> _Read:
    # A date may have been moved since: the pack, the offer and the fact as they stand now tell.
    if trigger.kind is TriggerKind.FACT:
        now = present.reviews.get(trigger.what.removeprefix("fact:"))
        return _Read(None, "no_fact") if now is None else _Read(now.isoformat())
    now = present.days.get(trigger.what)
    if now is None and trigger.kind is TriggerKind.OFFER:
        return _Read(str(trigger.value))
    return _Read(None, "no_rule") if now is None else _Read(now.isoformat())


def _level(trigger: Trigger, present: Present) -> _Read:
    now = present.levels.get(trigger.what)
    if now is None:
        return _Read(None, "no_input")
    if now.unit != trigger.unit:
        return _Read(None, "other_unit")
    return _Read(now.value)


def _family(trigger: Trigger, present: Present, inputs: Mapping[str, Parameter]) -> _Read:
    # Inputs of a kind may each have moved on their own: their geometric mean tells the kind.
    kind = trigger.what.removeprefix(FAMILY)
    members = [
        member
        for member in relevant(inputs, trigger.use_case)
        if family_of(member, trigger.use_case).value == kind and member.statement.p50 > 0
    ]
    changes = [
        float(np.log(now.value / member.statement.p50))
        for member in members
        for now in [present.levels.get(member.id)]
        if now is not None and now.unit == member.unit and now.value > 0
    ]
    if not members or len(changes) < ENOUGH * len(members):
        return _Read(None, "few_inputs")
    return _Read(float(np.exp(np.mean(changes))))


def _weight(trigger: Trigger, present: Present) -> _Read:
    now = present.weights.get(trigger.what.removeprefix(WEIGHT))
    return _Read(None, "no_input") if now is None else _Read(now)


def _quality(trigger: Trigger, present: Present) -> _Read:
    # The believed median, moved in log-odds as far as the median case has moved since.
    now = present.qualities.get((trigger.use_case, trigger.option))
    if now is None:
        return _Read(None, "no_option")
    if np.isnan(now):
        return _Read(None, "no_quality")
    if trigger.baseline is None or trigger.believed is None:
        return _Read(now)
    before, then, here = (
        float(logit(np.clip(part, TINY, 1.0 - TINY)))
        for part in (trigger.believed.p50, trigger.baseline, now)
    )
    return _Read(float(expit(before + here - then)))


def _option(trigger: Trigger, present: Present) -> _Read:
    gates = present.options.get((trigger.use_case, trigger.option))
    if gates is None:
        return _Read(GONE)
    return _Read("excluded" if "excluded" in gates.values() else "feasible")


def _gate(trigger: Trigger, present: Present) -> _Read:
    gates = present.options.get((trigger.use_case, trigger.option))
    if gates is None:
        return _Read(None, "no_option")
    # A gate that no longer asks anything is met.
    return _Read(gates.get(trigger.what.removeprefix("gate:"), "pass"))


def _trial(trigger: Trigger, present: Present) -> _Read:
    wanted = trigger.what.removeprefix(ANY_TRIAL)
    is_there = any(
        use_case == trigger.use_case and wanted in {"", model} for use_case, model in present.trials
    )
    return _Read("recorded" if is_there else "none")


def _benefit(trigger: Trigger, present: Present) -> _Read:
    return _Read("stated" if trigger.use_case in present.with_benefit else "none")


def _market(trigger: Trigger, present: Present) -> _Read:
    now = present.best.get(trigger.use_case)
    return _Read(None, "no_quality") if now is None else _Read(now)


def _figure(trigger: Trigger, present: Present) -> _Read:
    now = present.figures.get(trigger.what)
    return _Read(None, "needs_study") if now is None else _Read(now)


_READERS: Final[dict[TriggerKind, Callable[[Trigger, Present], _Read]]] = {
    TriggerKind.INPUT: _level,
    TriggerKind.BUDGET: _level,
    TriggerKind.WEIGHT: _weight,
    TriggerKind.QUALITY: _quality,
    TriggerKind.OPTION: _option,
    TriggerKind.GATE: _gate,
    TriggerKind.EVIDENCE: _trial,
    TriggerKind.BENEFIT: _benefit,
    TriggerKind.MARKET: _market,
    TriggerKind.FIGURE: _figure,
}
