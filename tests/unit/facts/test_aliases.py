from __future__ import annotations

import pytest

from steelyard.facts.aliases import Aliases, folded, near


@pytest.fixture
def aliases() -> Aliases:
    return Aliases(models={"a-1b": ["Alpha 1B"]}, hardware={"Chip-1": ["C1"]})


@pytest.mark.parametrize("name", ["a-1b", "A_1B", " alpha  1b ", "ALPHA-1B"])
def test_a_model_is_found_by_any_spelling(aliases: Aliases, name: str) -> None:
    assert aliases.model(name) == "a-1b"


def test_an_unknown_spelling_is_nothing(aliases: Aliases) -> None:
    assert aliases.model("beta") is None
    assert aliases.hardware("beta") is None


def test_hardware_keeps_its_case(aliases: Aliases) -> None:
    assert aliases.hardware("c1") == "Chip-1"
    assert aliases.hardware("chip 1") == "Chip-1"


def test_a_spelling_of_two_ids_is_a_clash() -> None:
    clashing = Aliases(models={"a": ["x"], "b": ["X"]}, hardware={})
    assert clashing.clashes == ("'x' stands for both 'a' and 'b'",)


def test_folding_ignores_case_and_separators() -> None:
    assert folded("GPT_OSS 120B") == folded("gpt-oss-120b")


def test_near_names_are_offered() -> None:
    assert near("llama 3 71b", ["llama-3-70b", "gpt-4"]) == "llama-3-70b"
    assert near("zzz", ["llama-3-70b"]) == "none"
