"""Build and solve a saved portfolio with linopy, in an environment of its own.

Run by ``bench_portfolio.py --peer-python``, never by hand: reads the tables of a portfolio, prints
one line of JSON. Semantics v1, which align by label and refuse what does not fit.
"""

from __future__ import annotations

import json
import sys
import time

import linopy
import numpy as np
import xarray as xr


def main(path: str, seconds: float, gap: float) -> None:
    """Solve the portfolio of one file and print what came of it."""
    linopy.options["semantics"] = "v1"
    tables = np.load(path)
    started = time.perf_counter()
    model = built(tables)
    built_in = time.perf_counter() - started
    model.solve(
        solver_name="highs",
        io_api="direct",
        time_limit=seconds,
        mip_rel_gap=gap,
        threads=1,
        output_flag=False,
    )
    took = time.perf_counter() - started
    solver = model.solver.solver_model if hasattr(model, "solver") else model.solver_model
    answer = {
        "version": linopy.__version__,
        "built_in": built_in,
        "seconds": took,
        "worth": float(model.objective.value),
        "bound": float(solver.getInfo().mip_dual_bound),
    }
    sys.stdout.write("\n" + json.dumps(answer) + "\n")


def built(tables: dict[str, np.ndarray]) -> linopy.Model:
    """Return the model: started by, open by, and the rows that tie them."""
    worth, use, requires = tables["worth"], tables["use"], tables["requires"]
    opening_use, limit = tables["opening_use"], tables["limit"]
    n_use_cases, n_options, n_years = worth.shape
    coords = {
        "use_case": np.arange(n_use_cases),
        "option": np.arange(n_options),
        "year": np.arange(n_years),
        "capability": np.arange(len(opening_use)),
        "resource": np.arange(len(limit)),
    }

    def labelled(table: np.ndarray, *dims: str) -> xr.DataArray:
        return xr.DataArray(table, dims=dims, coords={dim: coords[dim] for dim in dims})

    def steps(table: np.ndarray, axis: int) -> np.ndarray:
        # What "by this year" adds on top of "by the next".
        later = np.roll(table, -1, axis=axis)
        later[(slice(None),) * axis + (-1,)] = 0.0
        return table - later

    model = linopy.Model()
    of_plan, of_capability = ("use_case", "option", "year"), ("capability", "year")
    x = model.add_variables(
        binary=True, coords=[coords[dim] for dim in of_plan], dims=of_plan, name="started"
    )
    y = model.add_variables(
        binary=True, coords=[coords[dim] for dim in of_capability], dims=of_capability, name="open"
    )
    model.add_objective((x * labelled(steps(worth, 2), *of_plan)).sum(), sense="max")
    used = (x * labelled(steps(use, 2), *of_plan, "resource")).sum(list(of_plan))
    opened = (y * labelled(steps(opening_use, 1), *of_capability, "resource")).sum(
        list(of_capability)
    )
    model.add_constraints(used + opened <= labelled(limit, "resource"), name="limits")
    last = x.sel(year=n_years - 1, drop=True)
    model.add_constraints(last.sum("option") <= 1, name="one_each")
    for year in range(n_years):
        if year:
            for variable, name in ((x, "x"), (y, "y")):
                before = variable.sel(year=year - 1, drop=True)
                now = variable.sel(year=year, drop=True)
                model.add_constraints(before - now <= 0, name=f"order_{name}_{year}")
        needs = [
            (
                x.sel(year=year - lag, drop=True)
                * labelled((requires == lag).astype(float), "use_case", "option", "capability")
            ).sum("option")
            for lag in np.unique(requires[requires >= 0])
            if lag <= year
        ]
        if needs:
            total = sum(needs[1:], start=needs[0])
            model.add_constraints(total - y.sel(year=year, drop=True) <= 0, name=f"links_{year}")
    return model


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), float(sys.argv[3]))
