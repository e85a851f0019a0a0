import csv
import io
from datetime import date

import pytest

from steelyard.facts.loader import load_facts
from steelyard.options.backtest.serving_refit import calibration_table
from steelyard.options.backtest.serving_rows import read_cases
from steelyard.options.serving_calibration import load_calibration

DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def facts():
    return load_facts(as_of=DAY)


def test_the_shipped_table_was_fitted_to_the_shipped_measurements(facts):
    found = load_calibration(facts.tables).rows_digest
    assert found == read_cases(facts).digest, (
        "measurements, cards or accelerators changed since the fit: "
        f"run `python benchmarks/refit_serving.py --as-of {DAY}`"
    )


def test_every_row_names_a_known_source(facts):
    rows = facts.tables.serving_calibration
    assert {row.source for row in rows} <= set(facts.tables.sources)
    assert [row.id for row in rows] == list(dict.fromkeys(row.id for row in rows))


@pytest.mark.slow
def test_a_refit_gives_the_shipped_figures(facts):
    table = calibration_table(facts, fitted_on=DAY, review_by=date(2027, 11, 21))
    again = {row["id"]: float(row["p50"]) for row in csv.DictReader(io.StringIO(table))}
    shipped = facts.tables.serving_calibration
    assert again == pytest.approx({row.id: row.p50 for row in shipped}, rel=1e-2)
