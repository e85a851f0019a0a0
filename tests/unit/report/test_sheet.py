from __future__ import annotations

import pytest


def test_every_use_case_has_a_sheet_with_its_short_list(study, report):
    for sheet in report.sheets:
        found = study.decision.of(sheet.use_case.id)
        listed = {row.result.option.id for row in sheet.rows}
        assert listed == {o.option.id for o in found.options if o.is_short_listed}
        assert len(sheet.rows) + len(sheet.others) + sheet.n_excluded == len(found.options)


def test_the_leading_option_stands_first(report):
    for sheet in report.sheets:
        assert [row.is_leading for row in sheet.rows].index(True) == 0


def test_net_of_today_is_cost_less_benefit(study, report):
    sheet = report.sheets[0]
    for row in sheet.rows:
        cost = row.result.cost
        if row.net_of_today is None or cost.net is None:
            continue
        spread = abs(cost.net.p95 - cost.net.p05)
        assert row.net_of_today == pytest.approx(cost.net.p50 - cost.today.p50, abs=spread)


def test_stakeholders_stand_beside_each_other(study, report):
    for sheet in report.sheets:
        assert len(sheet.views) <= len(study.decision.stakeholders)
        for view in sheet.views:
            leading = study.decision.of(sheet.use_case.id).option(sheet.answer.leading).option
            best = study.decision.of(sheet.use_case.id).option(view.view.best).option
            assert view.agrees is (best.pathways == leading.pathways)


def test_bars_have_every_dimension(report):
    for sheet in report.sheets:
        for row in sheet.rows:
            if row.bars:
                assert set(row.bars) == set(sheet.dimensions)


def test_an_unknown_quality_gives_no_net_figure(study, report):
    for sheet in report.sheets:
        for row in sheet.rows:
            if row.result.quality is None:
                assert row.net_of_today is None
