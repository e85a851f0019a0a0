"""The sheet of a use case: answer, options side by side, whose view differs, what to find out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.decision.criteria import load_criteria
from steelyard.report.bills import bill_of
from steelyard.report.front_page import case_answer
from steelyard.report.names import class_of
from steelyard.report.plan_choices import plan_choices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision import (
        Flip,
        Information,
        MoneyAnchors,
        OptionResult,
        StakeholderView,
        UseCaseDecision,
    )
    from steelyard.dossier.text import Message
    from steelyard.dossier.use_cases import UseCase
    from steelyard.options.model import GateResult
    from steelyard.report.bills import Bill
    from steelyard.report.front_page import CaseAnswer
    from steelyard.report.inputs import Study
    from steelyard.report.inputs_list import InputList

SAID_ELSEWHERE: Final = frozenset({"verdict.note.today_by_money", "verdict.note.few_futures"})
"""Notes that stand above the stakeholders' table, or in the reason itself."""
FLIPS: Final = 8
"""Changes of the answer listed on a sheet. [1]"""


@dataclass(frozen=True, slots=True)
class Bar:
    """Performance of one option on one dimension.

    Attributes
    ----------
    value
        Mean value between 0 (worst) and 1 (best). [1]
    criteria
        Ids of its criteria, in the order of the criteria file.
    """

    value: float
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One short-listed option.

    Attributes
    ----------
    result
        As the decision stage found it.
    kind
        Class of pathway.
    first
        First-rank share under each reading, by name of the reading. [1]
    is_leading, is_tied
        Whether it is the leading option, or cannot be told apart from it.
    bars
        Performance by dimension.
    to_be_confirmed
        Gates whose answer is unknown.
    """

    result: OptionResult
    kind: str
    first: Mapping[str, float]
    is_leading: bool
    is_tied: bool
    bars: Mapping[str, Bar]
    to_be_confirmed: tuple[GateResult, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One stakeholder beside the others.

    Attributes
    ----------
    view
        The answer of that stakeholder's weights.
    agrees
        Whether the best option is of the same pathway as the leading one.
    is_signed, decides
        As in the dossier.
    """

    view: StakeholderView
    agrees: bool
    is_signed: bool
    decides: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything about one use case.

    Attributes
    ----------
    use_case
        The dossier entry.
    answer
        As on page one.
    notes
        What stands beside the verdict.
    is_today_by_money
        Whether money alone places today's service.
    rows
        Short list, the most often best first.
    others
        Feasible options that were not ranked, with what they lose against.
    reading
        The deciding reading.
    best_by_reading, confidence_by_reading
        Best option under each reading, and its first-rank share. [1]
    best_by_cost_basis
        Best option with shared capabilities paid alone, shared, and open already.
    best_by_method
        Best option by three ways of adding up.
    views
        Stakeholders beside each other.
    flips, information
        What would change the answer, and what to find out first.
    anchors
        Money that counts as best and as worst.
    bills
        Median-case bill of the leading option and of the runner-up.
    n_excluded
        Options that a gate excludes. [1]
    dimensions
        Order of the dimensions.
    decision
        Everything that the decision stage found, for what goes deeper.
    """

    use_case: UseCase
    answer: CaseAnswer
    notes: tuple[Message, ...]
    is_today_by_money: bool
    rows: tuple[OptionRow, ...]
    others: tuple[OptionResult, ...]
    reading: str
    best_by_reading: Mapping[str, str]
    confidence_by_reading: Mapping[str, float]
    best_by_cost_basis: Mapping[str, str]
    best_by_method: Mapping[str, str]
    views: tuple[View, ...]
    flips: tuple[Flip, ...]
    information: tuple[Information, ...]
    anchors: MoneyAnchors
    bills: tuple[Bill, ...]
    n_excluded: int
    dimensions: tuple[str, ...]
    decision: UseCaseDecision


def sheets_of(study: Study, inputs: InputList) -> tuple[Sheet, ...]:
    """Return a sheet per use case.

    Parameters
    ----------
    study
        A finished study.
    inputs
        Numbered inputs, for the bills.

    Returns
    -------
    tuple of Sheet
        In the order of the dossier.
    """
    return tuple(_sheet(study, use_case, inputs) for use_case in study.dossier.use_cases)


def _sheet(study: Study, use_case: UseCase, inputs: InputList) -> Sheet:
    found = study.decision.of(use_case.id)
    reading = study.decision.reading.value
    by_dimension = _criteria_by_dimension()
    rows = [_row(found, option, by_dimension) for option in found.options if option.is_short_listed]
    rows.sort(key=lambda row: (not row.is_leading, -row.first.get(reading, 0.0)))
    return Sheet(
        use_case=use_case,
        answer=case_answer(study, use_case.id),
        notes=tuple(note for note in found.notes if note.key not in SAID_ELSEWHERE),
        is_today_by_money=found.today_by_money,
        rows=tuple(rows),
        others=tuple(
            option for option in found.options if option.is_feasible and not option.is_short_listed
        ),
        reading=reading,
        best_by_reading={name: part.best for name, part in found.readings.items()},
        confidence_by_reading={name: part.confidence for name, part in found.readings.items()},
        best_by_cost_basis=found.best_by_cost_basis,
        best_by_method=found.best_by_method,
        views=_views(study, found),
        flips=found.flips[:FLIPS],
        information=found.information,
        anchors=found.money_anchors,
        bills=_bills(study, found, rows, inputs),
        n_excluded=sum(not option.is_feasible for option in found.options),
        dimensions=tuple(by_dimension),
        decision=found,
    )


def _criteria_by_dimension() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for criterion in load_criteria():
        found.setdefault(str(criterion.dimension), []).append(criterion.id)
    return {name: tuple(ids) for name, ids in found.items()}


def _row(
    found: UseCaseDecision,
    option: OptionResult,
    by_dimension: Mapping[str, tuple[str, ...]],
) -> OptionRow:
    return OptionRow(
        result=option,
        kind=class_of(option.option.pathways),
        first={
            name: ranking.first
            for name, ranking in option.rankings.items()
            if ranking.rank_acceptability
        },
        is_leading=option.option.id == found.leading,
        is_tied=option.option.id in found.tied and option.option.id != found.leading,
        bars={
            name: Bar(option.dimension_values[name], by_dimension[name])
            for name in by_dimension
            if name in option.dimension_values
        },
        to_be_confirmed=option.to_be_confirmed,
    )


def _views(study: Study, found: UseCaseDecision) -> tuple[View, ...]:
    about = {entry.stakeholder: entry for entry in study.decision.stakeholders}
    leading = found.option(found.leading).option.pathways
    return tuple(
        View(
            view,
            found.option(view.best).option.pathways == leading,
            about[view.stakeholder].is_signed,
            about[view.stakeholder].decides,
        )
        for view in found.stakeholders
        if view.best
    )


def _bills(
    study: Study, found: UseCaseDecision, rows: list[OptionRow], inputs: InputList
) -> tuple[Bill, ...]:
    # The leading option, the plan's, and the runner-up: those that ask for anything.
    chosen = plan_choices(study)[found.use_case]
    names = dict.fromkeys([found.leading, chosen, *(row.result.option.id for row in rows)])
    bills = []
    for name in names:
        bill = bill_of(study, found.use_case, name, inputs)
        if bill is not None:
            bills.append(bill)
        if len(bills) == 2:  # noqa: PLR2004 - the leading option and the runner-up
            break
    return tuple(bills)
