"""HiGHS behind one door: its settings, its return codes, and what of its answers is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import highspy
import numpy as np
from highspy._core import _Highs

from steelyard.errors import SolverError

if TYPE_CHECKING:
    from scipy import sparse

    from steelyard.quantities.arrays import BoolArray, FloatArray

COLUMNWISE: Final = 1
MAXIMISE: Final = -1
N_THREADS: Final = 1
"""Set before the first run and never changed: a change in one process makes runs fail. [1]"""
TOLERANCE: Final = 1e-6
"""Neither loosened nor tightened: both have turned answers wrong. [1]"""
MOST_NODES: Final = 2**31 - 1
"""More than any search can count. [1]"""
PIVOTS: Final = 100
"""Steps of the simplex method counted as one node where HiGHS searches. [1]"""

_STATUS = highspy.HighsModelStatus
_STOPPED = {
    _STATUS.kTimeLimit,
    _STATUS.kIterationLimit,
    _STATUS.kSolutionLimit,
    _STATUS.kInterrupt,
}
_NONE = {_STATUS.kInfeasible, _STATUS.kUnboundedOrInfeasible}


class Answer(NamedTuple):
    """What HiGHS found, in the units of the rows."""

    values: FloatArray | None
    """Columns, shape ``(column,)``; none where there is none or none was found."""
    bound: float
    """Upper bound on the objective."""
    dual: FloatArray
    """Objective per unit of each row, linear programmes only, shape ``(row,)``."""
    is_feasible: bool
    """Whether the rows can be kept; not known where nothing was found before it stopped."""
    is_proven: bool
    """Whether it ran to its end: optimal within the gap asked for, or infeasible."""
    n_nodes: int
    """Nodes of the search, or linear programmes of the same effort. [1]"""


class Programme:
    """A linear programme, in whole numbers where asked, kept for one solve after another."""

    def __init__(
        self,
        *,
        objective: FloatArray,
        most: FloatArray,
        matrix: sparse.csc_array,
        row_most: FloatArray,
        is_whole: BoolArray | None = None,
    ) -> None:
        self._n_columns, self._n_rows = len(objective), len(row_most)
        self._solver = _silent_solver()
        largest = float(np.max(np.abs(objective), initial=0.0))
        # Objective entries near one; a power of two, so that scaling rounds nothing.
        self._scale = float(np.exp2(np.round(np.log2(largest)))) if largest > 0 else 1.0
        self._is_whole = is_whole is not None
        self._row_most = row_most.astype(float)
        parts = (
            self._n_columns,
            self._n_rows,
            matrix.nnz,
            COLUMNWISE,
            MAXIMISE,
            0.0,
            objective / self._scale,
            np.zeros(self._n_columns),
            most.astype(float),
            np.full(self._n_rows, -np.inf),
            row_most.astype(float),
            matrix.indptr.astype(np.int32),
            matrix.indices.astype(np.int32),
            matrix.data.astype(float),
            np.zeros(self._n_columns, np.int32) if is_whole is None else is_whole.astype(np.int32),
        )
        _require(self._solver.passModel(*parts), "accept the rows")

    def bounded(self, *, least: FloatArray, most: FloatArray) -> None:
        """Set the bounds of the first columns for the solves to come.

        Parameters
        ----------
        least, most
            Shape ``(column,)`` each. [1]
        """
        columns = np.arange(len(most), dtype=np.int32)
        done = self._solver.changeColsBounds(len(most), columns, least, most)
        _require(done, "accept bounds")

    def limited(self, *, row_most: FloatArray) -> None:
        """Set the most of the first rows for the solves to come.

        Parameters
        ----------
        row_most
            Most of as many rows as are given, from the first, shape ``(row,)``.
        """
        for row, most in enumerate(row_most):
            _require(self._solver.changeRowBounds(row, -np.inf, float(most)), "accept limits")
        self._row_most[: len(row_most)] = row_most

    def started_from(self, *, values: FloatArray) -> None:
        """Hand over a feasible answer from which the next solve starts.

        Parameters
        ----------
        values
            Shape ``(column,)``. [1]
        """
        columns = np.arange(self._n_columns, dtype=np.int32)
        _require(self._solver.setSolution(self._n_columns, columns, values), "accept a start")

    def solved(
        self,
        *,
        gap: float = 0.0,
        distance: float = 0.0,
        n_nodes: int | None = None,
        seconds: float | None = None,
    ) -> Answer:
        """Return the best answer, and a bound.

        Parameters
        ----------
        gap
            Gap to the bound, relative to the objective, at which a search stops. [1]
        distance
            Distance from the bound at which it stops too. [unit of worth]
        n_nodes
            Nodes of the search at most. [1]
        seconds
            Time at most. [s]

        Returns
        -------
        Answer
            "Infeasible" only if a second run without presolve says so too.

        Raises
        ------
        SolverError
            If HiGHS reports an error or ends in a state that says nothing.
        """
        if not self._n_columns:
            return self._empty()
        _set(self._solver, "mip_rel_gap", gap)
        _set(self._solver, "mip_abs_gap", max(distance / self._scale, TOLERANCE))
        _set(
            self._solver,
            "mip_max_nodes",
            MOST_NODES if n_nodes is None else min(max(n_nodes, 1), MOST_NODES),
        )
        _set(self._solver, "time_limit", np.inf if seconds is None else max(seconds, 0.01))
        status = self._run()
        if status in _NONE:
            _set(self._solver, "presolve", "off")
            status = self._run()
            _set(self._solver, "presolve", "choose")
        if status in _NONE:
            return Answer(None, -np.inf, np.zeros(self._n_rows), False, True, 1)
        if status != _STATUS.kOptimal and status not in _STOPPED:
            message = f"portfolio: HiGHS ended with {status.name}, which says nothing"
            raise SolverError(message)
        return self._answer(is_optimal=status == _STATUS.kOptimal)

    def _empty(self) -> Answer:
        # Nothing can be chosen: HiGHS would only say that there is no model.
        is_kept = bool(np.all(self._row_most >= -TOLERANCE))
        values, bound = (np.zeros(0), 0.0) if is_kept else (None, -np.inf)
        return Answer(
            values, bound, np.zeros(self._n_rows), is_feasible=is_kept, is_proven=True, n_nodes=1
        )

    def _run(self) -> highspy.HighsModelStatus:
        _require(self._solver.run(), "run")
        status: highspy.HighsModelStatus = self._solver.getModelStatus()
        return status

    def _answer(self, *, is_optimal: bool) -> Answer:
        info, solution = self._solver.getInfo(), self._solver.getSolution()
        is_found = info.primal_solution_status == int(
            highspy.SolutionStatus.kSolutionStatusFeasible
        )
        values = np.array(solution.col_value) if is_found else None
        dual = np.zeros(self._n_rows)
        if self._is_whole:
            bound = info.mip_dual_bound
        else:
            bound = info.objective_function_value if is_optimal else np.inf
            if solution.dual_valid:
                dual = np.array(solution.row_dual) * self._scale
        n_nodes = 1
        if self._is_whole:
            n_nodes = max(int(info.mip_node_count), -(-info.simplex_iteration_count // PIVOTS))
        return Answer(values, bound * self._scale, dual, is_found, is_optimal, n_nodes)


def _silent_solver() -> _Highs:
    # The public class prints a banner when it is made, which would stand in the data on standard
    # output; the class below it has all that is used here.
    solver = _Highs()
    _set(solver, "output_flag", value=False)
    _set(solver, "threads", N_THREADS)
    _set(solver, "primal_feasibility_tolerance", TOLERANCE)
    _set(solver, "dual_feasibility_tolerance", TOLERANCE)
    _set(solver, "mip_feasibility_tolerance", TOLERANCE)
    return solver


def _set(solver: _Highs, option: str, value: str | float | bool) -> None:
    _require(solver.setOptionValue(option, value), f"set {option}")


def _require(status: highspy.HighsStatus, what: str) -> None:
    # A warning is heard where a start misses some columns; an error is never passed over.
    if status == highspy.HighsStatus.kError:
        message = f"portfolio: HiGHS could not {what}"
        raise SolverError(message)
