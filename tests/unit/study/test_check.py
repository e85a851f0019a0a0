"""A dossier is checked by every stage that has something to say."""

from __future__ import annotations

from pathlib import Path

from steelyard.study import check_dossier

CASE = Path(__file__).parents[3] / "examples" / "small-country" / "dossier.yaml"
SAID = """
stakeholders:
  - id: board
    name: {en: Board}
    weights:
      intervals: {cost: [0.6, 1]}
      ratios: [{of: safety, to: cost, least: 1}]
"""


def test_what_nobody_can_weigh_is_a_problem(tmp_path):
    path = tmp_path / "dossier.yaml"
    path.write_text(CASE.read_text("utf-8") + SAID, "utf-8")
    report = check_dossier(path)
    assert not report.is_usable
    assert "statement 1: cost between 0.6 and 1; statement 2: safety at least 1 times cost" in str(
        report
    )
    path.write_text(CASE.read_text("utf-8") + SAID.replace("0.6", "0.2"), "utf-8")
    assert check_dossier(path).is_usable


def test_a_case_is_usable():
    assert check_dossier(CASE).is_usable
