"""Twenty answers make a whole dossier, and what was not asked is tagged assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from steelyard.dossier.base import Status
from steelyard.dossier.loader import typed
from steelyard.dossier.parameters import quantities_of
from steelyard.dossier.short import short_dossier
from steelyard.dossier.yaml_text import read_yaml
from steelyard.errors import DossierError

if TYPE_CHECKING:
    from pathlib import Path

    from steelyard.dossier.schema import Dossier


@pytest.fixture
def answers(root: Path) -> dict[str, Any]:
    text = (root / "examples/small-country/answers.yaml").read_text("utf-8")
    return dict(read_yaml(text).data)


def written(answers: dict[str, Any]) -> Dossier:
    dossier, problems = typed(read_yaml(short_dossier(answers)))
    assert problems == []
    assert dossier is not None
    return dossier


def test_the_small_country_is_what_its_answers_give(answers: dict[str, Any], root: Path) -> None:
    shipped = (root / "examples/small-country/dossier.yaml").read_text("utf-8")
    assert short_dossier(answers) == shipped


def test_only_answers_are_given(answers: dict[str, Any]) -> None:
    given = [
        path
        for path, quantity, _ in quantities_of(written(answers))
        if quantity.status is Status.GIVEN
    ]
    assert given == [
        "capacity/budget/investment_total",
        "capacity/budget/running_per_year",
        "use_cases/service/today/minutes_per_request",
        "use_cases/service/benefit/staff_cost_per_hour",
        "use_cases/service/workload/requests_per_year",
    ]


def test_unknown_budgets_are_left_out(answers: dict[str, Any]) -> None:
    budget = written(answers | {"running_budget": "unknown", "investment": ""}).capacity.budget
    assert budget.running_per_year is None
    assert budget.investment_total is None


def test_machines_rooms_and_one_language(answers: dict[str, Any]) -> None:
    dossier = written(
        answers
        | {"accelerators": "8 x L4", "rooms": "both", "languages": "pt", "error_rate": "0.1"}
        | {"task": "drafting", "impact": "high"}
    )
    assert dossier.capacity.accelerators[0].hardware == "L4"
    assert dossier.capacity.has_data_centre
    assert dossier.own_rules == ()
    assert dossier.use_cases[0].languages[0].share == 1.0
    assert dossier.use_cases[0].need_for_control == 3


def test_a_country_with_a_pack(answers: dict[str, Any]) -> None:
    chinese = answers | {"country": "CN", "languages": "zh", "service": "回答“政策”问题: 示例"}
    dossier = written(chinese | {"data_class": "general", "tier": "county"})
    assert dossier.jurisdiction.pack == "CN"
    assert dossier.money.currency == "CNY"
    with pytest.raises(DossierError, match="pack CN"):
        short_dossier(chinese)


def test_a_currency_without_an_exchange_rate(answers: dict[str, Any]) -> None:
    with pytest.raises(DossierError, match="as 'CV EUR' or 'CV USD'"):
        short_dossier(answers | {"country": "CV"})


def test_answers_may_hold_quotation_marks_and_dollars(answers: dict[str, Any]) -> None:
    dossier = written(answers | {"who": 'The "$old" office \\ registry', "service": "a: #b $c"})
    assert dossier.use_cases[0].name["en"] == "a: #b $c"
    assert dossier.prepared_by == 'The "$old" office \\ registry'
