"""The plan over years under uncertainty: a pool of plans scored on all draws and stakeholders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.horizon.reading import DO_MINIMUM
from steelyard.decision.horizon.robust_result import CoreEntry, RegretOf, RobustPlans
from steelyard.decision.horizon.tables import steadied
from steelyard.decision.portfolio.commitment import completions, value_of_staging
from steelyard.decision.portfolio.core_over_years import (
    Standing,
    core_index_over_years,
    standing_of,
)
from steelyard.decision.portfolio.pool_regret import regret_of_pool
from steelyard.decision.portfolio.pool_scores import score_pool
from steelyard.decision.portfolio.scenario_pool import fill_pool, upper_bounds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from steelyard.decision.horizon.tables import HorizonTables
    from steelyard.decision.portfolio.core_over_years import CoreOverYears
    from steelyard.decision.portfolio.pool_regret import PoolRegret
    from steelyard.decision.portfolio.problem import Selection
    from steelyard.decision.portfolio.scenario_pool import Pool
    from steelyard.decision.portfolio.solution import Effort
    from steelyard.quantities.arrays import FloatArray, IntArray

N_SIGNALS: Final = 3
"""What the first services save turns out low, middling or high. [1]"""
ALWAYS_FROM: Final = 0.9
NEVER_TO: Final = 0.1
"""Shares of draws from which on a new service is always, and up to which never, in the plan. [1]"""


@dataclass(frozen=True, slots=True, eq=False)
class RobustPlanner:
    """Scores plans under uncertainty.

    Attributes
    ----------
    tables
        The portfolio problem, and what it means.
    selection, bound
        The plan for what is expected, and what no plan exceeds then. [CUR]
    n_scenarios, n_plans, n_bounds
        Drawn scenarios solved, plans in the pool, draws for which a bound is found. [1]
    effort
        How far each scenario is searched.
    progress
        Told after each scenario how many are done, of how many.
    """

    tables: HorizonTables
    selection: Selection
    bound: float
    n_scenarios: int
    n_plans: int
    n_bounds: int
    effort: Effort
    progress: Callable[[int, int], None] | None = None

    def plans(self) -> RobustPlans:
        """Return the plans under uncertainty.

        Returns
        -------
        RobustPlans
            Regret with bounds, core index, what to commit now and what to leave open.
        """
        tables = self.tables
        pool = self._pool()
        n_first, signal = self._n_first_years(), self._signal()
        selections = _distinct((
            self.selection,
            *pool.selections,
            *self._continued(signal, n_first),
        ))
        scores = score_pool(
            selections=selections,
            plan_worths=tables.plan_worths,
            capability_worths=tables.shared_worths,
            module_worths=tables.module_worths,
        )
        regret = regret_of_pool(
            scores=scores,
            worth_bounds=self._bounds(pool),
            is_scenario=np.arange(scores.shape[1]) < self.n_scenarios,
            mean_bound=self.bound,
        )
        voices = [scores + self._added(selections, voice) for voice in tables.voice_worths]
        first_of, names = self._options()
        core = core_index_over_years(
            problem=tables.problem,
            selections=selections,
            scores=voices,
            option=first_of,
            always_from=ALWAYS_FROM,
            never_to=NEVER_TO,
        )
        alone = [
            core_index_over_years(
                problem=tables.problem, selections=selections, scores=[voice], option=first_of
            )
            for voice in voices
        ]
        entries = self._core(core, alone, names)
        staging = value_of_staging(
            selections=selections, scores=scores, signal=signal, n_years=n_first
        )
        commit = self._committed(entries, core, n_first)
        return RobustPlans(
            n_plans=len(selections),
            n_scenarios=self.n_scenarios,
            n_draws=scores.shape[1],
            largest_gap=float(pool.gap.max()),
            median=_regret(regret, 0),
            robust=_regret(regret, regret.robust),
            differs=self._differences(selections[regret.robust]),
            core=entries,
            capabilities=self._capabilities(core),
            commit=commit,
            leave_open=tuple(
                entry.use_case
                for entry in entries
                if entry.use_case not in commit and entry.standing != Standing.NEVER.value
            ),
            value_of_stages=float(staging.value),
        )

    def _pool(self) -> Pool:
        # The first draws are as good as any: they are in random order.
        few = slice(self.n_scenarios)
        return fill_pool(
            problem=self.tables.problem,
            plan_worths=self.tables.plan_worths[:, :, few],
            capability_worths=self.tables.shared_worths[:, :, few],
            module_worths=self.tables.module_worths[:, :, few],
            n_portfolios=self.n_plans,
            effort=self.effort,
            progress=self.progress,
            n_workers=1,
        )

    def _continued(self, signal: IntArray, n_first: int) -> tuple[Selection, ...]:
        # How the plan's first part is best gone on with once each signal has been seen.
        tables = self.tables
        seen = [signal == number for number in np.unique(signal)]

        def after(worths: FloatArray) -> FloatArray:
            return steadied(np.stack([worths[:, :, part].mean(axis=2) for part in seen], axis=2))

        return completions(
            problem=tables.problem,
            committed=self.selection,
            n_years=n_first,
            plan_worths=after(tables.plan_worths),
            capability_worths=after(tables.shared_worths),
            module_worths=after(tables.module_worths),
            effort=self.effort,
            n_workers=1,
        ).selections

    def _bounds(self, pool: Pool) -> FloatArray:
        # Scenarios have the bound of their search; some draws beside them one of their own.
        few = slice(self.n_scenarios, self.n_scenarios + self.n_bounds)
        found = np.full(self.tables.restarts.sample.n, np.inf)
        found[: self.n_scenarios] = pool.bound
        found[few] = upper_bounds(
            problem=self.tables.problem,
            plan_worths=self.tables.plan_worths[:, :, few],
            capability_worths=self.tables.shared_worths[:, :, few],
            module_worths=self.tables.module_worths[:, :, few],
            n_workers=1,
        )
        return found

    def _added(self, selections: Sequence[Selection], voice: FloatArray) -> FloatArray:
        # What a stakeholder's weights add: only value is seen otherwise, never money.
        return score_pool(
            selections=selections,
            plan_worths=voice,
            capability_worths=np.zeros_like(self.tables.shared_worths),
            module_worths=np.zeros_like(self.tables.module_worths),
        )

    def _options(self) -> tuple[IntArray, tuple[tuple[int, str], ...]]:
        # Plans of one use case that begin with the same option count as one.
        names = tuple(dict.fromkeys((plan.use_case, plan.option) for plan in self.tables.plans))
        numbers = {name: number for number, name in enumerate(names)}
        of = [numbers[plan.use_case, plan.option] for plan in self.tables.plans]
        return np.array(of, dtype=np.int64), names

    def _core(
        self,
        core: CoreOverYears,
        alone: Sequence[CoreOverYears],
        names: Sequence[tuple[int, str]],
    ) -> tuple[CoreEntry, ...]:
        contests = self.tables.restarts.contests
        voices = [voice.stakeholder for voice in contests[0].frame.preferences.voices]
        found = []
        for position, contest in enumerate(contests):
            served = float(core.use_cases[position, -1])
            shares = {
                option: float(core.options[number, -1])
                for number, (use_case, option) in enumerate(names)
                if use_case == position and core.options[number, -1] > 0
            }
            shares[DO_MINIMUM] = max(1.0 - served, 0.0)
            found.append(
                CoreEntry(
                    use_case=contest.appraisal.use_case,
                    shares=dict(sorted(shares.items(), key=lambda entry: (-entry[1], entry[0]))),
                    standing=standing_of(
                        share=served, always_from=ALWAYS_FROM, never_to=NEVER_TO
                    ).value,
                    by_stakeholder={
                        name: float(index.use_cases[position, -1])
                        for name, index in zip(voices, alone, strict=True)
                    },
                )
            )
        return tuple(found)

    def _capabilities(self, core: CoreOverYears) -> dict[str, float]:
        return {
            column.id: float(core.capabilities[row, -1])
            for row, column in enumerate(self.tables.shared)
            if core.capabilities[row, -1] > 0
        }

    def _n_first_years(self) -> int:
        begun = self.selection.start[self.selection.start >= 0]
        return int(begun.min()) + 1 if len(begun) else 1

    def _committed(
        self, entries: Sequence[CoreEntry], core: CoreOverYears, n_first: int
    ) -> tuple[str, ...]:
        # What begins first in the plan, and by then in nearly every future's best plan too.
        found = [
            entry.use_case
            for position, entry in enumerate(entries)
            if 0 <= self.selection.start[position] < n_first
            and core.use_cases[position, n_first - 1] >= ALWAYS_FROM
        ]
        found += [
            column.id
            for row, column in enumerate(self.tables.shared)
            if 0 <= self.selection.opening[row] < n_first
            and core.capabilities[row, n_first - 1] >= ALWAYS_FROM
        ]
        return tuple(found)

    def _signal(self) -> IntArray:
        # Seen once the first services have run: what they save, in thirds.
        tables = self.tables
        seen = np.zeros(tables.restarts.sample.n)
        for row, start in zip(self.selection.plan, self.selection.start, strict=True):
            flow = tables.flows[row][start] if row >= 0 else None
            if flow is not None:
                seen = seen + (flow.gain - flow.cash)[: self._n_first_years()].sum(axis=0)
        cuts = np.quantile(seen, np.arange(1, N_SIGNALS) / N_SIGNALS)
        return np.searchsorted(cuts, seen).astype(np.int64)

    def _differences(self, other: Selection) -> dict[str, str]:
        found = {}
        for position, contest in enumerate(self.tables.restarts.contests):
            mine, theirs = int(self.selection.plan[position]), int(other.plan[position])
            starts = self.selection.start[position], other.start[position]
            if mine != theirs or starts[0] != starts[1]:
                option = DO_MINIMUM if theirs < 0 else self.tables.plans[theirs].last
                found[contest.appraisal.use_case] = option
        return found


def _distinct(found: Sequence[Selection]) -> tuple[Selection, ...]:
    known: dict[tuple[bytes, ...], Selection] = {}
    for entry in found:
        known.setdefault(tuple(part.tobytes() for part in entry), entry)
    return tuple(known.values())


def _regret(found: PoolRegret, row: int) -> RegretOf:
    return RegretOf(
        least_mean=float(found.expected[row]),
        most_mean=float(found.expected_upper[row]),
        least_p95=float(found.p95[row]),
        most_p95=float(found.p95_upper[row]),
    )
