"""What must be laid down before results is, and later changes are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steelyard.dossier.loader import load_dossier
from steelyard.dossier.lock_checks import lock_findings, lock_problems
from steelyard.dossier.yaml_text import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Writer = Callable[[str | bytes], Path]

LOCKS = """\
locks:
  weights: {locked_by: a board, locked_on: 2024-05-01, document: minute 7}
  anchors: {locked_by: a board, locked_on: 2024-05-01}
  reading: {locked_by: a board, locked_on: 2024-05-23}
  changes:
    - {what: weights, stakeholder: s, was: cost first, now: safety first, changed_by: a board,
       changed_on: 2024-05-10, why: {en: a new mandate}}
    - {what: reading, was: value and cost, now: six dimensions, changed_by: a board,
       changed_on: 2024-05-20, why: {en: no price of a point}}
"""
STAKEHOLDER = "stakeholders: [{id: s, name: {en: S}, signed_by: S, signed_on: 2024-05-10}]\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("stakeholders: [{id: a, signed_on: 2024-05-24}]", "stakeholders[0].signed_on"),
        ("locks: {weights: {locked_on: 2024-05-24}}", "locks.weights.locked_on"),
        ("locks: {reading: {locked_on: 2025-01-01}}", "up to that of the study, 2024-05-23"),
        ("locks: {changes: [{changed_on: 2024-06-01}]}", "locks.changes[0].changed_on"),
        (
            "stakeholders: [{id: board}]\nlocks: {changes: [{stakeholder: bord}]}",
            "a stakeholder of this dossier (board), found 'bord'. Did you mean 'board'?",
        ),
    ],
)
def test_what_is_refused(text: str, expected: str) -> None:
    problems = [str(problem) for problem in lock_problems(read_yaml(f"as_of: 2024-05-23\n{text}"))]
    assert len(problems) == 1
    assert expected in problems[0]


@pytest.mark.parametrize(
    "text", ["locks: 5", "locks: {weights: 5, changes: x}", "as_of: never\nlocks: {changes: [{}]}"]
)
def test_what_is_left_to_the_schema(text: str) -> None:
    assert list(lock_problems(read_yaml(text))) == []


def findings(text: str, written: Writer) -> list[str]:
    return [" ".join(found) for found in lock_findings(load_dossier(written(text)))]


def test_what_was_not_laid_down_is_said(least: str, written: Writer) -> None:
    (found,) = findings(least, written)
    assert "nothing says that weights, anchors, reading were laid down" in found


def test_later_changes_are_told_and_earlier_ones_are_not(least: str, written: Writer) -> None:
    (found,) = findings(least + STAKEHOLDER + LOCKS, written)
    assert found.startswith(
        "locks/changes/0 weights, laid down on 2024-05-01, changed on 2024-05-10 by a board: a new "
        "mandate"
    )


def test_days_after_the_lock_without_a_change_are_told(least: str, written: Writer) -> None:
    text = least + STAKEHOLDER + LOCKS[: LOCKS.index("  changes")]
    text = text.replace("reading: {locked_by: a board, locked_on: 2024-05-23}", "").replace(
        "  anchors", "  reading: {locked_by: a board, locked_on: 2024-05-02}\n  anchors"
    )
    found = findings(text, written)
    assert "stakeholders/s/signed_on signed on 2024-05-10, after the weights" in found[0]
    assert "rules/stated_on stated on 2024-05-23, after the reading" in found[1]
