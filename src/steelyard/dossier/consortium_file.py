"""From a consortium file and its members' dossiers to one typed whole, or to all that is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from steelyard.dossier.consortium import Consortium
from steelyard.dossier.loader import load_dossier
from steelyard.dossier.plain import entries
from steelyard.dossier.structure import plain_problems
from steelyard.dossier.wording import nearest, problems_of, shown
from steelyard.dossier.yaml_text import path_text, read_text, read_yaml
from steelyard.errors import DossierError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from os import PathLike

    from steelyard.dossier.consortium import Member
    from steelyard.dossier.schema import Dossier
    from steelyard.dossier.yaml_text import Loc, PlainTree

EXAMPLE: Final = "Copy examples/consortium-west-nordic/consortium.yaml and change it."

AGREED: Final[dict[str, Callable[[Dossier], object]]] = {
    "as_of": lambda dossier: dossier.as_of,
    "money.currency": lambda dossier: dossier.money.currency,
    "money.price_year": lambda dossier: dossier.money.price_year,
    "money.discount_rate": lambda dossier: dossier.money.discount_rate.statement.p50,
    "horizon.first_year": lambda dossier: dossier.horizon.first_year,
    "horizon.n_years": lambda dossier: dossier.horizon.n_years,
    "rules.reading": lambda dossier: dossier.rules.reading.value,
}
"""What must be the same in all dossiers, or amounts could not be added. Of the discount rate the
middle counts."""


@dataclass(frozen=True, slots=True)
class MemberDossier:
    """One member with its dossier.

    Attributes
    ----------
    member
        As the consortium names it.
    path
        File of the dossier.
    dossier
        What it states.
    """

    member: Member
    path: Path
    dossier: Dossier


def load_consortium(
    path: str | PathLike[str],
) -> tuple[Consortium, tuple[MemberDossier, ...]]:
    """Read and check a consortium and the dossiers of its members.

    Parameters
    ----------
    path
        A YAML file.

    Returns
    -------
    tuple
        The consortium, and its members in its order.

    Raises
    ------
    DossierError
        With every problem found, in the file and in each dossier, each with its path, line, what
        was expected and found, and the next step.
    """
    tree = _tree(path)
    consortium, problems = _typed(tree)
    members, found = _members(tree, Path(path).parent)
    problems = sorted([*problems, *found], key=lambda problem: problem.line or 0)
    if consortium is None or problems:
        raise DossierError(problems)
    problems = [*_disagreements(consortium, members, tree)]
    if problems:
        raise DossierError(problems)
    joined = zip(consortium.members, members, strict=True)
    return consortium, tuple(MemberDossier(who, *found) for who, found in joined)


def _tree(path: str | PathLike[str]) -> PlainTree:
    if not Path(path).exists():
        problem = Problem("file", f"the file {path}", "none", f"Check the name. {EXAMPLE}")
        raise DossierError([problem])
    tree = read_yaml(read_text(path))
    if not isinstance(tree.data, dict):
        found = "an empty file" if tree.data is None else shown(tree.data)
        raise DossierError([Problem("file", "a mapping that begins with 'id:'", found, EXAMPLE)])
    return tree


def _typed(tree: PlainTree) -> tuple[Consortium | None, list[Problem]]:
    problems = [*plain_problems(tree, Consortium), *_references(tree)]
    known = {problem.path for problem in problems}
    try:
        return Consortium.model_validate(tree.data), problems
    except ValidationError as error:
        refused = problems_of(error, tree, Consortium)
        return None, [*problems, *(found for found in refused if found.path not in known)]


def _references(tree: PlainTree) -> Iterator[Problem]:
    forms = tuple(
        form["id"]
        for _, form in entries(tree.data, "governance")
        if isinstance(form.get("id"), str)
    )
    chosen = tree.data.get("chosen")
    if isinstance(chosen, str) and forms and chosen not in forms:
        expected = f"one of the forms under governance ({', '.join(forms)})"
        step = f"{nearest(chosen, forms)}Name one of them."
        yield _problem(tree, ("chosen",), expected, f"'{chosen}'", step)
    seen: dict[str, int] = {}
    for number, member in entries(tree.data, "members"):
        name = member.get("dossier")
        if isinstance(name, str) and name in seen:
            found = f"'{name}' again, first at members[{seen[name]}]"
            loc: Loc = ("members", number, "dossier")
            yield _problem(tree, loc, "a dossier of its own", found, "Name another file.")
        elif isinstance(name, str):
            seen[name] = number


def _members(
    tree: PlainTree, folder: Path
) -> tuple[tuple[tuple[Path, Dossier], ...], list[Problem]]:
    found, problems = [], []
    for number, member in entries(tree.data, "members"):
        name = member.get("dossier")
        if not isinstance(name, str) or not name:
            continue
        loc: Loc = ("members", number, "dossier")
        if Path(name).is_absolute():
            expected, step = "a path relative to this file", "Leave out the folder in front."
            problems.append(_problem(tree, loc, expected, f"'{name}'", step))
            continue
        path = folder / name
        if not path.is_file():
            expected, step = "the file of a dossier, relative to this file", "Check the name."
            problems.append(_problem(tree, loc, expected, f"no file '{name}'", step))
            continue
        try:
            found.append((path, load_dossier(path)))
        except DossierError as error:
            problems += [replace(part, path=f"{name}: {part.path}") for part in error.problems]
    return tuple(found), problems


def _disagreements(
    consortium: Consortium, members: Sequence[tuple[Path, Dossier]], tree: PlainTree
) -> Iterator[Problem]:
    if consortium.as_of != members[0][1].as_of:
        expected = f"the day of the members' dossiers, {members[0][1].as_of.isoformat()}"
        found = consortium.as_of.isoformat()
        yield _problem(tree, ("as_of",), expected, found, "Use one day throughout.")
    first = consortium.members[0]
    for place, of in AGREED.items():
        wanted = of(members[0][1])
        for member, (_, dossier) in zip(consortium.members[1:], members[1:], strict=True):
            if of(dossier) == wanted:
                continue
            yield Problem(
                f"{member.dossier}: {place}",
                f"{_plain(wanted)} as in {first.dossier}",
                _plain(of(dossier)),
                "State the same in all dossiers: amounts of members are added up.",
            )


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _problem(tree: PlainTree, loc: Loc, expected: str, found: Any, next_step: str) -> Problem:
    return Problem(path_text(loc), expected, found, next_step, tree.line_of(loc))
