"""The first twelve months of the plan over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.dossier.capacity import Role
from steelyard.quantities.money import nominal
from steelyard.quantities.units import MONTHS_PER_YEAR
from steelyard.report.first_year import FirstYear, commitment_of, planned_of
from steelyard.report.first_year_parts import FiscalYear, Post, Step, Twelve
from steelyard.report.fiscal import JANUARY, fiscal_means, fiscal_sums, months_covered
from steelyard.report.inquiries import inquiries_of
from steelyard.report.plan_choices import plan_choices

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray
    from steelyard.report.horizon import HorizonSection
    from steelyard.report.inputs import Study

LEAST_POSTS: Final = 0.05
"""Posts below which a role is not asked for. [FTE]"""


def first_year_over_years(study: Study, section: HorizonSection) -> FirstYear:
    """Return what the plan over the years asks for in its first twelve months.

    Parameters
    ----------
    study
        A finished study.
    section
        A plan that keeps all limits.

    Returns
    -------
    FirstYear
        Money and posts of all years, on average over all cases; steps that are begun in the first
        twelve months, be it with their set-up.
    """
    choices = plan_choices(study)
    shifts = {
        start.use_case: start.start_year - study.needs.of(start.use_case).use_case.start_year
        for start in section.plan.starts
        if start.start_year is not None
    }
    new = {name: option for name, option in choices.items() if name in shifts}
    steps = _steps(section)
    begun = [start.start_year for start in section.plan.starts if start.start_year is not None]
    return FirstYear(
        years=_years(study, section),
        starts_in=study.dossier.money.fiscal_year_start,
        twelve=_twelve(study, section),
        inquiries=inquiries_of(study, choices),
        posts=_posts(study, section),
        machines=(),
        commitment=commitment_of(study, planned_of(study, new, shifts)),
        steps=steps,
        is_over_years=True,
        later=min(begun) if begun and not steps else None,
    )


def _cash(study: Study, section: HorizonSection) -> tuple[FloatArray, FloatArray]:
    # Capital and running cost by calendar year, in prices of the year in which they are paid.
    money = study.dossier.money
    middle = np.array([money.inflation.statement.p50])
    ahead = float(study.needs.years[0] - money.price_year)
    bills = section.plan.bills
    capital, running = (
        nominal(
            np.array([[getattr(bill, kind)] for bill in bills]),
            inflation=middle,
            years_to_first=ahead,
        )[:, 0]
        for kind in ("investment", "running")
    )
    return capital, running


def _years(study: Study, section: HorizonSection) -> tuple[FiscalYear, ...]:
    start = study.dossier.money.fiscal_year_start
    capital, running = (fiscal_sums(cash, start=start) for cash in _cash(study, section))
    months = months_covered(len(section.plan.years), start=start)
    first = section.plan.years[0] - (start != JANUARY)
    return tuple(
        FiscalYear(
            first + row,
            float(capital[row]),
            float(running[row]),
            float(capital[row] + running[row]),
            int(months[row]),
            None,
        )
        for row in range(len(months))
    )


def _twelve(study: Study, section: HorizonSection) -> Twelve:
    capital, running = (float(cash[0]) for cash in _cash(study, section))
    # What is shared belongs to no one service: only all or nothing can be told apart.
    firm = None
    if len(section.conditional) == len(section.new):
        firm = 0.0
    return Twelve(section.plan.years[0], capital, running, firm)


def _posts(study: Study, section: HorizonSection) -> tuple[Post, ...]:
    start = study.dossier.money.fiscal_year_start
    years = section.plan.years
    return tuple(
        Post(
            Role(entry.role),
            tuple(
                float(part)
                for part in fiscal_means(
                    np.array([entry.needed.get(year, 0.0) for year in years]), start=start
                )
            ),
            None if entry.at_hand is None else entry.at_hand.get(years[0]),
        )
        for entry in section.plan.posts
        if max(entry.needed.values(), default=0.0) >= LEAST_POSTS
    )


def _steps(section: HorizonSection) -> tuple[Step, ...]:
    rows = [
        Step(
            start.use_case,
            start.option,
            section.spans[start.use_case].ready,
            start.use_case in section.conditional,
        )
        for start in section.new
        if section.spans[start.use_case].begin < MONTHS_PER_YEAR
    ]
    return tuple(sorted(rows, key=lambda row: row.months))
