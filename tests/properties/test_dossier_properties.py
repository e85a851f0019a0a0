"""What must hold for every dossier, and for every file that is none."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steelyard.dossier.answers import check_answer
from steelyard.dossier.base import Quantity
from steelyard.dossier.checks import check_dossier
from steelyard.dossier.loader import load_dossier, typed
from steelyard.dossier.parameters import parameters_of
from steelyard.dossier.questions import QUESTIONS
from steelyard.dossier.yaml_text import read_yaml
from steelyard.errors import DossierError

ROOT = Path(__file__).parents[2]
CASE = ROOT / "examples" / "small-country" / "dossier.yaml"
TEXT = CASE.read_text("utf-8")

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.just([])
)
plain = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=400))
def test_any_file_is_loaded_or_refused_with_a_dossier_error(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dossier.yaml"
        path.write_bytes(content)
        with pytest.raises(DossierError):
            load_dossier(path)
        assert not check_dossier(path).is_usable


@settings(max_examples=40, deadline=None)
@given(
    key=st.sampled_from(sorted(read_yaml(TEXT).data)),
    value=plain,
)
def test_any_value_in_any_place_is_typed_or_named(key: str, value: object) -> None:
    tree = read_yaml(TEXT)
    tree.data[key] = value
    dossier, problems = typed(tree)
    assert dossier is not None or problems
    assert all(problem.path and problem.expected and problem.next_step for problem in problems)


@settings(max_examples=30, deadline=None)
@given(
    place=st.sampled_from(["today", "benefit", "workload", "languages", "requirements", "name"]),
    value=plain,
)
def test_any_value_inside_a_use_case_is_typed_or_named(place: str, value: object) -> None:
    tree = read_yaml(TEXT)
    tree.data["use_cases"][0][place] = value
    dossier, problems = typed(tree)
    assert (dossier is None) == any(
        problem.path.startswith("use_cases") for problem in problems
    ) or (dossier is not None)


@settings(max_examples=30, deadline=None)
@given(order=st.permutations(range(7)))
def test_the_order_of_a_list_changes_no_parameter(order: list[int]) -> None:
    tree = read_yaml(TEXT)
    before, _ = typed(tree)
    staff = tree.data["capacity"]["staff"]
    tree.data["capacity"]["staff"] = [staff[place] for place in order]
    after, _ = typed(tree)
    assert before is not None
    assert after is not None
    assert parameters_of(before) == parameters_of(after)


@given(
    quantiles=st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3).map(sorted),
)
def test_a_quantity_says_back_what_it_was_told(quantiles: list[float]) -> None:
    low, middle, high = quantiles
    stated = Quantity(p05=low, p50=middle, p95=high).statement
    assert (stated.p05, stated.p50, stated.p95) == (low, middle, high)


@given(raw=plain, number=st.integers(0, len(QUESTIONS) - 1))
def test_any_answer_is_checked_or_refused(raw: object, number: int) -> None:
    question = QUESTIONS[number]
    try:
        check_answer(question, raw)
    except DossierError as error:
        problems = error.problems
    else:
        problems = ()
    assert [problem.path for problem in problems] in ([], [f"answers.{question.id}"])
