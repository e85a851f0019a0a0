"""The reference page says what the schema says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steelyard.dossier.reference import reference_page

if TYPE_CHECKING:
    from pathlib import Path


def test_the_page_is_fresh(root: Path) -> None:
    shipped = (root / "docs/reference/dossier.md").read_text("utf-8")
    assert reference_page() == shipped, (
        "run: python -m steelyard.dossier.reference > docs/reference/dossier.md"
    )
