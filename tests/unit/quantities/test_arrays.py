"""A labelled array refuses labels that do not fit and a unit that is not expected."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.quantities.arrays import LabelledArray
from steelyard.quantities.dims import DRAW, OPTION, YEAR


@pytest.fixture
def cash():
    values = np.arange(12.0).reshape(2, 3, 2)
    coords = {OPTION: ("buy", "build"), YEAR: ("2025", "2026", "2027")}
    return LabelledArray(values, (OPTION, YEAR, DRAW), coords, "CUR")


def test_selection_by_label_drops_the_axis(cash):
    part = cash.at(option="build", year="2026")
    assert part.dims == (DRAW,)
    assert part.unit == "CUR"
    np.testing.assert_array_equal(part.values, [8.0, 9.0])


def test_selection_of_an_outer_axis_keeps_the_inner_labels(cash):
    part = cash.at(option="buy")
    assert part.dims == (YEAR, DRAW)
    assert dict(part.coords) == {YEAR: ("2025", "2026", "2027")}


def test_an_unknown_label_or_axis_is_an_error(cash):
    with pytest.raises(ValueError, match="not in tuple"):
        cash.at(option="borrow")
    with pytest.raises(KeyError, match="role"):
        cash.at(role="engineer")


def test_the_unit_is_checked_at_the_boundary(cash):
    assert cash.require_unit("CUR") is cash
    with pytest.raises(ValueError, match=r"expected unit \[USD\], found \[CUR\]"):
        cash.require_unit("USD")


@pytest.mark.parametrize(
    ("dims", "coords", "said"),
    [
        ((OPTION,), {OPTION: ("a", "b")}, "expected 1 axes"),
        ((DRAW, OPTION), {OPTION: ("a", "b", "c")}, "last axis"),
        ((OPTION, DRAW), {OPTION: ("a", "b", "c")}, "expected 3 entries, found 2"),
    ],
)
def test_what_does_not_fit_is_refused(dims, coords, said):
    with pytest.raises(ValueError, match=said):
        LabelledArray(np.zeros((2, 3)), dims, coords, "1")
