"""The page of the command line says what the command line says."""

from __future__ import annotations

from steelyard.cli.reference import render_reference

REFRESH = (
    "docs/reference/command-line.md is not up to date: write into it what "
    "steelyard.cli.reference.render_reference() returns"
)


def test_the_page_is_up_to_date(root):
    page = (root / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    assert page == render_reference(), REFRESH


def test_every_verb_has_its_part():
    page = render_reference()
    for verb in ("decide", "estimate serving", "facts check", "backtest", "schema"):
        assert f"## steelyard {verb}\n" in page
    assert "--as-of DATE" in page
