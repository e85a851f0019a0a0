"""What a reader should know of a dossier before a study is run on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from steelyard.dossier.base import Status
from steelyard.dossier.capacity import Role
from steelyard.dossier.loader import read_tree, typed
from steelyard.dossier.lock_checks import lock_findings
from steelyard.dossier.names import unknown_in_facts
from steelyard.dossier.pack_checks import departures
from steelyard.dossier.parameters import quantities_of
from steelyard.errors import DossierError
from steelyard.facts.loader import load_facts
from steelyard.instruments import load_instrument

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from os import PathLike

    from steelyard.dossier.schema import Dossier
    from steelyard.errors import Problem

OLD_PRICES_YEARS: Final = 5
"""Years between price year and study date beyond which prices are asked about. [year]"""
WIDE_FACTOR: Final = 30.0
"""Ratio of p95 to p05 from which a quantity is named as one to ask for. [1]"""


class Level(StrEnum):
    """How much a finding matters."""

    WARNING = "warning"
    """Likely to mislead if left as it is."""
    NOTE = "note"
    """Good to know; shown in the report too."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not stop a study but should be read before it.

    Attributes
    ----------
    path
        Where, as ``use_cases/<id>/workload/requests_per_year``.
    level
        Warning or note.
    message
        What was found.
    next_step
        What the user can do now.
    """

    path: str
    level: Level
    message: str
    next_step: str

    def __str__(self) -> str:
        """Return the finding as one sentence.

        Returns
        -------
        str
            ``level: path: message. next step``
        """
        return f"{self.level}: {self.path}: {self.message}. {self.next_step}"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Everything wrong with, or worth knowing of, one dossier file.

    Attributes
    ----------
    file
        Name of the file as given.
    problems
        What stops a study.
    findings
        What does not; only worked out when there are no problems.
    counts
        Number of quantities by status: given, derived, assumed. [1]
    """

    file: str
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    counts: dict[str, int]

    @property
    def is_usable(self) -> bool:
        """Whether a study can be run on the dossier."""
        return not self.problems

    def __str__(self) -> str:
        """Return the report for a terminal.

        Returns
        -------
        str
            One line for each problem or finding, then what was found in sum.
        """
        lines = [*map(str, self.problems), *map(str, self.findings)]
        if self.problems:
            lines.append(f"{self.file}: {_number(len(self.problems), 'problem')}.")
        else:
            status = ", ".join(f"{count} {name}" for name, count in self.counts.items())
            found = _number(len(self.findings), "finding")
            lines.append(f"{self.file}: usable, {found}; quantities: {status}.")
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain data.

        Returns
        -------
        dict
            ``file``, ``usable``, ``problems``, ``findings`` and ``quantities``.
        """
        return {
            "file": self.file,
            "usable": self.is_usable,
            "problems": [
                {
                    "path": problem.path,
                    "line": problem.line,
                    "expected": problem.expected,
                    "found": problem.found,
                    "next_step": problem.next_step,
                }
                for problem in self.problems
            ],
            "findings": [
                {
                    "path": finding.path,
                    "level": str(finding.level),
                    "message": finding.message,
                    "next_step": finding.next_step,
                }
                for finding in self.findings
            ],
            "quantities": dict(self.counts),
        }


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


class MoreFound(NamedTuple):
    """What a later stage has to say of a dossier without problems of its own."""

    problems: tuple[Problem, ...] = ()
    """What stops a study."""
    findings: tuple[Finding, ...] = ()
    """What does not."""


def check_dossier(
    path: str | PathLike[str], *, also: Callable[[Dossier], MoreFound] | None = None
) -> CheckReport:
    """Read a dossier and report all problems, or all findings if there are none.

    Parameters
    ----------
    path
        A YAML file.
    also
        What a later stage finds in a dossier that this one finds no problem in.

    Returns
    -------
    CheckReport
        Never raises for what the file contains.
    """
    try:
        dossier, problems = typed(read_tree(path))
    except DossierError as error:
        return CheckReport(str(Path(path)), error.problems, (), {})
    if dossier is None or problems:
        return CheckReport(str(Path(path)), tuple(problems), (), {})
    more = MoreFound() if also is None else also(dossier)
    if more.problems:
        return CheckReport(str(Path(path)), more.problems, (), {})
    found = _warnings_first([*findings_of(dossier), *more.findings])
    return CheckReport(str(Path(path)), (), found, status_counts(dossier))


def status_counts(dossier: Dossier) -> dict[str, int]:
    """Count the quantities of a dossier by status.

    Parameters
    ----------
    dossier
        The dossier.

    Returns
    -------
    dict
        Number of given, derived and assumed quantities. [1]
    """
    counts = {str(status): 0 for status in Status}
    for _, quantity, _ in quantities_of(dossier):
        counts[str(quantity.status)] += 1
    return counts


def findings_of(dossier: Dossier) -> tuple[Finding, ...]:
    """Return what a reader should know before a study.

    Parameters
    ----------
    dossier
        A dossier without problems.

    Returns
    -------
    tuple of Finding
        Warnings first.
    """
    found = [
        *_hindsight(dossier),
        *_assessments(dossier),
        *(Finding(path, Level.NOTE, words, step) for path, words, step in departures(dossier)),
        *_prices(dossier),
        *_offers(dossier),
        *_signatures(dossier),
        *(Finding(path, Level.NOTE, words, step) for path, words, step in lock_findings(dossier)),
        *_unknown_names(dossier),
        *_gaps(dossier),
        *_sources(dossier),
    ]
    return _warnings_first(found)


def _warnings_first(found: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda finding: finding.level is Level.NOTE))


def _hindsight(dossier: Dossier) -> Iterator[Finding]:
    step = f"Leave out what was not known on {dossier.as_of}, or move as_of."
    for path, quantity, _ in quantities_of(dossier):
        if quantity.date is not None and quantity.date > dossier.as_of:
            message = f"its source of {quantity.date} is later than the study of {dossier.as_of}"
            yield Finding(path, Level.WARNING, message, step)
    dated: list[tuple[str, dt.date]] = [
        *((f"evidence/{number}", entry.date) for number, entry in enumerate(dossier.evidence)),
        *((f"judgements/{number}", entry.date) for number, entry in enumerate(dossier.judgements)),
        *(
            (f"assessments/{number}", entry.date)
            for number, entry in enumerate(dossier.assessments)
        ),
    ]
    for path, date in dated:
        if date > dossier.as_of:
            message = f"dated {date}, later than the study of {dossier.as_of}"
            yield Finding(path, Level.WARNING, message, step)


def _assessments(dossier: Dossier) -> Iterator[Finding]:
    for number, entry in enumerate(dossier.assessments):
        edition = load_instrument(entry.instrument)
        if edition.known_from > dossier.as_of:
            message = f"edition {edition.edition} was not known before {edition.known_from}"
            step = (
                f"Leave it out of a study of {dossier.as_of}, or say in its note that it is later."
            )
            yield Finding(f"assessments/{number}", Level.WARNING, message, step)


def _prices(dossier: Dossier) -> Iterator[Finding]:
    distance = abs(dossier.money.price_year - dossier.as_of.year)
    if distance > OLD_PRICES_YEARS:
        message = f"prices of {dossier.money.price_year} in a study of {dossier.as_of.year}"
        yield Finding("money/price_year", Level.WARNING, message, "Restate them in newer prices.")
    if dossier.horizon.first_year < dossier.as_of.year:
        message = f"the horizon begins in {dossier.horizon.first_year}, before the study"
        yield Finding("horizon/first_year", Level.WARNING, message, "Begin it later.")


def _offers(dossier: Dossier) -> Iterator[Finding]:
    for offer in dossier.offers:
        if offer.valid_until < dossier.as_of:
            message = f"the offer ended on {offer.valid_until}"
            yield Finding(f"offers/{offer.id}", Level.WARNING, message, "Ask for a new one.")


def _signatures(dossier: Dossier) -> Iterator[Finding]:
    step = "Have the weights signed; until then every page is headed as an illustration."
    if not dossier.stakeholders:
        message = "no stakeholder: every set of weights is taken as equally possible"
        yield Finding("stakeholders", Level.WARNING, message, step)
    for person in dossier.stakeholders:
        if person.weights is not None and not person.signed_by:
            message = "the weights are not signed"
            yield Finding(f"stakeholders/{person.id}", Level.WARNING, message, step)
    if dossier.stakeholders and not any(person.decides for person in dossier.stakeholders):
        message = "nobody's weights decide, so all count equally"
        yield Finding("stakeholders", Level.NOTE, message, "Mark one with 'decides: true'.")


def _unknown_names(dossier: Dossier) -> Iterator[Finding]:
    for path, reason in unknown_in_facts(dossier, load_facts(as_of=dossier.as_of)):
        step = "Correct the name, or leave the entry out."
        yield Finding(path, Level.WARNING, reason.rstrip("."), step)


def _gaps(dossier: Dossier) -> Iterator[Finding]:
    budget = dossier.capacity.budget
    if budget == type(budget)():
        message = "no budget is stated, so none can be exceeded"
        yield Finding("capacity/budget", Level.NOTE, message, "Enter a ceiling, if there is one.")
    missing = set(Role) - {entry.role for entry in dossier.capacity.staff}
    if missing:
        names = ", ".join(sorted(missing))
        message = f"nothing is known of these posts: {names}"
        yield Finding("capacity/staff", Level.NOTE, message, "Enter posts and hiring supply.")
    for case in dossier.use_cases:
        if case.benefit is None:
            message = "no benefit is stated, so no verdict against today's service is given"
            path = f"use_cases/{case.id}/benefit"
            yield Finding(path, Level.NOTE, message, "Enter minutes saved and what they are worth.")
    if dossier.rules.money_per_value_point is None:
        message = "value has no price, so value against cost gives no single recommendation"
        step = "State what a point of value is worth, or leave it open."
        yield Finding("rules/money_per_value_point", Level.NOTE, message, step)


def _sources(dossier: Dossier) -> Iterator[Finding]:
    for path, quantity, place in quantities_of(dossier):
        if quantity.status is Status.GIVEN and not (quantity.source or quantity.fact):
            message = "a given figure without a source"
            yield Finding(path, Level.NOTE, message, "Name the document and the page.")
        stated = quantity.statement
        if stated.p05 > 0 and stated.p95 >= WIDE_FACTOR * stated.p05:
            message = (
                f"known only within a factor of {stated.p95 / stated.p05:.0f} "
                f"({stated.p05:g} to {stated.p95:g} {place.unit})"
            )
            yield Finding(path, Level.NOTE, message, "Ask for this figure early.")
