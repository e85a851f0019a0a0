"""A dossier is begun; nothing is overwritten or half written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from steelyard.dossier.init import case_names, init_dossier
from steelyard.dossier.loader import load_dossier
from steelyard.dossier.yaml_text import read_yaml
from steelyard.errors import DossierError, OutputError

if TYPE_CHECKING:
    from pathlib import Path


def test_cases_are_found() -> None:
    assert {"guangxi-2024", "ministry-group", "small-country"} <= set(case_names())


def test_from_a_case_with_its_sources(tmp_path: Path) -> None:
    path = init_dossier(tmp_path / "new", "guangxi-2024")
    assert load_dossier(path).id == "guangxi-2024"
    assert path.read_text("utf-8").startswith("# Begun as a copy of the case 'guangxi-2024'")
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["dossier.yaml", "sources.md"]


def test_from_an_own_file_and_its_folder(tmp_path: Path) -> None:
    first = init_dossier(tmp_path / "a", "small-country")
    assert load_dossier(init_dossier(tmp_path / "b", str(first))).id == "cv-2026-11"
    assert load_dossier(init_dossier(tmp_path / "c", str(first.parent))).id == "cv-2026-11"


def test_from_answers(tmp_path: Path, root: Path) -> None:
    answers = read_yaml((root / "examples/small-country/answers.yaml").read_text("utf-8")).data
    assert load_dossier(init_dossier(tmp_path, short=True, answers=answers)).jurisdiction


def test_empty(tmp_path: Path) -> None:
    path = init_dossier(tmp_path / "deep" / "er")
    with pytest.raises(DossierError, match="Enter: Short name of the study"):
        load_dossier(path)


@pytest.mark.parametrize(
    ("case", "answers", "short", "expected"),
    [
        ("guangx-2024", None, False, "Did you mean 'guangxi-2024'?"),
        ("guangxi-2024", {}, False, "expected a case or answers, found both"),
        (None, None, True, "answers.country: expected an answer"),
    ],
)
def test_what_cannot_be_begun_leaves_no_folder(
    case: str | None,
    answers: dict[str, object] | None,
    short: bool,
    expected: str,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "new"
    with pytest.raises(DossierError, match=re.escape(expected)):
        init_dossier(folder, case, short=short, answers=answers)
    assert not folder.exists()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "dossier.yaml").write_text("mine")
    with pytest.raises(OutputError, match=r"found one\. Name another folder"):
        init_dossier(tmp_path, "guangxi-2024")
    assert (tmp_path / "dossier.yaml").read_text() == "mine"
    assert list(tmp_path.iterdir()) == [tmp_path / "dossier.yaml"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="expected a folder that can be written"):
        init_dossier(tmp_path / "file" / "new")


def test_an_interruption_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pathlib.Path.replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        init_dossier(tmp_path, "small-country")
    assert list(tmp_path.iterdir()) == []
