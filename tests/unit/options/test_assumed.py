import pytest

from steelyard.options.assumed import TABLES, all_assumptions, assumptions


def test_every_assumption_is_a_valid_statement_with_reasons():
    ids = [entry.id for entry in all_assumptions()]
    assert len(ids) == len(set(ids))
    for entry in all_assumptions():
        assert entry.statement.p05 <= entry.statement.p50 <= entry.statement.p95
        assert len(entry.rationale) > 20
        assert entry.parameter.id == f"model:{entry.id}"


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_read_once(table):
    assert assumptions(table) is assumptions(table)
