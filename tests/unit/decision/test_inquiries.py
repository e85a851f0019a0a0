from __future__ import annotations

import pytest
from pydantic import ValidationError

from steelyard.decision.inquiries import InquiryKind, inquiry_kinds, kind_of, named_kind
from steelyard.report.catalogue import LANGUAGES, load_catalogue
from steelyard.uncertainty import Parameter, Statement

AT = "dossier:use_cases/x"


@pytest.mark.parametrize(
    ("name", "unit", "kind"),
    [
        (f"{AT}/workload/requests_per_year", "request/year", "volume"),
        (f"{AT}/workload/growth", "1/year", "growth"),
        (f"{AT}/today/minutes_per_request", "min/request", "minutes"),
        (f"{AT}/today/error_rate", "1", "errors_today"),
        (f"{AT}/benefit/uptake", "1", "pilot"),
        (f"{AT}/benefit/cost_of_wrong_result", "CUR/request", "worth_of_results"),
        (f"{AT}/benefit/staff_cost_per_hour", "CUR/h", "pay"),
        (f"{AT}/requirements/quality_bar", "1", "own_statement"),
        ("dossier:capacity/staff/evaluator/cost_per_year", "CUR/FTE/year", "pay"),
        ("dossier:capacity/staff/evaluator/in_post", "FTE", "people"),
        ("dossier:capacity/published/a/accelerators/count", "accelerator", "machines"),
        ("dossier:money/discount_rate", "1/year", "own_statement"),
        ("dossier:money/inflation", "1/year", "economy"),
        ("dossier:site/pue", "1", "energy"),
        ("fact:price.some-model.in", "USD/Mtoken", "prices"),
        ("model:price-level/some-model", "1", "prices"),
        ("model:serving-slowdown/x", "1", "speed"),
        ("model:training-utilisation", "1", "training"),
        ("model:ability/some-model", "1", "quality"),
        ("fact:eff.lora.duration", "month", "effort"),
        ("fact:eco.derate", "1", "speed"),
        ("fact:eco.power.cn.2022", "CUR/kWh", "energy"),
        ("fact:something.else", "1", "other"),
    ],
)
def test_a_parameter_has_its_way_of_being_found_out(name, unit, kind):
    assert kind_of(Parameter(name, Statement.point(1.0), unit)).kind == kind


def test_kinds_are_told_in_every_language():
    names = [kind.kind for kind in inquiry_kinds()]
    assert len(names) == len(set(names))
    for language in LANGUAGES:
        catalogue = load_catalogue(language)
        assert [name for name in names if f"inquiry.{name}" not in catalogue] == []


def test_what_a_study_takes_is_stated_except_for_what_cannot_be_known():
    without = [kind.kind for kind in inquiry_kinds() if kind.staff_days is None]
    assert without == ["economy"]
    assert named_kind("quality").n_items == 200


@pytest.mark.parametrize(
    ("days", "weeks", "words"),
    [((3, 2, 5), 1, "rising order"), ((1, 2, 5), None, "or neither"), (None, 1, "or neither")],
)
def test_a_wrong_row_is_refused(days, weeks, words):
    with pytest.raises(ValidationError, match=words):
        InquiryKind(kind="x", staff_days=days, weeks=weeks, basis="y")
