from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.table_file import read_table
from steelyard.errors import DossierError

PLAIN = "alternative,cost,quality\nA,10,3\nB,20,9\nC,12,5\n"


def _read(text, method="additive", *, are_values=False):
    return read_table(text, method=method, are_values=are_values)


def _problems(text, method="additive", *, are_values=False):
    with pytest.raises(DossierError) as caught:
        _read(text, method, are_values=are_values)
    return [str(problem) for problem in caught.value.problems]


def test_a_full_table_is_read_as_it_stands():
    read = _read(
        "name, cost, quality\n#direction,MIN,max\n#weight,1,3\n#best,5,10\n#worst,25,0\n\n"
        " 甲 ,10,3\nB,20,9\n"
    )
    assert read.alternatives == ("甲", "B")
    assert read.criteria == ("cost", "quality")
    assert read.cells.tolist() == [[10, 3], [20, 9]]
    assert read.is_benefit.tolist() == [False, True]
    assert read.weights == pytest.approx([0.25, 0.75])
    assert read.has_weights
    assert (read.best.tolist(), read.worst.tolist()) == ([5, 10], [25, 0])
    assert read.notes == ()


def test_what_is_left_open_is_said():
    read = _read(PLAIN)
    assert read.weights == pytest.approx([0.5, 0.5])
    assert not read.has_weights
    assert read.notes == (
        "No #direction: more is taken as better on every criterion.",
        "No #weight: equal weights.",
        "No #worst for cost, quality: the range of this table is used.",
        "No #best for cost, quality: the range of this table is used.",
    )
    assert "No #weight: all weightings alike." in _read(PLAIN, "smaa").notes


def test_blank_anchors_take_the_range_of_the_table():
    read = _read(PLAIN + "#direction,min,max\n#best,5,\n#worst,,\n")
    assert (read.best.tolist(), read.worst.tolist()) == ([5, 9], [20, 3])
    assert "No #best for quality: the range of this table is used." in read.notes


def test_anchors_tell_the_direction():
    assert _read(PLAIN + "#best,5,10\n#worst,25,0\n").is_benefit.tolist() == [False, True]


@pytest.mark.parametrize(
    ("method", "are_values", "reason"),
    [
        ("topsis", False, "the method takes ranges from the table"),
        ("smaa", True, "cells are values already"),
    ],
)
def test_anchors_that_are_not_used_are_named(method, are_values, reason):
    text = "a,x\n#best,1\n#worst,0\nA,0.5\nB,1\n"
    assert (
        f"#best and #worst not used: {reason}." in _read(text, method, are_values=are_values).notes
    )


def test_a_column_that_tells_nothing_apart_is_named():
    assert "x is the same for all: it tells nothing apart." in _read("a,x,y\nA,1,2\nB,1,3\n").notes


def test_thresholds_of_promethee():
    read = _read(PLAIN + "#preference,usual,linear\n#q,,1\n#p,,2\n", "promethee2")
    assert read.preferences == ("usual", "linear")
    assert (read.indifference.tolist(), read.strict_preference.tolist()) == ([0, 1], [0, 2])


def test_thresholds_left_open_are_said():
    plain = _read(PLAIN, "promethee2")
    assert plain.preferences == ("usual", "usual")
    assert "No #preference: usual on every criterion." in plain.notes
    linear = _read(PLAIN + "#p,1,2\n", "promethee2")
    assert linear.preferences == ("linear", "linear")
    assert np.all(linear.indifference == 0)
    assert "No #preference: linear on every criterion." in linear.notes
    assert "No #q: any difference counts, q is 0." in linear.notes


def test_every_problem_of_the_rows_comes_at_once():
    assert _problems(
        "alt,a,b,b,\n#foo,1,2,3,4\nA,1\nA,1,nan,3,x\n#weight,1,1,1,1\n#weight,1,1,1,1\n"
    ) == [
        "row 1: expected a name for each criterion, found an empty one. Name every criterion.",
        "row 1: expected each criterion once, found b twice. Rename one of them.",
        "row #foo: expected one of #direction, #preference, #weight, #best, #worst, #q, #p, "
        "found #foo. Rename the row.",
        "row A: expected 4 cells after the name, found 1. Fill in every cell of the row.",
        "row A, column b: expected a number, found 'nan'. Enter a plain number such as 12.5.",
        "row A, column : expected a number, found 'x'. Enter a plain number such as 12.5.",
        "row #weight: expected one such row, found two. Remove one of them.",
        "column 1: expected at least two alternatives, found 1. Add the alternatives to compare.",
    ]


def test_every_problem_of_the_settings_comes_at_once():
    text = PLAIN + "#direction,up,max\n#weight,-1,\n#preference,linear,foo\n#q,2,\n#p,1,\n"
    assert _problems(text, "promethee2") == [
        "row #direction, column cost: expected min or max, found 'up'. Enter min or max.",
        "row #weight, column cost: expected a weight of at least 0, found '-1'. Enter 0 or more.",
        "row #weight, column quality: expected a weight of at least 0, found ''. Enter 0 or more.",
        "row #preference, column quality: expected usual or linear, found 'foo'. "
        "Enter usual or linear.",
        "rows #q and #p, column cost: expected 0 <= q <= p, found q 2 and p 1. "
        "Enter both thresholds.",
    ]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("#weight,0,0\n", "a sum above 0, found 0.0"),
        ("#weight,1e308,1e308\n", "a sum above 0, found inf"),
        ("#weight,1_0,1\n", "a number, found '1_0'"),
        ("#best,5,4\n#worst,5,0\n", "two different anchors"),
        ("#direction,max,max\n#best,5,10\n#worst,25,0\n", "#best above #worst, found 5 and 25"),
        ("#direction,min,min\n#best,5,10\n#worst,25,0\n", "#best below #worst, found 10 and 0"),
        ("#best,x,10\n", "a number, found 'x'"),
    ],
)
def test_settings_that_cannot_be_are_refused(rows, message):
    (problem,) = _problems(PLAIN + rows)
    assert message in problem


def test_values_lie_between_zero_and_one_and_more_is_better():
    problems = _problems("a,x\n#direction,min\nA,1.5\nB,-0.1\n", are_values=True)
    assert problems[0].startswith("row #direction, column x: expected max, as cells are values")
    assert problems[1].startswith("row A, column x: expected a value between 0 and 1, found 1.5")
    assert problems[2].startswith("row B, column x: expected a value between 0 and 1, found -0.1")
    read = _read("a,x\n#direction,max\nA,1\nB,0.5\n", are_values=True)
    assert read.is_benefit.tolist() == [True]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "alternatives, found nothing"),
        ("\n , \n", "alternatives, found nothing"),
        ("alternative\nA\nB\n", "at least one criterion"),
        ('a,x\n"A,1\n', "comma-separated values"),
        ("a,x\n,1\nB,2\n", "a name for each alternative"),
    ],
)
def test_what_is_no_table_is_refused(text, message):
    assert message in " ".join(_problems(text))


def test_files_are_read_with_or_without_a_mark(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(PLAIN, encoding="utf-8-sig")
    assert _read(path).criteria == ("cost", "quality")
    assert _read("\ufeff" + PLAIN).alternatives == ("A", "B", "C")


def test_unreadable_files_are_refused(tmp_path):
    binary = tmp_path / "table.csv"
    binary.write_bytes(b"\xff\xfe\x00\x81")
    assert "text in UTF-8, found other bytes" in _problems(binary)[0]
    assert "No such file" in _problems(tmp_path / "none.csv")[0]
