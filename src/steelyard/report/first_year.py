"""What to do in the first twelve months: money, posts, machines, and the first commitment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.dossier.capacity import Role
from steelyard.dossier.parameters import parameter_of
from steelyard.options.effort import OWN_TEAMS, TRAINED
from steelyard.quantities.money import nominal
from steelyard.report.bills import median_costs
from steelyard.report.first_year_parts import (
    Commitment,
    FiscalYear,
    Machines,
    Post,
    Step,
    Twelve,
)
from steelyard.report.fiscal import (
    JANUARY,
    fiscal_means,
    fiscal_peaks,
    fiscal_sums,
    months_covered,
)
from steelyard.report.inquiries import inquiries_of
from steelyard.report.standing import is_conditional

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from steelyard.options.model import CostLine, Option, OptionCosts
    from steelyard.quantities.arrays import FloatArray
    from steelyard.report.inputs import Study
    from steelyard.report.inquiries import Inquiry

ONE_IN_TWENTY: Final = 0.95
BINDING: Final = ("accelerators", "training_compute", "licence_minimum", "accelerator_rent")
"""Lines that cannot be taken back once ordered, the most binding first."""
VOLUME: Final = "/volume"
LEAST_BINDING: Final = 1e-3
"""Part of the plan's money from which a step is a commitment to speak of. [1]"""


@dataclass(frozen=True, slots=True)
class FirstYear:
    """The first twelve months of the plan, and the years after.

    Attributes
    ----------
    years
        Fiscal years of the horizon.
    starts_in
        Month in which a fiscal year begins, 1–12.
    twelve
        Money of the first twelve months.
    inquiries
        What to find out before anything is spent; empty where nothing must be confirmed.
    posts, machines
        By role and by kind, by the same fiscal years.
    commitment
        None where nothing in the plan binds.
    steps
        Use cases with a new service, the soonest first.
    is_over_years
        Whether it is of the plan over the years: figures are then means over all cases, machines
        stand with that plan, and steps are those begun in the first twelve months.
    later
        First calendar year of a new service where nothing is begun in the first twelve months.
    """

    years: tuple[FiscalYear, ...]
    starts_in: int
    twelve: Twelve
    inquiries: tuple[Inquiry, ...]
    posts: tuple[Post, ...]
    machines: tuple[Machines, ...]
    commitment: Commitment | None
    steps: tuple[Step, ...]
    is_over_years: bool = False
    later: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether every service stays as it is."""
        return not self.steps and self.later is None

    @property
    def is_conditional(self) -> bool:
        """Whether a new service of the plan must be confirmed first."""
        return any(step.is_conditional for step in self.steps)


@dataclass(frozen=True, slots=True, eq=False)
class Planned:
    """One use case of the plan, and the shared capabilities that are counted here.

    Attributes
    ----------
    use_case
        Its id.
    option
        What it gets.
    costs
        In the median case, started as the dossier says.
    capabilities
        What is counted here.
    is_conditional
        Whether it must be confirmed first.
    shift
        Years by which the plan starts it after the dossier's own start. [year]
    """

    use_case: str
    option: Option
    costs: OptionCosts
    capabilities: frozenset[str]
    is_conditional: bool
    shift: int = 0

    def lines(self) -> Iterator[CostLine]:
        """Return the lines that are counted here.

        Returns
        -------
        Iterator of CostLine
            Its own, and those of the shared capabilities that it pays for.
        """
        return (
            line
            for line in self.costs.lines
            if not line.capability or line.capability in self.capabilities
        )

    def share_counted(self, kind: str, role: str = "") -> FloatArray:
        """Return the share of each year's lines of a kind that is counted here.

        Parameters
        ----------
        kind
            Beginning of the line's id.
        role
            Kind of post; all if empty.

        Returns
        -------
        FloatArray
            Shape ``(year,)``. [1]
        """
        own, every = np.zeros(len(self.costs.accelerators)), np.zeros(len(self.costs.accelerators))
        for line in self.costs.lines:
            name, _, rest = line.id.partition("/")
            activity, _, of_role = rest.partition("/")
            if not name.startswith(kind) or (role and of_role != role):
                continue
            if role and activity in TRAINED and self.option.vehicle not in OWN_TEAMS:
                continue
            every += line.cash[:, 0]
            if not line.capability or line.capability in self.capabilities:
                own += line.cash[:, 0]
        return np.divide(own, every, out=np.ones_like(own), where=every > 0)


def first_year_of(study: Study) -> FirstYear:
    """Return what the plan asks for in its first twelve months.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    FirstYear
        For the choices of the first portfolio. A shared capability is paid once, at its dearest
        statement; money of a calendar year is spread evenly over its months.
    """
    plan = planned_of(study, study.decision.portfolio.chosen.choices, {})
    return FirstYear(
        years=_money(study, plan),
        starts_in=study.dossier.money.fiscal_year_start,
        twelve=_twelve(study, plan),
        inquiries=inquiries_of(study, study.decision.portfolio.chosen.choices),
        posts=_posts(study, plan),
        machines=_machines(study, plan),
        commitment=commitment_of(study, plan),
        steps=_steps(plan),
    )


def planned_of(
    study: Study, chosen: Mapping[str, str], shifts: Mapping[str, int]
) -> tuple[Planned, ...]:
    """Return a plan with what is shared counted once, at its dearest statement.

    Parameters
    ----------
    study
        A finished study.
    chosen
        Option by use case.
    shifts
        Years by which a use case starts after the dossier's own start; none where left out.
        [year]

    Returns
    -------
    tuple of Planned
        In the order of ``chosen``.
    """
    found = median_costs(study)
    options = {option.id: option for entry in study.median.use_cases for option in entry.options}
    dearest: dict[str, tuple[float, str]] = {}
    for use_case, name in chosen.items():
        sums: defaultdict[str, float] = defaultdict(float)
        for line in found[use_case][name].lines:
            if line.capability:
                sums[line.capability] += float(line.cash.sum())
        for capability, amount in sums.items():
            dearest[capability] = max(dearest.get(capability, (-1.0, "")), (amount, use_case))
    return tuple(
        Planned(
            use_case,
            options[name],
            found[use_case][name],
            frozenset(part for part, (_, payer) in dearest.items() if payer == use_case),
            is_conditional(study.decision.of(use_case), name),
            shifts.get(use_case, 0),
        )
        for use_case, name in chosen.items()
    )


def _twelve(study: Study, plan: tuple[Planned, ...]) -> Twelve:
    money, year = study.dossier.money, study.needs.years[0]
    price = (1.0 + money.inflation.statement.p50) ** (year - money.price_year)
    capital = running = firm = 0.0
    for part in plan:
        for line in part.lines():
            spent = float(line.cash[0, 0]) * price
            capital += spent if line.is_capital else 0.0
            running += 0.0 if line.is_capital else spent
            firm += 0.0 if part.is_conditional else spent
    return Twelve(year, capital, running, firm)


def _money(study: Study, plan: tuple[Planned, ...]) -> tuple[FiscalYear, ...]:
    n_years = len(study.needs.years)
    capital, running = np.zeros((n_years, 1)), np.zeros((n_years, 1))
    for part in plan:
        for line in part.lines():
            (capital if line.is_capital else running)[:] += line.cash
    money = study.dossier.money
    start = money.fiscal_year_start
    middle = np.array([money.inflation.statement.p50])
    ahead = float(study.needs.years[0] - money.price_year)
    by_kind = [
        fiscal_sums(nominal(cash, inflation=middle, years_to_first=ahead), start=start)[:, 0]
        for cash in (capital, running)
    ]
    inflation = study.sample.of(parameter_of("money/inflation", money.inflation, "1/year"))
    drawn = nominal(_drawn(study, plan), inflation=inflation, years_to_first=ahead)
    dear = np.quantile(fiscal_sums(drawn, start=start), ONE_IN_TWENTY, axis=1)
    first = study.needs.years[0] - (start != JANUARY)
    months = months_covered(n_years, start=start)
    return tuple(
        FiscalYear(
            first + index,
            float(by_kind[0][index]),
            float(by_kind[1][index]),
            float(by_kind[0][index] + by_kind[1][index]),
            int(months[index]),
            float(dear[index]),
        )
        for index in range(len(dear))
    )


def _drawn(study: Study, plan: tuple[Planned, ...]) -> FloatArray:
    # The plan's spending in every draw: standing alone, less what is shared and counted already.
    appraised = {entry.use_case: entry for entry in study.appraisal.use_cases}
    total = np.zeros((len(study.needs.years), study.sample.n))
    for part in plan:
        entry = appraised[part.use_case]
        index = [option.id for option in entry.options].index(part.option.id)
        total += entry.costs[index].capital + entry.costs[index].running
        for name in entry.capabilities[index] - part.capabilities:
            total -= study.appraisal.capabilities[name].cash
    return np.maximum(total, 0.0)


def _posts(study: Study, plan: tuple[Planned, ...]) -> tuple[Post, ...]:
    found = []
    at_hand, start = study.needs.capacity.staff, study.dossier.money.fiscal_year_start
    for role in Role:
        posts = np.zeros(len(study.needs.years))
        for part in plan:
            if role in part.costs.people:
                posts += part.costs.people[role] * part.share_counted("staff_", role.value)
        if not posts.any():
            continue
        people = at_hand.get(role)
        in_post = None if people is None else float(np.median(people[0]))
        found.append(Post(role, _floats(fiscal_means(posts, start=start)), in_post))
    return tuple(found)


def _machines(study: Study, plan: tuple[Planned, ...]) -> tuple[Machines, ...]:
    start = study.dossier.money.fiscal_year_start
    sums: dict[tuple[str, str], FloatArray] = {}
    for part in plan:
        if not part.option.hardware or not part.costs.accelerators.any():
            continue
        key = (part.option.hardware, str(part.option.tenure))
        kind = "maintenance" if key[1] == "own" else "accelerator_rent"
        units = part.costs.accelerators * part.share_counted(kind)
        sums[key] = sums.get(key, np.zeros_like(units)) + np.round(units)
    return tuple(
        Machines(hardware, tenure, _floats(fiscal_peaks(units, start=start)))
        for (hardware, tenure), units in sorted(sums.items())
    )


def _floats(values: FloatArray) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


def commitment_of(study: Study, plan: tuple[Planned, ...]) -> Commitment | None:
    """Return the first step of a plan that cannot be taken back.

    Parameters
    ----------
    study
        A finished study.
    plan
        Its use cases.

    Returns
    -------
    Commitment or None
        None where everything can be ended with notice.
    """
    money = study.dossier.money
    ahead = study.needs.years[0] - money.price_year
    found = []
    for part in plan:
        for line in part.lines():
            kind = line.id.removesuffix(VOLUME)
            spent = line.cash[:, 0]
            if kind not in BINDING or not spent.any():
                continue
            at = int(np.flatnonzero(spent)[0])
            year = study.needs.years[at] + part.shift
            if year > study.needs.years[-1]:
                continue
            price = (1.0 + money.inflation.statement.p50) ** (ahead + at + part.shift)
            found.append(
                Commitment(
                    kind,
                    part.use_case,
                    part.option.id,
                    float(spent[at] * price),
                    year,
                    float(np.median(part.costs.months_to_service)),
                )
            )
    if not found:
        return None
    # What is next to nothing of the plan's money is no commitment to speak of.
    whole = sum(float(line.cash.sum()) for part in plan for line in part.lines())
    found = [step for step in found if step.amount >= LEAST_BINDING * whole] or found
    return min(found, key=lambda step: (step.year, BINDING.index(step.line), -step.amount))


def _steps(plan: tuple[Planned, ...]) -> tuple[Step, ...]:
    rows = [
        Step(
            part.use_case,
            part.option.id,
            float(np.median(part.costs.months_to_service)),
            part.is_conditional,
        )
        for part in plan
        if not part.option.is_do_minimum
    ]
    return tuple(sorted(rows, key=lambda row: row.months))
