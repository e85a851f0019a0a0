"""From a file to a dossier, or to all that is wrong with it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from pydantic import ValidationError

from steelyard.dossier.assessment_checks import dossier_problems
from steelyard.dossier.migrate import migrate
from steelyard.dossier.parameters import quantities_of
from steelyard.dossier.schema import Dossier
from steelyard.dossier.structure import structural_problems
from steelyard.dossier.wording import problems_of, shown
from steelyard.dossier.yaml_text import read_text, read_yaml
from steelyard.errors import DossierError, Problem

if TYPE_CHECKING:
    from os import PathLike

    from steelyard.dossier.yaml_text import PlainTree

MOST: Final = 1e18
"""More than any amount, in any currency."""


def load_dossier(path: str | PathLike[str]) -> Dossier:
    """Read and check a dossier.

    Parameters
    ----------
    path
        A YAML file.

    Returns
    -------
    Dossier
        Typed, frozen, and consistent with itself.

    Raises
    ------
    DossierError
        With every problem found, each with its path, line, what was expected and found, and the
        next step.

    Notes
    -----
    What does not stop a study but should be read before it (a source later than the study's date,
    unsigned weights) is left to :func:`steelyard.dossier.checks.check_dossier`.
    """
    tree = read_tree(path)
    dossier, problems = typed(tree)
    if dossier is None or problems:
        raise DossierError(problems)
    return dossier


def read_tree(path: str | PathLike[str]) -> PlainTree:
    """Read a dossier file as plain data in the present format.

    Parameters
    ----------
    path
        A YAML file.

    Returns
    -------
    PlainTree
        A mapping, with lines.

    Raises
    ------
    DossierError
        If the file cannot be read, is empty, no YAML, no mapping, or of an unknown format version.
    """
    tree = read_yaml(read_text(path))
    if tree.data is None:
        _refuse("a dossier", "an empty file", "Write one with 'steelyard init'.")
    if not isinstance(tree.data, dict):
        _refuse("a mapping that begins with 'id:'", shown(tree.data), "See 'steelyard schema'.")
    return migrate(tree)


def typed(tree: PlainTree) -> tuple[Dossier | None, list[Problem]]:
    """Type plain data, and collect all problems of types, ranges and references.

    Parameters
    ----------
    tree
        A mapping, with lines.

    Returns
    -------
    tuple
        The dossier, or none if it could not be typed; and the problems.
    """
    problems = structural_problems(tree)
    dossier: Dossier | None = None
    try:
        dossier = Dossier.model_validate(tree.data)
    except ValidationError as error:
        known = {problem.path for problem in problems}
        problems += [found for found in problems_of(error, tree) if found.path not in known]
    else:
        problems += [*_beyond_all_sense(dossier), *dossier_problems(dossier, tree)]
    return dossier, sorted(problems, key=lambda problem: problem.line or 0)


def _beyond_all_sense(dossier: Dossier) -> list[Problem]:
    # Sums and products of such numbers overflow, and no result would be left to tell.
    return [
        Problem(path, f"at most {MOST:g} [{place.unit}]", f"{largest:g}", "Correct the number.")
        for path, quantity, place in quantities_of(dossier)
        for largest in [max(abs(quantity.statement.p05), abs(quantity.statement.p95))]
        if largest > MOST
    ]


def _refuse(expected: str, found: str, next_step: str) -> NoReturn:
    raise DossierError([Problem("file", expected, found, next_step)])
