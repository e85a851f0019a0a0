from __future__ import annotations

import pytest

from steelyard.decision.input_groups import GROUPS, group_of, grouped, is_bought_price
from steelyard.uncertainty import Family, Parameter, Statement

SPREAD = Statement(1.0, 2.0, 4.0, Family.LOGNORMAL)


def parameter(name, unit="1", cause=""):
    return Parameter(name, SPREAD, unit, common_factor=cause, correlation=0.9 if cause else 0.0)


@pytest.mark.parametrize(
    ("name", "unit", "group"),
    [
        ("dossier:use_cases/a/workload/requests_per_year", "request/year", "volume"),
        ("dossier:use_cases/a/benefit/uptake", "1", "service_today"),
        ("dossier:use_cases/a/today/error_rate", "1", "service_today"),
        ("dossier:use_cases/a/requirements/quality_bar", "1", "quality"),
        ("model:ability/x", "1", "quality"),
        ("model:price-level/x", "1", "bought_prices"),
        ("dossier:offers/x/price_per_year", "CUR/year", "bought_prices"),
        ("fact:eff.hosting.licence-minimum", "USD/year", "bought_prices"),
        ("dossier:capacity/staff/ml_engineer/in_post", "FTE", "people"),
        ("fact:eff.lora.setup-evaluator", "FTE-month", "people"),
        ("fact:eff.vehicle-vendor.rate-multiple", "1", "people"),
        ("fact:hw.h100.price", "USD", "machines"),
        ("dossier:site/pue", "1", "machines"),
        ("fact:eff.lora.duration", "month", "time_to_service"),
        ("dossier:money/discount_rate", "1/year", "money"),
        ("model:whatever", "1", "other"),
    ],
)
def test_inputs_go_by_what_they_are_about(name, unit, group):
    assert group in GROUPS
    assert group_of(parameter(name, unit)) == group


def test_inputs_with_a_common_cause_stay_together():
    entries = [
        parameter("dossier:capacity/staff/a/in_post", "FTE", "pay"),
        parameter("dossier:use_cases/a/benefit/staff_cost_per_hour", "CUR/h", "pay"),
        parameter("dossier:use_cases/a/benefit/uptake"),
    ]
    found = grouped(entries)
    assert [entry.id for entry in found["people"]] == [entries[0].id, entries[1].id]
    assert list(found) == ["service_today", "people"]


def test_what_is_bought_by_use():
    assert is_bought_price(parameter("fact:any", "USD/Mtoken"))
    assert not is_bought_price(parameter("dossier:offers/x/included_requests_per_year"))
