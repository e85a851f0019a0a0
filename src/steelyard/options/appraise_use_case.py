"""One use case: each option through the gates, priced, and measured on every criterion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.dossier.text import Message
from steelyard.errors import DomainError, FactError
from steelyard.options.cell_table import CellTable, compact
from steelyard.options.delivery import carbon_per_thousand
from steelyard.options.evidence import acceptance_probability, language_coverage
from steelyard.options.gate_in_place import in_place_gate
from steelyard.options.gates import (
    budget_gates,
    latency_gate,
    not_priced,
    people_gate,
    quality_gate,
)
from steelyard.options.levels import level_criteria
from steelyard.options.model import (
    GateState,
    Judged,
    OptionCosts,
    UseCaseAppraisal,
)
from steelyard.options.pricing import Pricer
from steelyard.options.sums import add_capabilities, do_minimum_costs, option_costs, unpriced
from steelyard.options.training_cost import training_bill

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from steelyard.dossier.schema import Dossier
    from steelyard.facts.book import FactBook
    from steelyard.needs.model import Needs, UseCaseNeed
    from steelyard.options.market import Market
    from steelyard.options.model import GateResult, Option
    from steelyard.options.pricing import Bill
    from steelyard.options.screened import Screened
    from steelyard.options.serving_need import ServingDesk
    from steelyard.options.training_calibration import UtilisationFit
    from steelyard.options.traits import Traits
    from steelyard.options.years import SharedCapability
    from steelyard.quantities.arrays import BoolArray, FloatArray
    from steelyard.uncertainty import Sample

    Cell = tuple[FloatArray, Judged]
    Asked = Callable[[Option, Traits, UseCaseNeed, Dossier, FactBook, Sample], Cell]

CRITERIA: Final = (
    "data_sovereignty",
    "technology_sovereignty",
    "infrastructure_sovereignty",
    "regulatory_sovereignty",
    "continuity",
    "measured_safety",
    "assurance",
    "inspectability",
    "net_cost",
    "months_to_service",
    "delivery_shortfall",
    "language_coverage",
    "task_quality",
    "norm_fit",
    "carbon",
    "stay_current",
    "funding_continuity",
)
"""Every criterion of ``decision/criteria.yaml``, in its order; a test compares the two."""


class Appraised(NamedTuple):
    """One use case, and the shared capabilities its options ask for, by id."""

    result: UseCaseAppraisal
    capabilities: dict[str, SharedCapability]


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """One option of the use case."""

    option: Option
    gates: tuple[GateResult, ...]
    met: BoolArray
    costs: OptionCosts
    cells: Mapping[str, tuple[FloatArray, Judged]]
    quality: FloatArray
    capabilities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class UseCaseAppraiser:
    """Appraises the options of one use case.

    Attributes
    ----------
    need
        Workload of the use case.
    needs
        All needs.
    market
        Dossier, facts, draws and prices.
    screened
        Attributes and categorical gates, which no draw moves.
    fit
        Run-level utilisation of training.
    serving
        Throughput of models on accelerators.
    n_sharers
        Use cases that can share each capability.
    """

    need: UseCaseNeed
    needs: Needs
    market: Market
    screened: Screened
    fit: UtilisationFit
    serving: ServingDesk
    n_sharers: Mapping[str, int]

    def appraise(self, options: tuple[Option, ...]) -> Appraised:
        """Return all options gated, priced and measured.

        Parameters
        ----------
        options
            Long list, do_minimum first.

        Returns
        -------
        Appraised
            The use case and its shared capabilities.
        """
        found: dict[str, SharedCapability] = {}
        rows = [self._row(option, found) for option in options]
        provenance = {
            (row.option.id, criterion): row.cells[criterion][1]
            for row in rows
            for criterion in CRITERIA
        }
        result = UseCaseAppraisal(
            use_case=self.need.use_case.id,
            options=tuple(row.option for row in rows),
            criteria=CRITERIA,
            performance=CellTable(
                tuple(tuple(row.cells[criterion][0] for criterion in CRITERIA) for row in rows)
            ),
            provenance=provenance,
            gates=tuple(row.gates for row in rows),
            met=np.array([row.met for row in rows]),
            costs=tuple(row.costs for row in rows),
            capabilities=tuple(row.capabilities for row in rows),
            quality=np.array([row.quality for row in rows]),
        )
        return Appraised(result, found)

    def _row(self, option: Option, found: dict[str, SharedCapability]) -> _Row:
        traits = self.screened.traits(option)
        gates = self.screened.gates(option, self.need)
        cells = dict(self._levels(option, traits))
        cells["language_coverage"] = self._evidence("coverage", language_coverage, option, traits)
        quality, judged = self._evidence("quality", acceptance_probability, option, traits)
        cells["task_quality"] = (self._known(quality, option), judged)
        if option.is_do_minimum:
            return self._do_minimum(option, gates, cells, quality)
        if any(gate.state is GateState.EXCLUDED for gate in gates):
            return self._left_out(option, gates, cells, quality)
        try:
            bill = self._pricer().bill(option)
            row = self._priced(option, gates, cells, quality, bill)
        except (FactError, DomainError) as error:
            return self._left_out(option, (*gates, not_priced(error)), cells, quality)
        add_capabilities(found, bill)
        return row

    def _levels(self, option: Option, traits: Traits) -> dict[str, Cell]:
        # Only a judgement that names a use case tells use cases apart.
        market = self.market
        named = any(entry.use_case for entry in market.dossier.judgements)
        place = self.need.use_case.id if named else ""
        return market.kept(
            ("levels", option.id, place),
            lambda: {
                name: (compact(values), judged)
                for name, (values, judged) in level_criteria(
                    option, traits, self.need, market.dossier, market.book, market.sample
                ).items()
            },
        )

    def _evidence(self, name: str, asked: Asked, option: Option, traits: Traits) -> Cell:
        # What is known of a model depends on it and on how it is adapted, not on where it runs.
        market = self.market
        return market.kept(
            (name, self.need.use_case.id, traits.model, traits.adaptation, traits.planned),
            lambda: _compacted(
                asked(option, traits, self.need, market.dossier, market.book, market.sample)
            ),
        )

    def _known(self, quality: FloatArray, option: Option) -> FloatArray:
        # An unknown quality is drawn from its whole range, the same for every use of the model.
        if not np.isnan(quality).any():
            return quality
        stream = self.market.sample.uniform(
            f"unknown-quality/{self.need.use_case.id}/{option.model}"
        )
        return np.where(np.isnan(quality), stream, quality)

    def _pricer(self) -> Pricer:
        return Pricer(
            need=self.need,
            needs=self.needs,
            market=self.market,
            replica_of=lambda option: self.serving.replica(
                option, need=self.need, market=self.market
            ),
            training_bill=lambda option: training_bill(option, market=self.market, fit=self.fit),
            n_sharers=self.n_sharers,
        )

    def _do_minimum(
        self,
        option: Option,
        gates: tuple[GateResult, ...],
        cells: dict[str, tuple[FloatArray, Judged]],
        quality: FloatArray,
    ) -> _Row:
        n_draws = self.market.sample.n
        costs = do_minimum_costs(self.need, self.needs, self.market)
        nothing = np.zeros(n_draws)
        today = _computed("criterion.do_minimum")
        cells["net_cost"] = (costs.net, _computed("criterion.net_cost"))
        for criterion in ("months_to_service", "delivery_shortfall", "carbon"):
            cells[criterion] = (nothing, today)
        return _Row(option, gates, np.ones(n_draws, dtype=bool), costs, cells, quality)

    def _left_out(
        self,
        option: Option,
        gates: tuple[GateResult, ...],
        cells: dict[str, tuple[FloatArray, Judged]],
        quality: FloatArray,
    ) -> _Row:
        n_draws = self.market.sample.n
        missing = np.broadcast_to(np.nan, (n_draws,))
        excluded = _computed("criterion.excluded")
        for criterion in ("net_cost", "months_to_service", "delivery_shortfall", "carbon"):
            cells[criterion] = (missing, excluded)
        costs = unpriced(len(self.needs.years), n_draws)
        return _Row(option, gates, np.zeros(n_draws, dtype=bool), costs, cells, quality)

    def _priced(
        self,
        option: Option,
        gates: tuple[GateResult, ...],
        cells: dict[str, tuple[FloatArray, Judged]],
        quality: FloatArray,
        bill: Bill,
    ) -> _Row:
        assumed = cells["task_quality"][0]
        costs = option_costs(
            bill,
            need=self.need,
            needs=self.needs,
            market=self.market,
            quality=assumed,
            n_sharers=self.n_sharers,
        )
        shortfall = bill.labour.shortfall
        carbon, _ = carbon_per_thousand(
            option,
            bill,
            need=self.need,
            quality=assumed,
            market=self.market,
            n_sharers=self.n_sharers,
        )
        cells["net_cost"] = (costs.net, _computed("criterion.net_cost"))
        cells["months_to_service"] = (
            bill.schedule.months,
            _computed("criterion.months_to_service"),
        )
        cells["delivery_shortfall"] = (
            shortfall.share,
            Judged(
                "judged" if shortfall.unknown else "computed",
                Message(
                    "criterion.delivery_shortfall",
                    {"role": str(shortfall.scarcest or ""), "unknown": len(shortfall.unknown)},
                ),
            ),
        )
        cells["carbon"] = (carbon, _computed("criterion.carbon"))
        met, quantitative = self._quantitative(option, quality, assumed, costs, bill)
        return _Row(
            option,
            (*gates, *quantitative),
            met,
            costs,
            cells,
            quality,
            frozenset(bill.alone.shared),
        )

    def _quantitative(
        self,
        option: Option,
        quality: FloatArray,
        assumed: FloatArray,
        costs: OptionCosts,
        bill: Bill,
    ) -> tuple[BoolArray, tuple[GateResult, ...]]:
        found = [
            people_gate(bill.labour, needs=self.needs, market=self.market),
            *budget_gates(costs, needs=self.needs, market=self.market),
        ]
        asked = quality_gate(
            self.need.use_case, quality=quality, assumed=assumed, market=self.market
        )
        if asked is not None:
            found.insert(0, asked)
        latency = latency_gate(self.need.use_case, bill.keeps_limits, market=self.market)
        if latency is not None:
            found.append(latency)
        in_place = in_place_gate(option, bill.fleet, needs=self.needs, market=self.market)
        if in_place is not None:
            found.append(in_place)
        met = np.logical_and.reduce([draws for _, draws in found])
        return met, tuple(gate for gate, _ in found)


def _compacted(cell: Cell) -> Cell:
    return compact(cell[0]), cell[1]


def _computed(key: str) -> Judged:
    return Judged("computed", Message(key))
