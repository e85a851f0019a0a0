"""The whole error tree of Steelyard.

``SteelyardError``
    ``DossierError``   what the user wrote: every problem at once, each with its path
    ``FactError``      a fact is missing, expired or unsourced
    ``DomainError``    an input lies outside a model's validity
    ``SolverError``    a solver returned no answer that our own arithmetic confirms
    ``OutputError``    a result could not be written, and nothing was half written

The command line prints one line for each of these; anything else is a bug and keeps its traceback.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class SteelyardError(Exception):
    """Base of every error a user can cause or repair."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in an input file, in words that name the repair.

    Attributes
    ----------
    path
        Where, as ``use_cases[2].workload.requests_per_year`` or ``line 14``.
    expected
        What was expected, with its unit.
    found
        What was found.
    next_step
        What the user can do now.
    line
        Line of the file, counted from 1, where one is known.
    """

    path: str
    expected: str
    found: str
    next_step: str
    line: int | None = None

    def __str__(self) -> str:
        """Return the problem as one sentence.

        Returns
        -------
        str
            ``path (line n): expected …, found …. next step``
        """
        where = self.path if self.line is None else f"{self.path} (line {self.line})"
        return f"{where}: expected {self.expected}, found {self.found}. {self.next_step}"


class DossierError(SteelyardError):
    """The dossier cannot be used; carries all problems found, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class FactError(SteelyardError):
    """A fact is missing, not yet known at the study's date, or has no source."""


class DomainError(SteelyardError):
    """An input lies outside the range for which a model is valid."""


class SolverError(SteelyardError):
    """A solver gave no answer, or one that our own arithmetic does not confirm."""


class OutputError(SteelyardError):
    """A result could not be written; nothing was left half written."""
