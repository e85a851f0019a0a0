from __future__ import annotations


def test_every_use_case_has_a_sheet_with_its_short_list(study, report):
    for sheet in report.sheets:
        found = study.decision.of(sheet.use_case.id)
        listed = {row.result.option.id for row in sheet.rows}
        assert listed == {o.option.id for o in found.options if o.is_short_listed}
        assert len(sheet.rows) + len(sheet.others) + sheet.n_excluded == len(found.options)


def test_the_leading_option_stands_first(report):
    for sheet in report.sheets:
        assert [row.is_leading for row in sheet.rows].index(True) == 0


def test_the_net_figure_and_how_often_it_pays_are_the_decisions(study, report):
    for sheet in report.sheets:
        for row in sheet.rows:
            against = row.result.cost.against_today
            if against is not None and not row.result.option.is_do_minimum and against.p95 < 0:
                assert row.result.cost.saves > 0.5


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
