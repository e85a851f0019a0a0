from __future__ import annotations

import numpy as np

from steelyard.report import build_report
from steelyard.report.model import today_of


def test_the_report_has_every_part(study, report):
    assert len(report.sheets) == len(study.dossier.use_cases)
    assert len(report.claims) == len(study.dossier.claims)
    assert report.inputs.stated
    assert report.inputs.facts
    assert report.manifest is study.manifest
    assert build_report(study).front == report.front


def test_setting_a_study_out_again_adds_nothing_to_its_inputs(study, report):
    # Whatever reads facts does so before they are listed, or a second report would list more.
    again = build_report(study)
    assert again.inputs == report.inputs
    assert {entry.key for entry in report.inputs.facts} == set(study.facts.used)


def test_today_is_what_all_services_cost(study):
    total = sum(entry.costs[0].today for entry in study.appraisal.use_cases)
    assert today_of(study).p50 == np.median(total)


def test_method_pages_exist(report, root):
    assert [name for name in report.methods if not (root / f"docs/method/{name}.md").exists()] == []
