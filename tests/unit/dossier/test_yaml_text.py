"""Plain data with lines; everything doubtful in YAML is refused."""

from __future__ import annotations

import math

import pytest

from steelyard.dossier.yaml_text import path_text, read_yaml
from steelyard.errors import DossierError

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_scalars_of_the_core_schema() -> None:
    tree = read_yaml(
        "a: [1, -2, 3.5, 4e3, true, null, ~, NO, 2024-05-23, '7', .inf, -.Inf]\nb: .nan"
    )
    assert tree.data["a"] == [
        1, -2, 3.5, 4000.0, True, None, None, "NO", "2024-05-23", "7", math.inf, -math.inf,
    ]  # fmt: skip
    assert math.isnan(tree.data["b"])


def test_lines_are_kept() -> None:
    tree = read_yaml("a:\n  - b: 1\n    c: 2\n")
    assert tree.line_of(("a", 0, "c")) == 3
    assert tree.line_of(("a", 0, "missing")) == 2
    assert tree.line_of(()) == 1


def test_aliases_repeat_an_entry() -> None:
    assert read_yaml("a: &x {b: 1}\nc: *x\n").data["c"] == {"b": 1}
    assert read_yaml("a: &x 5\nc: *x\n").data["c"] == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BOMB, "at most 200000 entries, aliases written out"),
        ("[" * 3000, "nesting to 40 levels"),
        ("a: &a {b: *a}", "expected an anchor &a above"),
        ("a: *nowhere", "undefined alias|expected an anchor &nowhere above"),
        ("? [1, 2]\n: 3", "expected a name before ':'"),
        ("a: 1\na: 2\nb: {c: 1, c: 1}\n", "a \\(line 2\\)"),
        ("--- 1\n--- 2\n", "expected one document"),
        ("\ta: 1", "expected YAML"),
        ("a: \x07", "expected YAML"),
        ("a: !local 1", "found the tag"),
        ("a: !!set {b}", "found the tag"),
    ],
)
def test_what_is_refused(text: str, expected: str) -> None:
    with pytest.raises(DossierError, match=expected):
        read_yaml(text)


def test_every_name_given_twice_is_reported() -> None:
    with pytest.raises(DossierError) as caught:
        read_yaml("a: 1\na: 2\nb: {c: 1, c: 1}\n")
    assert [problem.path for problem in caught.value.problems] == ["a", "b.c"]


def test_paths_in_messages() -> None:
    assert path_text(("use_cases", 2, "workload")) == "use_cases[2].workload"
    assert path_text(()) == "file"
