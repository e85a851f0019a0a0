"""On whom a plan rests, and what losing them would do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from steelyard.decision.horizon.dependence import concentrations_of, losses_of


@pytest.fixture(scope="module")
def laid_out(planned):
    return planned()


def empty(reader):
    nothing = np.full(len(reader.selection.plan), -1)
    selection = reader.selection._replace(
        plan=nothing, start=nothing, opening=np.full(len(reader.selection.opening), -1)
    )
    return replace(reader, selection=selection)


def test_shares_add_up_and_name_nobody_apart(laid_out):
    found = concentrations_of(laid_out.reader(), laid_out.limits)
    assert len(found) == 12
    for entry in found:
        assert sum(entry.shares.values()) == pytest.approx(1.0)
        assert list(entry.shares.values()) == sorted(entry.shares.values(), reverse=True)
        named = [share for label, share in entry.shares.items() if label]
        if named:
            squares = sum((share / sum(named)) ** 2 for share in named)
            assert entry.hhi == pytest.approx(squares)
        else:
            assert entry.hhi is None
    by_number = next(e for e in found if (e.on, e.measure) == ("vendor", "use_cases"))
    # The large one ends on weights that it holds itself.
    assert by_number.shares == {"": 0.5, "Alpha": 0.5}


def test_losing_somebody_stops_what_rests_on_them(laid_out):
    reader = laid_out.reader()
    found = {(entry.on, entry.label): entry for entry in losses_of(reader, laid_out.limits)}
    assert found["vendor", "Alpha"].use_cases == ("small",)
    assert found["chip_maker", "Chips"].use_cases == ("large",)
    assert found["vendor", "Alpha"].months_to_replace == pytest.approx(6.0)
    lost = found["lineage", "alpha"].points_lost + found["lineage", "delta"].points_lost
    assert lost == pytest.approx(1.0)
    assert not [label for _, label in found if not label]


def test_where_no_value_is_credited_use_cases_count_alike(laid_out):
    reader = laid_out.reader()
    plain = replace(reader, tables=replace(reader.tables, points=0 * reader.tables.points))
    found = {(entry.on, entry.label): entry for entry in losses_of(plain, laid_out.limits)}
    assert found["vendor", "Alpha"].points_lost == pytest.approx(0.5)


def test_a_plan_that_keeps_todays_service_rests_on_nobody(laid_out):
    nothing = empty(laid_out.reader())
    assert concentrations_of(nothing, laid_out.limits) == ()
    assert losses_of(nothing, laid_out.limits) == ()
