"""The present, as far as triggers can be held against it without running a study."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.dossier.parameters import parameters_of
from steelyard.errors import FactError
from steelyard.options.model import GateKind, GateState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from steelyard.dossier.schema import Dossier
    from steelyard.facts.fact import Fact
    from steelyard.instruments import JurisdictionPack
    from steelyard.options.model import Appraisal, GateResult, UseCaseAppraisal
    from steelyard.uncertainty import Parameter

SETTLED: Final = "settled"
"""State of a gate that asks for a quantity, once it is known."""
PRICE: Final = "dossier:rules/money_per_value_point"


class Level(NamedTuple):
    """Where an input stands now."""

    value: float
    """Its median."""
    unit: str
    """Unit symbol."""


@dataclass(frozen=True, slots=True)
class Present:
    """What a new dossier, the facts of its day and one pass at the medians say.

    Attributes
    ----------
    as_of
        Date of the new dossier.
    use_cases
        Ids of its use cases.
    levels
        Median of every input, by parameter id; of a fact that has been replaced, the value of its
        successor under the earlier id.
    weights
        Mean weight of each dimension over the deciding stakeholders. [1]
    options
        Gate states by use case and option of the new long list; of gates that ask for a quantity
        only whether the answer is known.
    qualities
        Accepted share in the median case, by use case and option; nan where unknown. [1]
    best
        Best accepted share to be had in the median case, by use case; absent where unknown. [1]
    trials
        Use case and model of every trial on own items.
    with_benefit
        Use cases that state a benefit.
    days
        First day of every rule and instrument of the pack, and the day after every offer, under the
        name that triggers have for them.
    reviews
        Day by which a fact must be looked at again, by fact id.
    figures
        Figures of the plan; empty until a study has been run.
    """

    as_of: date
    use_cases: frozenset[str]
    levels: Mapping[str, Level]
    weights: Mapping[str, float]
    options: Mapping[tuple[str, str], Mapping[str, str]]
    qualities: Mapping[tuple[str, str], float]
    best: Mapping[str, float]
    trials: frozenset[tuple[str, str]]
    with_benefit: frozenset[str]
    days: Mapping[str, date]
    reviews: Mapping[str, date]
    figures: Mapping[str, float] = field(default_factory=dict)


def present_of(
    dossier: Dossier,
    median: Appraisal,
    *,
    pack: JurisdictionPack,
    inputs: Mapping[str, Parameter],
    successors: Mapping[str, Fact],
    units: Mapping[str, str],
    weights: Mapping[str, float],
    reviews: Mapping[str, date],
    price: float | None = None,
) -> Present:
    """Return the present of a new dossier.

    Parameters
    ----------
    dossier
        The new one.
    median
        Its options at the medians.
    pack
        Rules of its jurisdiction.
    inputs
        What that pass read, by parameter id.
    successors
        Facts that hold now, by the id that the earlier study read.
    units
        Units in which the earlier study read its inputs, by parameter id.
    weights
        Mean weight of each dimension under the new statements. [1]
    reviews
        Day by which a fact must be looked at again, by fact id.
    price
        Mean money per value point, by which options are ordered; none where none is stated.
        [CUR/point]

    Returns
    -------
    Present
        Ready to be asked.
    """
    levels = {name: _level(parameter) for name, parameter in inputs.items()}
    levels |= {
        f"dossier:{path}": _level(parameter) for path, parameter in parameters_of(dossier).items()
    }
    for name, fact in successors.items():
        key = f"fact:{name}"
        levels[key] = _of_fact(fact, units.get(key, fact.unit))
    if price is not None:
        levels[PRICE] = Level(price, "CUR/point")
    gated = {
        (entry.use_case, option.id): _states(entry.gates[row])
        for entry in median.use_cases
        for row, option in enumerate(entry.options)
    }
    qualities = {
        (entry.use_case, option.id): float(entry.quality[row, 0])
        for entry in median.use_cases
        for row, option in enumerate(entry.options)
    }
    return Present(
        as_of=dossier.as_of,
        use_cases=frozenset(entry.id for entry in dossier.use_cases),
        levels=levels,
        weights=weights,
        options=gated,
        qualities=qualities,
        best={
            entry.use_case: best
            for entry in median.use_cases
            for best in [best_offered(entry)]
            if best is not None
        },
        trials=frozenset((trial.use_case, trial.model) for trial in dossier.evidence),
        with_benefit=frozenset(
            entry.id for entry in dossier.use_cases if entry.benefit is not None
        ),
        days=_days(dossier, pack),
        reviews=reviews,
    )


def _level(parameter: Parameter) -> Level:
    return Level(parameter.statement.p50, parameter.unit)


def _of_fact(fact: Fact, unit: str) -> Level:
    try:
        return Level(fact.in_unit(unit).p50, unit)
    except FactError:  # money of another currency, say: the check will tell that units differ
        return Level(fact.statement.p50, fact.unit)


def _states(gates: tuple[GateResult, ...]) -> dict[str, str]:
    # Several rules may share a gate: the one that is not met tells.
    order = ("pass", "settled", "at_risk", "unknown", "excluded")
    found: dict[str, str] = {}
    for gate in gates:
        # One case at the medians cannot say how likely a quantity suffices: only whether it is
        # known. Levels of quality, people and money have triggers of their own.
        is_certain = gate.kind is not GateKind.QUANTITATIVE or gate.state is GateState.UNKNOWN
        state = gate.state.value if is_certain else SETTLED
        found[gate.gate] = max(found.get(gate.gate, "pass"), state, key=order.index)
    return found


def best_offered(entry: UseCaseAppraisal) -> float | None:
    """Return the best quality that is to be had in a use case, in the median case.

    Parameters
    ----------
    entry
        The use case at the medians.

    Returns
    -------
    float or None
        Highest accepted share of the new services that no rule bars; none where none is known. [1]
    """
    known = [
        float(entry.quality[row, 0])
        for row, option in enumerate(entry.options)
        if not option.is_do_minimum
        and "excluded" not in _states(entry.gates[row]).values()
        and not np.isnan(entry.quality[row, 0])
    ]
    return max(known, default=None)


def _days(dossier: Dossier, pack: JurisdictionPack) -> dict[str, date]:
    days = {f"rule:{pack.id}/{rule.id}": rule.effective_from for rule in pack.rules}
    days |= {
        f"instrument:{pack.id}/{entry.instrument}": entry.effective_from
        for entry in pack.instruments
        if entry.effective_from is not None
    }
    after = timedelta(days=1)
    return days | {f"offer:{offer.id}": offer.valid_until + after for offer in dossier.offers}
