from __future__ import annotations

import pytest

from steelyard.decision.findings import Verdict
from steelyard.report.front_page import case_answer


def test_shares_of_the_classes_are_the_pathways_added_up(study, report):
    for case in report.front.cases:
        found = study.decision.of(case.use_case)
        total = sum(found.pathway_acceptability.values())
        assert sum(case.class_shares.values()) == pytest.approx(total)
        assert case == case_answer(study, case.use_case)


def test_every_use_case_stands_under_its_scenario(study, report):
    names = [case.use_case for case in report.front.cases]
    assert names == [entry.id for entry in study.dossier.use_cases]
    assert len(report.front.scenarios) == 3


def test_the_plan_counts_every_use_case_once(study, report):
    whole = report.front.whole
    listed = [
        name
        for part in (whole.firm, whole.if_confirmed)
        for cases in part.values()
        for name in cases
    ]
    assert whole.n_cases == len(listed)
    assert sorted(listed) == sorted(entry.id for entry in study.dossier.use_cases)


def test_the_assumed_are_counted_as_the_decision_does(study, report):
    front = report.front
    assert front.assumed_share == pytest.approx(front.n_assumed / front.n_decisive)
    assert front.is_illustration is study.decision.is_illustration


def test_the_nearest_changes_lie_within_what_is_believed(report):
    assert report.front.flips
    assert all(near.flip.is_inside for near in report.front.flips)
    distances = [near.flip.distance for near in report.front.flips]
    assert distances == sorted(distances)


def test_only_what_holds_as_it_is_counts_as_firm(study, report):
    whole = report.front.whole
    for kind, cases in whole.firm.items():
        for name in cases:
            if kind != "keep":
                assert study.decision.of(name).recommended not in set(Verdict)
    assert set(study.decision.portfolio.chosen.conditional) <= {
        name for cases in whole.if_confirmed.values() for name in cases
    }


def test_the_saving_is_the_one_of_the_decision(study, report):
    whole, plan = report.front.whole, study.decision.portfolio.chosen
    if whole.saving is not None and plan.saving is not None:
        for quantile in ("p05", "p50", "p95"):
            assert getattr(whole.saving, quantile) == pytest.approx(getattr(plan.saving, quantile))
    assert whole.unvalued == tuple(
        name for name in plan.without_benefit if plan.choices[name] != "do_minimum"
    )
