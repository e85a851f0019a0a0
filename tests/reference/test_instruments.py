"""Every shipped instrument reproduces its official text: at least three cases each."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from steelyard.instruments.answers import with_others
from steelyard.instruments.evaluate import evaluate
from steelyard.instruments.library import instrument_ids, load_instrument
from steelyard.instruments.outcome import Award, Counts, LevelRange

LEAST_CASES = 3
ORIGINS = {"official_text", "published_calculator", "worked_from_text"}
KEYS = {"name", "origin", "source", "locator", "answers", "default", "floors", "expect", "settles"}


def cases_of(root, name):
    path = root / "tests" / "reference" / "instruments" / f"{name}.yaml"
    assert path.is_file(), f"no reference cases: {path.name}"
    return YAML(typ="safe", pure=True).load(path)["cases"]


def answers_of(case):
    written = case.get("answers") or {}
    return {key: tuple(v) if isinstance(v, list) else v for key, v in written.items()}


def check(found, expected):
    if isinstance(found, LevelRange):
        for name, value in expected.items():
            if name == "level":
                assert found.possible == (value,)
            elif name in {"low", "high"}:
                assert found.possible[0 if name == "low" else -1] == value
            else:
                ends = getattr(found, name)
                wanted = value if isinstance(value, list) else [value, value]
                assert [ends.low, ends.high] == pytest.approx(wanted, abs=5e-4), name
    elif isinstance(found, Award):
        passes = {"unknown": None}.get(str(expected.get("passes")), expected.get("passes"))
        if "passes" in expected:
            assert found.passes == passes
        if "missed" in expected:
            assert list(found.missed) == expected["missed"]
        for profile, value in expected.get("scores", {}).items():
            wanted = value if isinstance(value, list) else [value, value]
            ends = found.scores[profile]
            assert [ends.low, ends.high] == pytest.approx(wanted, abs=5e-4), profile
    else:
        assert isinstance(found, Counts)
        for name, value in expected.items():
            assert getattr(found.total, name) == value, name


@pytest.mark.parametrize("name", instrument_ids())
def test_an_instrument_reproduces_its_text(root, name):
    instrument = load_instrument(name)
    cases = cases_of(root, name)
    assert len(cases) >= LEAST_CASES
    for case in cases:
        assert set(case) <= KEYS, case["name"]
        assert case["origin"] in ORIGINS, case["name"]
        assert case["source"] in instrument.references, case["name"]
        assert case["locator"], case["name"]
        assert case["expect"], case["name"]
        answers = with_others(instrument, answers_of(case), case.get("default", ""))
        unknown = set(answers) - {question.id for question in instrument.questions}
        assert not unknown, f"{case['name']}: {unknown}"
        found = evaluate(instrument, answers, floors=case.get("floors") or {})
        for result, expected in case["expect"].items():
            try:
                check(found.outcomes[result], expected)
            except AssertionError as error:
                message = f"{case['name']}: {result}: {found.outcomes[result]}\n{error}"
                raise AssertionError(message) from error
        if "settles" in case:
            assert set(found.settling) == set(case["settles"]), case["name"]


@pytest.mark.parametrize("name", instrument_ids())
def test_no_answer_at_all_leaves_the_main_result_open(name):
    instrument = load_instrument(name)
    found = evaluate(instrument, {})
    assert not found.main.is_settled
    assert found.settling


def test_every_file_of_cases_has_its_instrument(root):
    folder = root / "tests" / "reference" / "instruments"
    assert {path.stem for path in folder.glob("*.yaml")} == set(instrument_ids())
