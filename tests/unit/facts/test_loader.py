from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from steelyard.errors import FactError
from steelyard.facts import load_facts

if TYPE_CHECKING:
    from pathlib import Path


def test_the_shipped_edition_is_opened() -> None:
    book = load_facts(as_of=date(2026, 11, 21))
    assert load_facts(book.edition, as_of=book.as_of).edition == book.edition


def test_another_folder_can_be_opened(folder: Path) -> None:
    assert load_facts(as_of=date(2024, 1, 1), root=folder).edition == "2024.01"


def test_another_edition_is_refused(folder: Path) -> None:
    with pytest.raises(FactError, match=r"only '2024\.01' is installed"):
        load_facts("1999.01", as_of=date(2024, 1, 1), root=folder)
