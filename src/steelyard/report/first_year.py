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
from steelyard.quantities.units import MONTHS_PER_YEAR
from steelyard.report.bills import median_costs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.options.model import CostLine, Option, OptionCosts
    from steelyard.quantities.arrays import FloatArray
    from steelyard.report.inputs import Study

JANUARY: Final = 1
ONE_IN_TWENTY: Final = 0.95
BINDING: Final = ("accelerators", "training_compute", "licence_minimum", "accelerator_rent")
"""Lines that cannot be taken back once ordered, the most binding first."""
VOLUME: Final = "/volume"


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """Money of one fiscal year, in prices of its own year.

    Attributes
    ----------
    start
        Calendar year in which it begins.
    capital, running
        Median case. [CUR]
    total
        Their sum. [CUR]
    one_in_twenty
        One case in twenty is dearer than this in total. [CUR]
    """

    start: int
    capital: float
    running: float
    total: float
    one_in_twenty: float


@dataclass(frozen=True, slots=True)
class Post:
    """Posts of one role over the plan.

    Attributes
    ----------
    role
        Kind of post.
    by_year
        Full-time equivalents by calendar year, shared teams counted once. [FTE]
    in_post
        People at hand in the first year, or none where the dossier does not say. [FTE]
    """

    role: Role
    by_year: tuple[float, ...]
    in_post: float | None


@dataclass(frozen=True, slots=True)
class Machines:
    """Machines of one kind over the plan.

    Attributes
    ----------
    hardware
        Accelerator id.
    tenure
        ``own`` or ``rent``.
    by_year
        Accelerators by calendar year. [accelerator]
    """

    hardware: str
    tenure: str
    by_year: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Commitment:
    """The first step of the plan that cannot be taken back.

    Attributes
    ----------
    line
        Kind of cost line.
    use_case, option
        For which.
    amount
        Of its first year, in prices of that year. [CUR]
    year
        Calendar year.
    months
        Time to first service of that option, at the median. [month]
    """

    line: str
    use_case: str
    option: str
    amount: float
    year: int
    months: float


@dataclass(frozen=True, slots=True)
class FirstYear:
    """The first twelve months of the plan, and the years after.

    Attributes
    ----------
    years
        Fiscal years of the horizon.
    starts_in
        Month in which a fiscal year begins, 1–12.
    calendar
        Calendar years of the other tables.
    posts, machines
        By role and by kind.
    commitment
        None where nothing in the plan binds.
    steps
        Use cases with a new service, their option and the months to it, the soonest first.
    """

    years: tuple[FiscalYear, ...]
    starts_in: int
    calendar: tuple[int, ...]
    posts: tuple[Post, ...]
    machines: tuple[Machines, ...]
    commitment: Commitment | None
    steps: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Planned:
    """One use case of the plan, and the shared capabilities that are counted here."""

    use_case: str
    option: Option
    costs: OptionCosts
    capabilities: frozenset[str]

    def _lines(self) -> Iterator[CostLine]:
        return (
            line
            for line in self.costs.lines
            if not line.capability or line.capability in self.capabilities
        )

    def share_counted(self, kind: str, role: str = "") -> FloatArray:
        # Share of each year's lines of a kind that is counted here, shape (year,).
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
    plan = _plan(study)
    calendar = study.needs.years
    return FirstYear(
        years=_money(study, plan),
        starts_in=study.dossier.money.fiscal_year_start,
        calendar=calendar,
        posts=_posts(study, plan),
        machines=_machines(plan),
        commitment=_commitment(study, plan),
        steps=_steps(plan),
    )


def _plan(study: Study) -> tuple[_Planned, ...]:
    found = median_costs(study)
    chosen = study.decision.portfolio.chosen.choices
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
        _Planned(
            use_case,
            options[name],
            found[use_case][name],
            frozenset(part for part, (_, payer) in dearest.items() if payer == use_case),
        )
        for use_case, name in chosen.items()
    )


def _money(study: Study, plan: tuple[_Planned, ...]) -> tuple[FiscalYear, ...]:
    n_years = len(study.needs.years)
    capital, running = np.zeros((n_years, 1)), np.zeros((n_years, 1))
    for part in plan:
        for line in part._lines():
            (capital if line.is_capital else running)[:] += line.cash
    money = study.dossier.money
    middle = np.array([money.inflation.statement.p50])
    ahead = float(study.needs.years[0] - money.price_year)
    by_kind = [
        _fiscal(study, nominal(cash, inflation=middle, years_to_first=ahead))[:, 0]
        for cash in (capital, running)
    ]
    inflation = study.sample.of(parameter_of("money/inflation", money.inflation, "1/year"))
    drawn = nominal(_drawn(study, plan), inflation=inflation, years_to_first=ahead)
    dear = np.quantile(_fiscal(study, drawn), ONE_IN_TWENTY, axis=1)
    first = study.needs.years[0] - (study.dossier.money.fiscal_year_start != JANUARY)
    return tuple(
        FiscalYear(
            first + index,
            float(by_kind[0][index]),
            float(by_kind[1][index]),
            float(by_kind[0][index] + by_kind[1][index]),
            float(dear[index]),
        )
        for index in range(len(dear))
    )


def _drawn(study: Study, plan: tuple[_Planned, ...]) -> FloatArray:
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


def _fiscal(study: Study, cash: FloatArray) -> FloatArray:
    # A calendar year's money is spread evenly over its months.
    start = study.dossier.money.fiscal_year_start
    if start == JANUARY:
        return cash
    before = (start - 1) / MONTHS_PER_YEAR
    padded = np.concatenate([np.zeros_like(cash[:1]), cash, np.zeros_like(cash[:1])])
    return (1.0 - before) * padded[:-1] + before * padded[1:]


def _posts(study: Study, plan: tuple[_Planned, ...]) -> tuple[Post, ...]:
    found = []
    at_hand = study.needs.capacity.staff
    for role in Role:
        posts = np.zeros(len(study.needs.years))
        for part in plan:
            if role in part.costs.people:
                posts += part.costs.people[role] * part.share_counted("staff_", role.value)
        if not posts.any():
            continue
        people = at_hand.get(role)
        in_post = None if people is None else float(np.median(people[0]))
        found.append(Post(role, tuple(float(part) for part in posts), in_post))
    return tuple(found)


def _machines(plan: tuple[_Planned, ...]) -> tuple[Machines, ...]:
    sums: dict[tuple[str, str], FloatArray] = {}
    for part in plan:
        if not part.option.hardware or not part.costs.accelerators.any():
            continue
        key = (part.option.hardware, str(part.option.tenure))
        kind = "maintenance" if key[1] == "own" else "accelerator_rent"
        units = part.costs.accelerators * part.share_counted(kind)
        sums[key] = sums.get(key, np.zeros_like(units)) + np.round(units)
    return tuple(
        Machines(hardware, tenure, tuple(float(part) for part in units))
        for (hardware, tenure), units in sorted(sums.items())
    )


def _commitment(study: Study, plan: tuple[_Planned, ...]) -> Commitment | None:
    money = study.dossier.money
    ahead = study.needs.years[0] - money.price_year
    found = []
    for part in plan:
        for line in part._lines():
            kind = line.id.removesuffix(VOLUME)
            spent = line.cash[:, 0]
            if kind not in BINDING or not spent.any():
                continue
            at = int(np.flatnonzero(spent)[0])
            price = (1.0 + money.inflation.statement.p50) ** (ahead + at)
            found.append(
                Commitment(
                    kind,
                    part.use_case,
                    part.option.id,
                    float(spent[at] * price),
                    study.needs.years[at],
                    float(np.median(part.costs.months_to_service)),
                )
            )
    if not found:
        return None
    return min(found, key=lambda step: (step.year, BINDING.index(step.line), -step.amount))


def _steps(plan: tuple[_Planned, ...]) -> tuple[tuple[str, str, float], ...]:
    new = [part for part in plan if not part.option.is_do_minimum]
    rows = [
        (part.use_case, part.option.id, float(np.median(part.costs.months_to_service)))
        for part in new
    ]
    return tuple(sorted(rows, key=lambda row: row[2]))
