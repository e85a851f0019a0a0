"""What changed between two decisions, and which inputs moved with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from steelyard.decision.json_form import number
from steelyard.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision.json_form import Json

USE_CASE_FIELDS: Final = ("id", "recommended", "confidence", "options", "flips")
FRAME_FIELDS: Final = (
    "reading", "aggregation", "decided_weights", "money_per_value_point", "illustration",
)  # fmt: skip
UNSTATED: Final = {"aggregation": "mean_of_weights"}
"""What a field means in a decision written before there was such a field."""
MANIFEST_FIELDS: Final = ("facts_edition", "as_of", "draws", "seed", "effort", "steelyard")
MATERIAL: Final = 0.01
"""Relative change of a cost, or change of a confidence, below which nothing is reported. [1]"""


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing that differs.

    Attributes
    ----------
    name
        What.
    before, after
        As it stands in each decision; none where it is absent.
    """

    name: str
    before: Any
    after: Any

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {"name": self.name, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True)
class UseCaseChange:
    """What changed for one use case.

    Attributes
    ----------
    use_case
        Its id.
    recommended
        The verdict, if it changed.
    confidence
        First-rank share of the leading option, if it moved.
    exclusions
        Options that came to be excluded or ceased to be, by the gates that exclude them.
    costs
        Median cost at an even share of the options recommended in either decision, where it moved.
        [CUR]
    options
        Options that are in one of the two long lists only.
    causes
        Inputs that differ and on which the answer hangs in either decision.
    """

    use_case: str
    recommended: Moved | None
    confidence: Moved | None
    exclusions: tuple[Moved, ...]
    costs: tuple[Moved, ...]
    options: tuple[Moved, ...]
    causes: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed that a reader would see."""
        return not (
            self.recommended or self.confidence or self.exclusions or self.costs or self.options
        )

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "use_case": self.use_case,
            "recommended": self.recommended.as_json() if self.recommended else None,
            "confidence": self.confidence.as_json() if self.confidence else None,
            "exclusions": [entry.as_json() for entry in self.exclusions],
            "costs": [entry.as_json() for entry in self.costs],
            "options": [entry.as_json() for entry in self.options],
            "causes": list(self.causes),
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two decisions.

    Attributes
    ----------
    use_cases
        Use cases of both decisions in which something changed.
    only_before, only_after
        Use cases that are in one of the two only.
    frame
        What frames the study and differs: reading, weights, facts edition, date, draws, seed and
        effort.
    inputs
        Inputs that differ, by id.
    """

    use_cases: tuple[UseCaseChange, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    frame: tuple[Moved, ...]
    inputs: tuple[Moved, ...]

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "use_cases": [entry.as_json() for entry in self.use_cases],
            "only_before": list(self.only_before),
            "only_after": list(self.only_after),
            "frame": [entry.as_json() for entry in self.frame],
            "inputs": [entry.as_json() for entry in self.inputs],
        }


def compare_decisions(before: Mapping[str, Any], after: Mapping[str, Any]) -> Comparison:
    """Compare two decision.json files.

    Parameters
    ----------
    before, after
        Their contents as plain data.

    Returns
    -------
    Comparison
        What changed per use case, and which inputs and facts differ.

    Notes
    -----
    Raises ``DomainError`` where one of the two is no decision.json of this program, or their
    currencies differ.
    """
    for name, content in (("first", before), ("second", after)):
        _require_decision(name, content)
    _require_one_currency(before.get("currency"), after.get("currency"))
    first, second = _by_id(before["use_cases"]), _by_id(after["use_cases"])
    inputs = _moved(before["manifest"]["inputs"], after["manifest"]["inputs"])
    changed = {entry.name for entry in inputs}
    found = [
        _use_case(
            name,
            first[name],
            second[name],
            changed & _decisive(name, (first[name], second[name]), (before, after)),
        )
        for name in first
        if name in second
    ]
    return Comparison(
        tuple(entry for entry in found if not entry.is_empty),
        tuple(name for name in first if name not in second),
        tuple(name for name in second if name not in first),
        _frame(before, after),
        inputs,
    )


def _require_one_currency(before: object, after: object) -> None:
    if None not in {before, after} and before != after:
        message = (
            f"expected two decisions in one currency, found {before} and {after}. Bring one "
            f"dossier to the currency of the other, at a dated rate, and decide again."
        )
        raise DomainError(message)


def _require_decision(name: str, content: object) -> None:
    expected = "the content of a decision.json"
    advice = "Name two files that `steelyard decide` wrote."
    problem = ""
    if not isinstance(content, dict) or not isinstance(content.get("use_cases"), list):
        problem = "something without a list use_cases"
    elif not all(_is_use_case(entry) for entry in content["use_cases"]):
        problem = f"a use case without one of {', '.join(USE_CASE_FIELDS)}"
    elif not isinstance(content.get("manifest"), dict):
        problem = "no manifest"
    elif not isinstance(content["manifest"].get("inputs"), dict):
        problem = "a manifest without inputs"
    if problem:
        message = f"{name} file: expected {expected}, found {problem}. {advice}"
        raise DomainError(message)


def _is_use_case(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and all(field in entry for field in USE_CASE_FIELDS)
        and isinstance(entry["options"], list)
        and all(isinstance(row, dict) and {"id", "cost"} <= set(row) for row in entry["options"])
    )


def _by_id(rows: list[Json]) -> dict[str, Json]:
    return {str(row["id"]): row for row in rows}


def _moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Moved, ...]:
    names = sorted(set(before) | set(after))
    return tuple(
        Moved(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    )


def _frame(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Moved, ...]:
    places = [
        (before, after, FRAME_FIELDS),
        (before["manifest"], after["manifest"], MANIFEST_FIELDS),
    ]
    found = [
        Moved(name, *(part.get(name, UNSTATED.get(name)) for part in (first, second)))
        for first, second, names in places
        for name in names
    ]
    return tuple(entry for entry in found if entry.before != entry.after)


def _decisive(
    name: str, pair: tuple[Json, Json], decisions: tuple[Mapping[str, Any], Mapping[str, Any]]
) -> set[str]:
    found = {str(flip["parameter"]) for use_case in pair for flip in use_case["flips"]}
    for decision in decisions:
        for entry in decision.get("decisive_inputs", []):
            if name in entry["use_cases"]:
                found.add(str(entry["parameter"]))
    return found


def _use_case(name: str, before: Json, after: Json, causes: set[str]) -> UseCaseChange:
    first, second = _by_id(before["options"]), _by_id(after["options"])
    both = [option for option in first if option in second]
    recommended = None
    if before["recommended"] != after["recommended"]:
        recommended = Moved("recommended", before["recommended"], after["recommended"])
    confidence = None
    if abs(float(after["confidence"]) - float(before["confidence"])) >= MATERIAL:
        confidence = Moved("confidence", before["confidence"], after["confidence"])
    shown = [before["recommended"], after["recommended"], before.get("leading")]
    costs = [
        Moved(option, number(old), number(new))
        for option in dict.fromkeys(shown)
        if option in both
        for old, new in [(_cost(first[option]), _cost(second[option]))]
        if abs(new - old) > MATERIAL * max(abs(old), abs(new))
    ]
    exclusions = [
        Moved(option, old, new)
        for option in both
        for old, new in [(_gates(first[option]), _gates(second[option]))]
        if old != new
    ]
    there = [Moved(option, "in", None) for option in first if option not in second]
    there += [Moved(option, None, "in") for option in second if option not in first]
    return UseCaseChange(
        name,
        recommended,
        confidence,
        tuple(exclusions),
        tuple(costs),
        tuple(there),
        tuple(sorted(causes)),
    )


def _cost(option: Json) -> float:
    return float(option["cost"]["shared"]["p50"])


def _gates(option: Json) -> list[str]:
    return sorted(str(entry["gate"]) for entry in option.get("exclusions", []))
