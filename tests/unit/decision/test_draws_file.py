from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.draws_file import read_draws
from steelyard.errors import DossierError


def table(n=40, header="a,x,flat,b"):
    draws = np.random.default_rng(1).normal(size=(n, 2))
    return header + "\n" + "".join(f"{v[0]},{v[1]},7,0\n" for v in draws)


def test_columns_are_told_apart_by_name():
    found = read_draws(table(), ["b", "a"])
    assert found.options == ("a", "b")
    assert found.parameters == ("x", "flat")
    assert found.utilities.shape == (2, 40)
    assert found.draws[1] == pytest.approx(np.full(40, 7.0))
    assert found.notes == ("flat is the same in every draw: there is nothing to find out.",)


def test_a_table_of_options_alone_is_possible():
    assert "Every column is an option" in read_draws(table(), ["a", "x", "flat", "b"]).notes[0]


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "draws.csv"
    path.write_text(table(), encoding="utf-8-sig")
    assert read_draws(path, ["a", "b"]).options == ("a", "b")


def _refused(text, options=("a", "b")):
    with pytest.raises(DossierError) as caught:
        read_draws(text, list(options))
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "options", "words"),
    [
        ("\n", ("a", "b"), "expected a header row"),
        ('a,b\n"1,2\n', ("a", "b"), "comma-separated"),
        (table(), ("a", "c"), "column of the table (a, x, flat, b), found 'c'"),
        (table(), ("a",), "at least two different options"),
        (table(), ("a", "a"), "at least two different options"),
        (table(), (), "found none"),
        (table(header="a,x,,b"), ("a", "b"), "a name for each column"),
        (table(header="a,x,x,b"), ("a", "b"), "'x' twice"),
        (table(n=29), ("a", "b"), "at least 30 draws"),
        (table() + "1,2,3\n", ("a", "b"), "row 42: expected 4 cells, found 3"),
        (table() + "\n1,2_0,inf,\n", ("a", "b"), "row 43, column x: expected a number"),
    ],
)
def test_every_problem_names_its_place(text, options, words):
    assert any(words in line for line in _refused(text, options))


def test_all_cells_are_told_at_once_but_not_thousands():
    found = _refused(table() + "\n1,2_0,inf,\n")
    assert [line.split(":")[0] for line in found] == [
        "row 43, column x",
        "row 43, column flat",
        "row 43, column b",
    ]
    many = _refused(table() + "x,x,x,x\n" * 100)
    assert len(many) == 21
    assert "380 more" in many[-1]
