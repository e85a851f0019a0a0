"""What every derivation of triggers has in common: the study behind it, and the days of review."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from steelyard.decision.trigger import Comparator, Trigger
from steelyard.dossier.text import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from steelyard.decision.model import Decision, UseCaseDecision
    from steelyard.decision.option_result import OptionResult
    from steelyard.decision.trigger import TriggerKind
    from steelyard.dossier.schema import Dossier
    from steelyard.instruments import JurisdictionPack

ASK_MONTHS: Final = 3
"""After so many months somebody must look whether what can be asked or tested has been. [month]"""
WATCH_MONTHS: Final = 12
"""After so many months somebody must look at what can only be watched: once a budget. [month]"""
SIDES: Final = frozenset({Comparator.ABOVE, Comparator.BELOW})
WHOLE: Final = ""
"""Use case of a trigger that concerns the plan as a whole."""


class Found(NamedTuple):
    """What triggers are derived from."""

    decision: Decision
    """Verdicts, flips, gates and the plan."""
    dossier: Dossier
    """Use cases, offers, evidence and budgets."""
    pack: JurisdictionPack
    """Rules and instruments, those announced among them."""
    reviews: Mapping[str, date]
    """Day by which a fact must be looked at again, by fact id."""
    qualities: Mapping[tuple[str, str], float]
    """Accepted share in the median case, by use case and option. [1]"""
    best: Mapping[str, float]
    """Best accepted share to be had in the median case, by use case. [1]"""

    @property
    def as_of(self) -> date:
        """Date of the study."""
        return self.dossier.as_of

    @property
    def soon(self) -> date:
        """When somebody must look at what can be asked or tested."""
        return months_later(self.as_of, ASK_MONTHS)

    @property
    def later(self) -> date:
        """When somebody must look at what can only be watched."""
        return months_later(self.as_of, WATCH_MONTHS)


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last of a shorter month.

    Parameters
    ----------
    day
        Any day.
    months
        How many. [month]

    Returns
    -------
    date
        The day.

    Examples
    --------
    >>> months_later(date(2024, 11, 30), 3)
    datetime.date(2025, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def plain_trigger(
    use_case: str,
    kind: TriggerKind,
    what: str,
    *,
    compared: Comparator,
    value: float | str,
    review_on: date,
    values: Mapping[str, str | float],
    option: str = "",
    then: str = "",
) -> Trigger:
    """Return a trigger about which nothing is believed in numbers.

    Parameters
    ----------
    use_case, kind, what, value, review_on, option, then
        As in :class:`Trigger`.
    compared
        How the present is compared with the value.
    values
        What its sentences name.

    Returns
    -------
    Trigger
        Its sentences are keyed by kind, and by side where there are two.
    """
    side = f".{compared.value}" if compared in SIDES else ""
    about = f"{what}@{option}" if option else what
    return Trigger(
        id=f"{use_case or 'plan'}/{about}/{compared.value}",
        use_case=use_case,
        kind=kind,
        what=what,
        option=option,
        comparison=compared,
        value=value,
        unit="",
        believed=None,
        baseline=None,
        is_inside=True,
        then=then,
        when=Message(f"trigger.when.{kind.value}{side}", values),
        why=Message(f"trigger.why.{kind.value}", values),
        review_on=review_on,
    )


def next_best(
    found: Found, case: UseCaseDecision, passed_over: Callable[[OptionResult], bool]
) -> str:
    """Return what stays if the leading option falls.

    Parameters
    ----------
    found
        The study.
    case
        Its use case.
    passed_over
        Whether an option shares the fate of the leading one.

    Returns
    -------
    str
        The ranked option of the least expected loss; today's service where none pays for itself,
        empty where that has no place.
    """
    reading = found.decision.reading.value
    ranked = [
        (loss, position, row.option.id)
        for position, row in enumerate(case.options)
        if row.option.id != case.leading and row.is_short_listed and not passed_over(row)
        for loss in [row.rankings[reading].expected_loss]
        if loss is not None
    ]
    if ranked:
        return min(ranked)[2]
    return case.options[0].option.id if case.has_benefit else ""
