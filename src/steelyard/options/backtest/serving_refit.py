"""The calibration table of the serving model, recomputed from the shipped measurements."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.facts.schema import EVERYWHERE
from steelyard.options.backtest.serving_fit import arrays_of, fit_first_token, fit_to
from steelyard.options.backtest.serving_rows import read_cases
from steelyard.options.backtest.serving_spread import (
    class_spread,
    first_token_factor,
    hold_out,
    maker_spread,
)
from steelyard.options.serving_calibration import EFFICIENCIES
from steelyard.options.serving_configuration import Arrival, Effect, SpreadClass
from steelyard.uncertainty.statements import Z95, Statement
from steelyard.uncertainty.statements import Family as Shape

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from steelyard.facts.book import FactBook
    from steelyard.options.backtest.serving_fit import Fit

SOURCE: Final = "steelyard-2026-serving-fit"
MODEL: Final = "serving-model"
COLUMNS: Final = (
    *("id", "entity", "parameter", "p05", "p50", "p95", "family", "unit", "place"),
    *("valid_from", "known_from", "review_by", "price_year", "pedigree", "source", "locator"),
    "note",
)
_DIGITS: Final = 5


def calibration_table(facts: FactBook, *, fitted_on: date, review_by: date) -> str:
    """Return the calibration table as CSV, recomputed from the shipped measurements.

    Parameters
    ----------
    facts
        The fact book.
    fitted_on
        Day of the fit, written into the rows.
    review_by
        Day by which somebody must fit again.

    Returns
    -------
    str
        Rows like those of the other fact tables; spreads of constants are a jackknife over
        accelerators. The last word of ``locator`` is the digest of the measurements.
    """
    cases = read_cases(facts)
    data = arrays_of(cases.inside)
    measured_first = np.array([case.first_token for case in cases.inside])
    full = fit_first_token(data, fit_to(data), measured_first)
    held = hold_out(cases.inside, full=full)
    rows: list[tuple[str, str, Statement, str, str]] = []
    for name, unit in EFFICIENCIES.items():
        stated = _jackknife(full.efficiencies[name], [fit.efficiencies[name] for fit in held.fits])
        rows.append((MODEL, f"efficiency-{name}", stated, unit, "fitted constant of a step"))
    for effect in Effect:
        stated = _jackknife(full.effects[effect], [fit.effects[effect] for fit in held.fits])
        rows.append((MODEL, f"effect-{effect}", stated, "1", "factor on every time"))
    rows.extend(_waits(full, held.fits))
    for name in SpreadClass:
        unmeasured = name is SpreadClass.UNMEASURED_MAKER
        spread = maker_spread(cases.inside, full) if unmeasured else class_spread(held, name)
        for part, value in (("total", spread.total), ("within", spread.within)):
            note = "standard deviation of the log miss, from accelerators held out"
            rows.append((MODEL, f"spread-{part}-{name}", Statement.point(value), "1", note))
    for arrival in Arrival:
        factor = first_token_factor(held, cases.inside, arrival)
        rows.append((MODEL, f"first-token-factor-{arrival}", factor, "1", "measured over computed"))
    counts = np.bincount(data.hardware)
    for index, hardware in enumerate(data.hardware_ids):
        factor_of = Statement.point(full.hardware[hardware])
        note = "factor on every time, held towards 1"
        rows.append((hardware, "serving-slowdown", factor_of, "1", note))
        n_rows = Statement.point(float(counts[index]))
        rows.append((hardware, "serving-rows", n_rows, "1", "measurements in the fit"))
    locator = f"fit to {len(cases.inside)} rows of serving_measurements.csv, digest {cases.digest}"
    return _written(rows, fitted_on=fitted_on, review_by=review_by, locator=locator)


def _waits(full: Fit, fits: Sequence[Fit]) -> list[tuple[str, str, Statement, str, str]]:
    rows = []
    for arrival in Arrival:
        own, others = full.waits[arrival], [fit.waits[arrival] for fit in fits]
        share = _jackknife(own.prompts_ahead_share, [wait.prompts_ahead_share for wait in others])
        steps = _jackknife(own.n_steps_waited, [wait.n_steps_waited for wait in others])
        note = "prompts read before one's own, of the batch"
        rows.append((MODEL, f"prompts-ahead-share-{arrival}", share, "1", note))
        note = "decode steps before the first token"
        rows.append((MODEL, f"steps-waited-{arrival}", steps, "1", note))
    return rows


def _jackknife(full: float, without: Sequence[float]) -> Statement:
    logs = np.log(without)
    deviation = np.sqrt((logs.size - 1) / logs.size * np.sum((logs - logs.mean()) ** 2))
    reach = float(np.exp(Z95 * deviation))
    return Statement(full / reach, full, full * reach, Shape.LOGNORMAL)


def _written(
    rows: Sequence[tuple[str, str, Statement, str, str]],
    *,
    fitted_on: date,
    review_by: date,
    locator: str,
) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for entity, parameter, statement, unit, note in sorted(rows, key=lambda row: row[:2]):
        ends = ("", "") if statement.is_certain else (_short(statement.p05), _short(statement.p95))
        writer.writerow({
            "id": f"serving.{entity.lower()}.{parameter}",
            "entity": entity,
            "parameter": parameter,
            "p05": ends[0],
            "p50": _short(statement.p50),
            "p95": ends[1],
            "family": Shape.POINT if statement.is_certain else statement.family,
            "unit": unit,
            "place": EVERYWHERE,
            "valid_from": fitted_on.isoformat(),
            "known_from": fitted_on.isoformat(),
            "review_by": review_by.isoformat(),
            "price_year": "",
            "pedigree": "derived",
            "source": SOURCE,
            "locator": locator,
            "note": note,
        })
    return stream.getvalue()


def _short(value: float) -> str:
    return f"{value:.{_DIGITS}g}"
