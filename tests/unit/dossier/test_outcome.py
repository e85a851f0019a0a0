"""What was really done is typed, belongs to a use case, and stays out of the study."""

from __future__ import annotations

from pathlib import Path

import pytest

from steelyard.dossier.loader import load_dossier
from steelyard.dossier.outcome import load_outcome
from steelyard.errors import DossierError
from steelyard.options.model import Pathway

OUTCOMES = sorted((Path(__file__).parents[3] / "examples").rglob("outcome.yaml"))


def test_five_national_cases_and_two_of_singapore() -> None:
    assert len([path for path in OUTCOMES if path.parents[1].name == "national"]) >= 5
    assert len(OUTCOMES) >= 7


@pytest.mark.parametrize("path", OUTCOMES, ids=lambda path: path.parent.name)
def test_it_belongs_to_its_dossier(path: Path) -> None:
    outcome = load_outcome(path)
    dossier = load_dossier(path.with_name("dossier.yaml"))
    assert outcome.use_case in {case.id for case in dossier.use_cases}
    assert set(outcome.pathways) <= set(Pathway)


def test_an_option_matches_if_all_its_pathways_were_taken_or_possible(root: Path) -> None:
    outcome = load_outcome(root / "examples/national/fr-albert-2025/outcome.yaml")
    assert outcome.matches(["sovereign_cloud"])
    assert outcome.matches(["licensed_instance", "sovereign_cloud"])
    assert not outcome.matches(["rag_purchased", "sovereign_cloud"])
    assert not outcome.matches([])
    korea = load_outcome(root / "examples/national/kr-acrc-2025/outcome.yaml")
    assert korea.matches(["open_adaptation"])


def test_what_is_wrong_is_named(tmp_path: Path) -> None:
    path = tmp_path / "outcome.yaml"
    path.write_text("case: a\ndecided: 2024-01-01\npathways: [buy]\nuse_case: b\nsorces: [c]\n")
    with pytest.raises(DossierError) as caught:
        load_outcome(path)
    assert [problem.path for problem in caught.value.problems] == [
        "sources",
        "pathways[0]",
        "sorces",
    ]
    assert "Did you mean 'sources'?" in str(caught.value)
