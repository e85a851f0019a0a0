"""Turn what the schema refuses into problems that name unit, finding and repair."""

from __future__ import annotations

import datetime as dt
import difflib
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_origin

from steelyard.dossier.assessments import ANSWER_ERROR, SUBJECT_ERROR
from steelyard.dossier.base import QUANTITY_ERROR, RANGE_ERROR, DossierModel, Quantity
from steelyard.dossier.fields import Place, place_at
from steelyard.dossier.schema import Dossier
from steelyard.dossier.yaml_text import path_text
from steelyard.errors import Problem

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from steelyard.dossier.yaml_text import Loc, PlainTree

LONGEST_SHOWN: Final = 60
REMOVAL: Final[dict[str, str]] = {
    "use_cases": "or remove the use case",
    "stakeholders": "or remove the stakeholder",
    "offers": "or remove the offer",
}
"""The other way out, for entries of a list that may be dropped."""

_PLAIN_NAMES: Final[dict[Any, str]] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dt.date: "a date, as 2024-05-23",
    Quantity: "a number, or a mapping with value or p05, p50, p95",
}


def problems_of(
    error: ValidationError, tree: PlainTree, root: type[DossierModel] = Dossier
) -> list[Problem]:
    """Return every problem that the schema found.

    Parameters
    ----------
    error
        What pydantic reports.
    tree
        The data it was given, with lines.
    root
        Model that refused them.

    Returns
    -------
    list of Problem
        One for each, in the order of the file.
    """
    details = error.errors(include_url=False)
    found = [_problem(detail, tree, root) for detail in details if not _is_echo(detail)]
    return sorted(found, key=lambda problem: problem.line or 0)


def shown(value: object) -> str:
    """Return a value as it is quoted in a message.

    Parameters
    ----------
    value
        Anything read from a file.

    Returns
    -------
    str
        Short text; long ones are cut.
    """
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return f"a mapping with {len(value)} entries"
    if isinstance(value, list | tuple):
        return f"a list with {len(value)} entries"
    text = " ".join(str(value).split())
    if len(text) > LONGEST_SHOWN:
        text = text[: LONGEST_SHOWN - 1] + "…"
    return f"'{text}'" if isinstance(value, str) else text


def nearest(name: str, known: tuple[str, ...]) -> str:
    """Return a hint at the known name most like the one found.

    Parameters
    ----------
    name
        As found.
    known
        Names that would be accepted.

    Returns
    -------
    str
        Empty if none is alike.
    """
    alike = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"Did you mean '{alike[0]}'? " if alike else ""


def describe(place: Place) -> str:
    """Return what may stand at a place, in words.

    Parameters
    ----------
    place
        What the schema says.

    Returns
    -------
    str
        Range with unit, the names of a closed choice, or the kind of value.
    """
    if place.range is not None:
        return place.range.expectation
    kind, origin = place.type, get_origin(place.type)
    if origin is None:
        return _described_class(kind)
    if origin is Literal:
        return "one of " + ", ".join(str(name) for name in get_args(kind))
    if origin is dict and get_args(kind)[1] is str:
        return "a text by language, as {en: Words}"
    return "a list" if origin is tuple else "a mapping"


def _described_class(kind: Any) -> str:
    if kind in _PLAIN_NAMES:
        return _PLAIN_NAMES[kind]
    if issubclass(kind, StrEnum):
        return "one of " + ", ".join(kind)
    return "a mapping" if issubclass(kind, DossierModel) else "another kind of value"


def _is_echo(detail: ErrorDetails) -> bool:
    # A list whose only entry is wrong is also reported as too short; that says nothing new.
    least = detail.get("ctx", {}).get("min_length", 0)
    return detail["type"] == "too_short" and len(detail["input"]) >= least


def _problem(detail: ErrorDetails, tree: PlainTree, root: type[DossierModel]) -> Problem:
    loc = _without_markers(detail["loc"])
    place = place_at(root, loc) or Place(object, None, "")
    if detail["type"] == "extra_forbidden":
        return _unknown_field(loc, tree, root)
    if detail["type"] == "missing":
        return _missing(loc, place, tree)
    expected, found = _expected_and_found(detail, loc, place)
    return Problem(path_text(loc), expected, found, _next_step(loc, place), tree.line_of(loc))


def _without_markers(loc: Loc) -> Loc:
    # pydantic marks a wrong key of a mapping by ``[key]``; messages show the key alone.
    return tuple(part for part in loc if part != "[key]")


def _unknown_field(loc: Loc, tree: PlainTree, root: type[DossierModel]) -> Problem:
    above = place_at(root, loc[:-1])
    known: tuple[str, ...] = ()
    if above is not None and isinstance(above.type, type) and issubclass(above.type, DossierModel):
        known = tuple(above.type.model_fields)
    hint = nearest(str(loc[-1]), known)
    return Problem(
        path_text(loc),
        "a known field" if hint else f"one of {', '.join(known)}",
        f"the unknown field '{loc[-1]}'",
        f"{hint}Correct or remove it.",
        tree.line_of(loc),
    )


def _missing(loc: Loc, place: Place, tree: PlainTree) -> Problem:
    step = f"Enter: {place.meaning}" if place.meaning else f"Enter '{loc[-1]}'."
    return Problem(path_text(loc), describe(place), "nothing", step, tree.line_of(loc))


_FROM_CONTEXT: Final[dict[str, str]] = {
    "greater_than": "> {gt}",
    "greater_than_equal": ">= {ge}",
    "less_than": "< {lt}",
    "less_than_equal": "<= {le}",
    "too_short": "at least {min_length} entry",
    "string_too_short": "at least {min_length} character",
    "string_too_long": "at most {max_length} characters",
    "finite_number": "a finite number",
}


def _expected_and_found(detail: ErrorDetails, loc: Loc, place: Place) -> tuple[str, str]:
    kind, context, found = detail["type"], detail.get("ctx", {}), shown(detail["input"])
    if kind in _FROM_CONTEXT:
        return _FROM_CONTEXT[kind].format(**context), found
    if kind == "string_pattern_mismatch":
        return _pattern_in_words(str(context.get("pattern", ""))), found
    if kind in {QUANTITY_ERROR, RANGE_ERROR, ANSWER_ERROR, SUBJECT_ERROR}:
        expected, _, stated = detail["msg"].removeprefix("expected ").partition(", found ")
        return expected, stated or found
    return describe(place), found


def _pattern_in_words(pattern: str) -> str:
    words = {
        r"^[A-Z]{2}$": 'a country code of two capitals in quotation marks, as "NO"',
        r"^[A-Z]{3}$": "a currency code of three capitals, as CNY",
        r"^[a-z]{2,3}$": "a language code of two or three small letters, as zh",
        r"^(en|zh|ko)$": "a text by language: en, zh or ko",
        r"^[^\s/:~+]+$": "a name without blanks and without / : ~ +",
    }
    return words.get(pattern, f"a text of the form {pattern}")


def _next_step(loc: Loc, place: Place) -> str:
    other = REMOVAL.get(str(loc[0]), "") if len(loc) > 1 else ""
    meaning = f"Enter: {place.meaning}" if place.meaning else "Correct the entry"
    return f"{meaning.rstrip('.')}{', ' + other if other else ''}."
