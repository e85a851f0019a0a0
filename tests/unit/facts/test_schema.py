from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from steelyard.facts.schema import FactRow
from steelyard.uncertainty.statements import Family, Statement

ROW: dict[str, Any] = {
    "id": "a.b",
    "entity": "x",
    "parameter": "export-to-CN",
    "p05": "1",
    "p50": "2",
    "p95": "8",
    "family": "lognormal",
    "unit": "USD",
    "place": "CN-GX",
    "valid_from": "2024-01-01",
    "known_from": "2024-01-01",
    "review_by": "2030-01-01",
    "pedigree": "derived",
    "source": "s",
    "locator": "p. 1",
}


def test_a_row_gives_a_statement() -> None:
    assert FactRow.model_validate(ROW).statement == Statement(1, 2, 8, Family.LOGNORMAL)


def test_a_point_gives_a_certain_statement() -> None:
    point = {k: v for k, v in ROW.items() if k not in {"p05", "p95"}} | {"family": "point"}
    assert FactRow.model_validate(point).statement.is_certain


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"p05": "3"}, "p05 <= p50 <= p95"),
        ({"p05": "0"}, "expected p05 > 0"),
        ({"family": "logitnormal"}, "strictly inside"),
        ({"p05": None}, "needs p05, p50 and p95"),
        ({"family": "point"}, "a point has p50 only"),
        ({"place": "China"}, "pattern"),
        ({"locator": ""}, "at least 1 character"),
        ({"colour": "red"}, "Extra inputs"),
    ],
)
def test_a_wrong_row_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        FactRow.model_validate(ROW | change)
