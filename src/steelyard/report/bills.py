"""The bill of an option in the median case: every line with its formula and its inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from steelyard.quantities.money import discount_factors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.options.model import CostLine, OptionCosts
    from steelyard.report.inputs import Study
    from steelyard.report.inputs_list import InputList

LEAST_SHOWN = 0.5
"""Lines below half a unit of money are left out of print, and counted. [CUR]"""


@dataclass(frozen=True, slots=True)
class BillLine:
    """One line.

    Attributes
    ----------
    id
        Line id, for example ``staff_setup/integration/platform_engineer``.
    is_capital
        Whether it is investment.
    cash
        By year, constant prices. [CUR/year]
    present
        Present value. [CUR]
    formula
        Number of the formula in the method page.
    inputs
        Numbers of the inputs behind it.
    capability
        Shared capability it belongs to; empty if the use case's own.
    """

    id: str
    is_capital: bool
    cash: tuple[float, ...]
    present: float
    formula: str
    inputs: tuple[int, ...]
    capability: str


@dataclass(frozen=True, slots=True)
class Bill:
    """What one option costs in one use case, with every input at its median.

    Attributes
    ----------
    option, use_case
        Which.
    years
        Calendar years of the columns.
    lines
        Every line that is not nothing, the dearest first.
    n_nothing
        Lines that are nothing in the median case. [1]
    totals
        By year, constant prices: the sum of the lines. [CUR/year]
    alone, shared, marginal, benefit, today, net
        Present values; ``alone`` is the sum of the lines' present values. [CUR]
    """

    option: str
    use_case: str
    years: tuple[int, ...]
    lines: tuple[BillLine, ...]
    n_nothing: int
    totals: tuple[float, ...]
    alone: float
    shared: float
    marginal: float
    benefit: float
    today: float
    net: float


def bill_of(study: Study, use_case: str, option: str, inputs: InputList) -> Bill | None:
    """Return the bill of an option in the median case.

    Parameters
    ----------
    study
        A finished study.
    use_case, option
        Which.
    inputs
        Numbered inputs.

    Returns
    -------
    Bill or None
        None for keeping today's service, which asks for nothing, and for an option without price.
    """
    costs = median_costs(study)[use_case].get(option)
    if costs is None or not costs.lines:
        return None
    rate = study.dossier.money.discount_rate.statement.p50
    factors = discount_factors(rate=rate, n_years=len(study.needs.years))
    lines = [_line(line, float(factors @ line.cash[:, 0]), inputs) for line in costs.lines]
    shown = [line for line in lines if any(abs(part) >= LEAST_SHOWN for part in line.cash)]
    shown.sort(key=lambda line: -line.present)
    total = np.sum([line.cash[:, 0] for line in costs.lines], axis=0)
    return Bill(
        option=option,
        use_case=use_case,
        years=study.needs.years,
        lines=tuple(shown),
        n_nothing=len(lines) - len(shown),
        totals=tuple(float(part) for part in total),
        alone=float(costs.alone[0]),
        shared=float(costs.shared[0]),
        marginal=float(costs.marginal[0]),
        benefit=float(costs.benefit[0]),
        today=float(costs.today[0]),
        net=float(costs.net[0]),
    )


def median_costs(study: Study) -> Mapping[str, Mapping[str, OptionCosts]]:
    """Return the median case's costs by use case and option.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Mapping
        Costs with their lines.
    """
    return {
        entry.use_case: {
            option.id: costs for option, costs in zip(entry.options, entry.costs, strict=True)
        }
        for entry in study.median.use_cases
    }


def _line(line: CostLine, present: float, inputs: InputList) -> BillLine:
    numbers = {inputs.numbers[name] for name in line.inputs if name in inputs.numbers}
    return BillLine(
        id=line.id,
        is_capital=line.is_capital,
        cash=tuple(float(part) for part in line.cash[:, 0]),
        present=present,
        formula=line.formula,
        inputs=tuple(sorted(numbers)),
        capability=line.capability,
    )
