"""Fit the serving model again and write its calibration table.

Run it when measurements, cards or accelerators of the fact base change; the test of the table's
digest says so.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from steelyard.facts.loader import load_facts
from steelyard.options.backtest.serving_refit import calibration_table

TABLE = Path("src/steelyard/facts/data/serving_calibration.csv")


def main() -> None:
    """Write the table into the fact base."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--as-of", type=date.fromisoformat, required=True)
    day = parser.parse_args().as_of
    facts = load_facts(as_of=day)
    table = calibration_table(facts, fitted_on=day, review_by=day.replace(year=day.year + 1))
    TABLE.write_text(table, encoding="utf-8")
    print(f"wrote {TABLE}: {table.count(chr(10)) - 1} rows")


if __name__ == "__main__":
    main()
