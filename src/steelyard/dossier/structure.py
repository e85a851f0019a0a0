"""What must hold between the entries of a dossier, checked even where single entries are wrong.

These checks read plain data, so that one wrong number elsewhere does not hide them. Anything of an
unexpected type is left to the schema.
"""

from __future__ import annotations

import datetime as dt
import math
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from babel import Locale
from babel.numbers import list_currencies

from steelyard.dossier.fields import place_at
from steelyard.dossier.lock_checks import lock_problems
from steelyard.dossier.names import word_problems
from steelyard.dossier.parameters import NAMING_FIELDS
from steelyard.dossier.plain import entries
from steelyard.dossier.portfolio_checks import portfolio_problems
from steelyard.dossier.schema import Dossier
from steelyard.dossier.weight_checks import weight_problems
from steelyard.dossier.wording import describe, nearest, shown
from steelyard.dossier.yaml_text import path_text
from steelyard.errors import Problem
from steelyard.instruments.packs import load_pack, pack_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.dossier.base import DossierModel
    from steelyard.dossier.yaml_text import Loc, PlainTree

SUM_TOLERANCE: Final = 1e-6
"""How far shares may miss 1 by rounding. [1]"""

NO_COUNTRY: Final = frozenset({"ZZ", "XA", "XB", "QO"})
"""Codes of the locale data that name no place."""


def structural_problems(tree: PlainTree) -> list[Problem]:
    """Return everything that does not hold between the entries.

    Parameters
    ----------
    tree
        A mapping, with lines.

    Returns
    -------
    list of Problem
        Empty if all holds.
    """
    return [
        *plain_problems(tree, Dossier),
        *_unknown_codes(tree),
        *_shares(tree),
        *_references(tree),
        *_years(tree),
        *_counts(tree),
        *weight_problems(tree),
        *lock_problems(tree),
        *portfolio_problems(tree),
        *_pack(tree),
        *word_problems(tree),
    ]


def plain_problems(tree: PlainTree, root: type[DossierModel]) -> list[Problem]:
    """Return names that stand twice in a list, and scalars of a kind that cannot be meant.

    Parameters
    ----------
    tree
        A mapping, with lines.
    root
        Model of the file.

    Returns
    -------
    list of Problem
        Empty if there are none.
    """
    return [
        *_duplicates(tree, (), tree.data),
        *_misplaced_scalars(tree, (), tree.data, root),
    ]


def _problem(tree: PlainTree, loc: Loc, expected: str, found: str, next_step: str) -> Problem:
    return Problem(path_text(loc), expected, found, next_step, tree.line_of(loc))


def _duplicates(tree: PlainTree, loc: Loc, data: Any) -> Iterator[Problem]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _duplicates(tree, (*loc, name), value)
    elif isinstance(data, list):
        seen: dict[tuple[str, str], int] = {}
        for number, entry in enumerate(data):
            yield from _duplicates(tree, (*loc, number), entry)
            name = _name_of(str(loc[-1]), entry)
            if name is None:
                continue
            first = seen.setdefault(name, number)
            if first != number:
                yield _problem(
                    tree,
                    (*loc, number, name[0]),
                    f"each {name[0]} once",
                    f"'{name[1]}' again, first at {path_text((*loc, first))}",
                    "Rename or remove one of them.",
                )


def _name_of(list_name: str, entry: Any) -> tuple[str, str] | None:
    field = NAMING_FIELDS.get(list_name, "id")
    name = entry.get(field) if isinstance(entry, dict) else None
    return (field, name) if isinstance(name, str) else None


# True/false where a number is meant, and numbers where a date is meant.
def _misplaced_scalars(
    tree: PlainTree, loc: Loc, data: Any, root: type[DossierModel]
) -> Iterator[Problem]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _misplaced_scalars(tree, (*loc, name), value, root)
    elif isinstance(data, list):
        for number, entry in enumerate(data):
            yield from _misplaced_scalars(tree, (*loc, number), entry, root)
    elif isinstance(data, bool | int | float):
        place = place_at(root, loc)
        if place is None:
            return
        is_wrong = (isinstance(data, bool) and place.type in {int, float}) or (
            place.type is dt.date
        )
        if is_wrong:
            step = f"Enter: {place.meaning}" if place.meaning else "Correct the entry."
            yield _problem(tree, loc, describe(place), shown(data), step)


@cache
def known_codes(kind: str) -> tuple[str, ...]:
    """Return the codes of a standard.

    Parameters
    ----------
    kind
        ``country`` (ISO 3166-1), ``currency`` (ISO 4217) or ``language`` (ISO 639).

    Returns
    -------
    tuple of str
        Codes in alphabetical order.
    """
    locale = Locale("en")
    if kind == "currency":
        return tuple(sorted(list_currencies()))
    if kind == "language":
        return tuple(sorted(locale.languages))
    codes = [str(code) for code in locale.territories]
    return tuple(sorted(code for code in codes if code.isalpha() and code not in NO_COUNTRY))


def _coded_places(data: Any) -> Iterator[tuple[Loc, str, Any]]:
    jurisdiction, money = data.get("jurisdiction"), data.get("money")
    if isinstance(jurisdiction, dict):
        yield ("jurisdiction", "country"), "country", jurisdiction.get("country")
        languages = jurisdiction.get("languages")
        if isinstance(languages, list):
            for number, code in enumerate(languages):
                yield ("jurisdiction", "languages", number), "language", code
    if isinstance(money, dict):
        yield ("money", "currency"), "currency", money.get("currency")
    for number, offer in entries(data, "offers"):
        yield ("offers", number, "supplier_country"), "country", offer.get("supplier_country")
    for number, case in entries(data, "use_cases"):
        for place, share in entries(case, "languages"):
            loc = ("use_cases", number, "languages", place, "language")
            yield loc, "language", share.get("language")


_STANDARDS: Final = {
    "country": "an ISO 3166-1 country code",
    "currency": "an ISO 4217 currency code",
    "language": "an ISO 639 language code",
}


def _unknown_codes(tree: PlainTree) -> Iterator[Problem]:
    for loc, kind, code in _coded_places(tree.data):
        known = known_codes(kind)
        if isinstance(code, str) and code not in known:
            same = code.lower() if kind == "language" else code.upper()
            hint = f"Did you mean '{same}'? " if same in known else nearest(code, known)
            step = f"{hint}Look the code up; write it in quotation marks."
            yield _problem(tree, loc, _STANDARDS[kind], shown(code), step)


def _shares(tree: PlainTree) -> Iterator[Problem]:
    for number, case in entries(tree.data, "use_cases"):
        loc: Loc = ("use_cases", number, "languages")
        yield from _adds_up(tree, loc, [part for _, part in entries(case, "languages")], "share")
    for number, figure in entries(tree.data, "capacity", "published"):
        loc = ("capacity", "published", number, "interpretations")
        readings = [part for _, part in entries(figure, "interpretations")]
        yield from _adds_up(tree, loc, readings, "probability")


def _adds_up(
    tree: PlainTree, loc: Loc, parts: list[dict[str, Any]], field: str
) -> Iterator[Problem]:
    values = [part.get(field) for part in parts]
    numbers = [value for value in values if isinstance(value, int | float)]
    if not numbers or len(numbers) < len(values):
        return
    total = math.fsum(numbers)
    if abs(total - 1.0) > SUM_TOLERANCE:
        expected = f"each {field} a part of 1, together 1"
        yield _problem(tree, loc, expected, f"together {total:.6g}", "Correct the parts.")


def _references(tree: PlainTree) -> Iterator[Problem]:
    cases = entries(tree.data, "use_cases")
    known = tuple(case["id"] for _, case in cases if isinstance(case.get("id"), str))
    for loc, name in _named_use_cases(tree.data):
        if isinstance(name, str) and name and name not in known:
            expected = f"a use case of this dossier ({', '.join(known)})"
            step = f"{nearest(name, known)}Correct the name or remove the entry."
            yield _problem(tree, loc, expected, f"'{name}'", step)


def _named_use_cases(data: Any) -> Iterator[tuple[Loc, Any]]:
    for part in ("judgements", "evidence"):
        for number, entry in entries(data, part):
            yield (part, number, "use_case"), entry.get("use_case")
    for number, rule in entries(data, "own_rules"):
        names = rule.get("use_cases")
        if isinstance(names, list):
            for place, name in enumerate(names):
                yield ("own_rules", number, "use_cases", place), name


def _years(tree: PlainTree) -> Iterator[Problem]:
    horizon = tree.data.get("horizon")
    if not isinstance(horizon, dict):
        return
    first, count = horizon.get("first_year"), horizon.get("n_years")
    if not (isinstance(first, int) and isinstance(count, int) and count > 0):
        return
    for number, case in entries(tree.data, "use_cases"):
        start = case.get("start_year")
        if isinstance(start, int) and not first <= start < first + count:
            yield _problem(
                tree,
                ("use_cases", number, "start_year"),
                f"a year of the horizon, {first} to {first + count - 1}",
                str(start),
                "Move the start, or lengthen the horizon.",
            )


def _pack(tree: PlainTree) -> Iterator[Problem]:
    jurisdiction = tree.data.get("jurisdiction")
    pack = jurisdiction.get("pack") if isinstance(jurisdiction, dict) else None
    if not isinstance(pack, str):
        return
    known = pack_ids()
    if pack not in known:
        loc: Loc = ("jurisdiction", "pack")
        step = f"{nearest(pack, known)}Choose one; GENERIC where there is none of your own."
        yield _problem(tree, loc, f"one of {', '.join(known)}", f"'{pack}'", step)
        return
    labels = tuple(entry.label for entry in load_pack(pack).data_classes)
    for number, case in entries(tree.data, "use_cases"):
        label = case.get("data_class")
        if isinstance(label, str) and label not in labels:
            expected = f"a data class of the pack {pack} ({', '.join(labels)})"
            step = f"{nearest(label, labels)}Choose one."
            loc = ("use_cases", number, "data_class")
            yield _problem(tree, loc, expected, f"'{label}'", step)


def _counts(tree: PlainTree) -> Iterator[Problem]:
    for number, trial in entries(tree.data, "evidence"):
        tried, accepted = trial.get("n_items"), trial.get("n_accepted")
        if isinstance(tried, int) and isinstance(accepted, int) and accepted > tried:
            yield _problem(
                tree,
                ("evidence", number, "n_accepted"),
                f"at most the {tried} items tried",
                str(accepted),
                "Enter how many of the items were accepted.",
            )
