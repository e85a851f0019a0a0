"""A trigger: a predicate over dated inputs which, once true, reopens a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NoReturn, Self, TypeVar

from steelyard.decision.json_form import message_json, number, spread_json
from steelyard.dossier.text import Message
from steelyard.errors import DomainError
from steelyard.uncertainty.summary import Spread

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision.json_form import Json

Choice = TypeVar("Choice", bound=StrEnum)

FIELDS: Final = (
    "id", "use_case", "kind", "what", "option", "comparison", "value", "unit", "believed",
    "baseline", "is_inside", "then", "when", "why", "review_on",
)  # fmt: skip
"""Fields of a trigger in ``decision.json``."""
TEXTS: Final = ("id", "use_case", "what", "option", "unit", "then")
QUANTILES: Final = ("p05", "p50", "p95")


class TriggerKind(StrEnum):
    """What a trigger is about."""

    INPUT = "input"
    """An input passes the value at which the answer changes."""
    FAMILY = "family"
    """So do the inputs of one kind together, as a factor on what was believed of them."""
    WEIGHT = "weight"
    """So does the weight of a dimension."""
    QUALITY = "quality"
    """So does the share of an option's answers that are accepted."""
    OPTION = "option"
    """The leading option is no longer offered, or a rule bars it."""
    GATE = "gate"
    """What was unknown of a gate is answered."""
    RULE = "rule"
    """A rule that is announced comes into force."""
    INSTRUMENT = "instrument"
    """So does an official instrument."""
    OFFER = "offer"
    """The offer behind the leading option ends."""
    FACT = "fact"
    """A fact on which the answer hangs is due for review."""
    EVIDENCE = "evidence"
    """Own items have been tried."""
    BENEFIT = "benefit"
    """The benefit has been stated."""
    MARKET = "market"
    """Something is on offer that does better than anything considered."""
    BUDGET = "budget"
    """A budget passes what the plan asks for."""
    FIGURE = "figure"
    """A figure of the plan passes a value; only a new study can tell."""


class Comparator(StrEnum):
    """How the present is compared with the value of a trigger."""

    ABOVE = "above"
    BELOW = "below"
    BECOMES = "becomes"
    DATE_REACHED = "date_reached"


@dataclass(frozen=True, slots=True)
class Trigger:
    """One thing that reopens the decision once it is true.

    Attributes
    ----------
    id
        Unique within the decision: ``<use case>/<what>/<comparison>``.
    use_case
        Id; empty where the trigger concerns the plan as a whole.
    kind
        What it is about.
    what
        Parameter id, ``fact:<id>``, ``family:<kind>``, ``weight:<dimension>``, ``quality``,
        ``option``, ``gate:<gate>``, ``rule:<pack>/<rule>``, ``instrument:<pack>/<id>``,
        ``offer:<id>``, ``evidence:<model>`` (any model if none is named), ``benefit``,
        ``best_quality`` or ``portfolio:<figure>``.
    option
        Option that it is about; empty where it is about none.
    comparison
        How the present is compared with ``value``.
    value
        A number in ``unit``; a state; or a day as ``2024-05-23``.
    unit
        Of ``value`` and ``believed``; empty where they are no numbers.
    believed
        What is believed of it today; none where nothing is.
    baseline
        What the quick check read of it on the day of the decision, where that is not the median of
        ``believed``: the check moves the median by the change since. None otherwise.
    is_inside
        Whether what is believed leaves it open: ``value`` lies within p05 and p95.
    then
        Option that becomes best; empty where only a new study can tell.
    when, why
        The predicate, and why it matters, for readers.
    review_on
        Day on which somebody must look, whether it has fired or not.
    """

    id: str
    use_case: str
    kind: TriggerKind
    what: str
    option: str
    comparison: Comparator
    value: float | str
    unit: str
    believed: Spread | None
    baseline: float | None
    is_inside: bool
    then: str
    when: Message
    why: Message
    review_on: date

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        value = self.value if isinstance(self.value, str) else number(self.value)
        return {
            "id": self.id,
            "use_case": self.use_case,
            "kind": self.kind.value,
            "what": self.what,
            "option": self.option,
            "comparison": self.comparison.value,
            "value": value,
            "unit": self.unit,
            "believed": spread_json(self.believed),
            "baseline": number(self.baseline),
            "is_inside": self.is_inside,
            "then": self.then,
            "when": message_json(self.when),
            "why": message_json(self.why),
            "review_on": self.review_on.isoformat(),
        }

    @classmethod
    def from_json(cls, row: object, place: str = "triggers") -> Self:
        """Return a trigger read back from ``decision.json``.

        Parameters
        ----------
        row
            Its JSON form.
        place
            Where it stands, for the message.

        Returns
        -------
        Trigger
            Equal to what was written, to eight significant digits.

        Notes
        -----
        Raises ``DomainError`` where it is none: names what is missing or wrong.
        """
        if not isinstance(row, dict):
            _refuse(place, f"a mapping with {', '.join(FIELDS)}", _kind_of(row))
        missing = [name for name in FIELDS if name not in row]
        if missing:
            _refuse(place, f"the fields {', '.join(FIELDS)}", f"none called {', '.join(missing)}")
        texts = {name: _text(row[name], f"{place}.{name}") for name in TEXTS}
        comparison = _choice(Comparator, row["comparison"], f"{place}.comparison")
        return cls(
            **texts,
            kind=_choice(TriggerKind, row["kind"], f"{place}.kind"),
            comparison=comparison,
            value=_value(row["value"], comparison, f"{place}.value"),
            believed=_spread(row["believed"], f"{place}.believed"),
            baseline=_number(row["baseline"], f"{place}.baseline", or_none=True),
            is_inside=bool(row["is_inside"]),
            when=_message(row["when"], f"{place}.when"),
            why=_message(row["why"], f"{place}.why"),
            review_on=_day(row["review_on"], f"{place}.review_on"),
        )


def triggers_from_json(decision: Mapping[str, Any]) -> tuple[Trigger, ...]:
    """Return the triggers stored with a decision.

    Parameters
    ----------
    decision
        Content of ``decision.json``.

    Returns
    -------
    tuple of Trigger
        In the order in which they were written.

    Notes
    -----
    Raises ``DomainError`` where the decision has none stored, or one is wrong.
    """
    rows = decision.get("triggers")
    if not isinstance(rows, list):
        found = "none" if rows is None else _kind_of(rows)
        _refuse("triggers", "the list that 'steelyard decide' writes", found)
    return tuple(
        Trigger.from_json(row, f"triggers[{position}]") for position, row in enumerate(rows)
    )


def _refuse(place: str, expected: str, found: str) -> NoReturn:
    message = (
        f"{place}: expected {expected}, found {found}. Decide again with this version, "
        "or name the folder of a decision that it wrote."
    )
    raise DomainError(message)


def _kind_of(found: object) -> str:
    return "nothing" if found is None else f"a {type(found).__name__}"


def _text(found: object, place: str) -> str:
    if not isinstance(found, str):
        _refuse(place, "a text", _kind_of(found))
    return found


def _number(found: object, place: str, *, or_none: bool = False) -> float | None:
    if found is None and or_none:
        return None
    if isinstance(found, bool) or not isinstance(found, int | float):
        _refuse(place, "a number", _kind_of(found))
    return float(found)


def _choice(kind: type[Choice], found: object, place: str) -> Choice:
    if found not in [member.value for member in kind]:
        _refuse(place, f"one of {', '.join(kind)}", repr(found))
    return kind(str(found))


def _value(found: object, comparison: Comparator, place: str) -> float | str:
    if comparison in {Comparator.ABOVE, Comparator.BELOW}:
        return _number(found, place) or 0.0
    text = _text(found, place)
    return _day(text, place).isoformat() if comparison is Comparator.DATE_REACHED else text


def _day(found: object, place: str) -> date:
    try:
        return date.fromisoformat(_text(found, place))
    except ValueError:
        _refuse(place, "a day as 2024-05-23", repr(found))


def _spread(found: object, place: str) -> Spread | None:
    if found is None:
        return None
    if not isinstance(found, dict):
        _refuse(place, "p05, p50, p95 and unit", _kind_of(found))
    p05, p50, p95 = (_number(found.get(name), f"{place}.{name}") or 0.0 for name in QUANTILES)
    return Spread(p05, p50, p95, _text(found.get("unit"), f"{place}.unit"))


def _message(found: object, place: str) -> Message:
    if not isinstance(found, dict) or not isinstance(found.get("values"), dict):
        _refuse(place, "a key and values", _kind_of(found))
    return Message(_text(found.get("key"), f"{place}.key"), found["values"])
