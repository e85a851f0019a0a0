"""A file with the answers to one instrument: read, check all at once, and write an empty one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pydantic import ValidationError

from steelyard.dossier.assessments import Assessment, assessment_problems
from steelyard.dossier.wording import problems_of, shown
from steelyard.dossier.yaml_text import read_text, read_yaml
from steelyard.errors import DossierError, Problem

if TYPE_CHECKING:
    from os import PathLike

    from steelyard.instruments import Instrument


def load_assessment(path: str | PathLike[str], instrument: Instrument | None = None) -> Assessment:
    """Read and check a file of answers.

    Parameters
    ----------
    path
        A YAML file, of the form that ``steelyard assess ID --template`` writes.
    instrument
        The instrument it must answer; the shipped one that the file names if left out.

    Returns
    -------
    Assessment
        Typed; every answer is one of those permitted.

    Raises
    ------
    DossierError
        With every problem at once: another edition, missing or contradictory answers, and what
        could not be read, each with its place, line and next step.
    """
    if not Path(path).exists():
        step = "Write one with 'steelyard assess ID --template > answers.yaml' and fill it."
        _refuse([Problem(str(path), "a file of answers", "none", step)])
    tree = read_yaml(read_text(path))
    if not isinstance(tree.data, dict):
        step = "Write one with 'steelyard assess ID --template'."
        _refuse([Problem("file", "a mapping with answers", shown(tree.data), step)])
    try:
        entry = Assessment.model_validate(tree.data)
    except ValidationError as error:
        _refuse(problems_of(error, tree, Assessment))
    found = [
        Problem(p.path, p.expected, p.found, p.next_step, tree.line_of(tuple(p.path.split("."))))
        for p in assessment_problems(entry, instrument)
    ]
    if found:
        _refuse(found)
    return entry


def _refuse(problems: list[Problem]) -> NoReturn:
    raise DossierError(problems)
