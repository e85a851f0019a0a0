"""Lines of page one: what is most worth finding out, who disagrees, what breaks the advice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from steelyard.decision.find_out import FindOut, Knowledge
    from steelyard.report.inputs import Study

MOST_NAMED: Final = 2
"""Things to find out, and use cases, that page one names. [1]"""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One thing to find out, and the most it is worth.

    Attributes
    ----------
    use_case
        Where.
    found
        What, how, and at which cost.
    worth
        Money at stake that knowing it would save, on average. [CUR]
    """

    use_case: str
    found: FindOut
    worth: float


@dataclass(frozen=True, slots=True)
class Gist:
    """What a reader with one minute has to know beside the answers.

    Attributes
    ----------
    inquiries
        The most worthwhile things to find out, the dearest first.
    split
        Use cases in which it matters whose weights count.
    broken
        Stress scenario to the number of use cases whose advice it changes, the most first. [1]
    unsettled
        Use cases whose answer more draws could change.
    """

    inquiries: tuple[Inquiry, ...]
    split: tuple[str, ...]
    broken: tuple[tuple[str, int], ...]
    unsettled: tuple[str, ...]


def gist_of(study: Study) -> Gist:
    """Return the gist of a study.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Gist
        Language-neutral.
    """
    cases = study.decision.use_cases
    broken: dict[str, int] = {}
    for entry in study.decision.stress:
        if entry.holds is False:
            broken[entry.scenario] = broken.get(entry.scenario, 0) + 1
    return Gist(
        inquiries=_inquiries(study),
        split=tuple(c.use_case for c in cases if c.group and c.group.is_matter_of_weights),
        broken=tuple(sorted(broken.items(), key=lambda part: (-part[1], part[0]))),
        unsettled=tuple(c.use_case for c in cases if c.convergence and c.convergence.warns),
    )


def _inquiries(study: Study) -> tuple[Inquiry, ...]:
    found = [
        Inquiry(case.use_case, row, known.cash)
        for case in study.decision.use_cases
        if case.worth_knowing is not None
        for row in case.worth_knowing.rows
        if (known := _asked(row)).is_distinguishable and known.cash > 0 and row.weeks is not None
    ]
    found.sort(key=lambda entry: -entry.worth)
    kinds: dict[str, Inquiry] = {}
    for entry in found:
        kinds.setdefault(entry.found.kind, entry)
    return tuple(kinds.values())[:MOST_NAMED]


def _asked(row: FindOut) -> Knowledge:
    # A trial counts with what its results are worth, everything else with certain knowledge.
    return row.trials[0].knowledge if row.trials else row.knowledge
