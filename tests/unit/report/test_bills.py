from __future__ import annotations

import numpy as np
import pytest

from steelyard.report.bills import bill_of, median_costs


@pytest.fixture(scope="module")
def bill(report):
    return next(bill for sheet in report.sheets for bill in sheet.bills)


def test_the_lines_add_up_to_the_total(study, bill, inputs):
    every = median_costs(study)[bill.use_case][bill.option].lines
    sums = np.sum([line.cash[:, 0] for line in every], axis=0)
    assert np.allclose(bill.totals, sums)
    shown = sum(line.present for line in bill.lines)
    assert shown == pytest.approx(bill.alone, rel=1e-6)
    assert bill.net == pytest.approx(bill.shared + bill.today - bill.benefit)
    assert bill_of(study, bill.use_case, bill.option, inputs) == bill


def test_every_line_names_formula_and_inputs(study, inputs):
    for costs in median_costs(study).values():
        for one in costs.values():
            for line in one.lines:
                assert line.formula.startswith("C-")
                assert [name for name in line.inputs if name in inputs.numbers]


def test_today_has_no_bill(study, inputs):
    case = study.dossier.use_cases[0].id
    assert bill_of(study, case, "do_minimum", inputs) is None
