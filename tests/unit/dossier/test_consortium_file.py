"""A consortium file and its dossiers, read together: every problem at once."""

from __future__ import annotations

import pytest

from steelyard.dossier.consortium_file import load_consortium
from steelyard.errors import DossierError

FILE = """
id: two
title: {en: Two}
as_of: 2026-11-21
prepared_by: tests
members:
  - {id: a, name: {en: A}, dossier: a.yaml, kind: agency}
  - {id: b, name: {en: B}, dossier: b.yaml, kind: city}
governance:
  - id: pact
    name: {en: Pact}
    vehicle: consortium
    set_up_cost: 10
    cost_per_year: 5
    delay_months: 6
    control: {level: 3, rationale: {en: Both decide.}, rater: tests}
    shared_cost_factor: 1.1
    source: made up
chosen: pact
"""


@pytest.fixture(scope="session")
def small(root):
    path = root / "examples" / "small-country" / "dossier.yaml"
    return path.read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path, small):
    """Return a folder with a consortium of two like members."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(small, encoding="utf-8")
    (tmp_path / "consortium.yaml").write_text(FILE, encoding="utf-8")
    return tmp_path


def write(folder, *edits, name="consortium.yaml"):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return folder / "consortium.yaml"


def refused(path):
    with pytest.raises(DossierError) as error:
        load_consortium(path)
    return [str(problem) for problem in error.value.problems]


def test_a_consortium_is_read_with_its_dossiers(folder):
    consortium, members = load_consortium(folder / "consortium.yaml")
    assert consortium.form.vehicle == "consortium"
    assert [entry.member.id for entry in members] == ["a", "b"]
    assert members[1].path == folder / "b.yaml"
    assert members[0].dossier == members[1].dossier


def test_all_problems_are_told_at_once_with_their_lines(folder):
    path = write(
        folder,
        ("dossier: b.yaml, kind: city", "dossier: none.yaml, kind: town"),
        ("delay_months: 6", "delay_months: soon"),
        ("chosen: pact", "chosen: pac"),
        ("source: made up", "source: made up\n    colour: red"),
    )
    write(folder, ("schema_version: 1", "schema_version: 1\nnonsense: 3"), name="a.yaml")
    found = refused(path)
    assert len(found) == 6
    text = "\n".join(found)
    assert "members[1].dossier (line 8): expected the file of a dossier" in text
    assert "members[1].kind (line 8): expected one of country, agency" in text
    assert "governance[0].delay_months (line 15)" in text
    assert "chosen (line 20): expected one of the forms under governance (pact)" in text
    assert "Did you mean 'pact'?" in text
    assert "governance[0].colour" in text
    assert "a.yaml: nonsense" in text


def test_a_dossier_of_its_own_for_each_member(folder):
    (found,) = refused(write(folder, ("dossier: b.yaml", "dossier: a.yaml")))
    assert "expected a dossier of its own, found 'a.yaml' again, first at members[0]" in found
    (found,) = refused(
        write(folder, ("dossier: a.yaml, kind: city", "dossier: /b.yaml, kind: city"))
    )
    assert "expected a path relative to this file" in found


def test_names_stand_once(folder):
    (found,) = refused(write(folder, ("- {id: b,", "- {id: a,")))
    assert "expected each id once" in found


def test_members_must_agree_on_what_amounts_mean(folder, small):
    for old, new in (
        ("currency: USD", "currency: EUR"),
        ("price_year: 2026", "price_year: 2025"),
        ("reading: six_dimensions", "reading: value_and_cost"),
    ):
        if old in small:
            write(folder, (old, new), name="b.yaml")
    found = refused(folder / "consortium.yaml")
    assert found
    assert all(line.startswith("b.yaml: ") for line in found)
    assert any(
        "b.yaml: money.price_year: expected 2026 as in a.yaml, found 2025" in x for x in found
    )


def test_the_day_is_that_of_the_dossiers(folder, small):
    path = write(folder, ("as_of: 2026-11-21", "as_of: 2020-01-01"))
    (found,) = refused(path)
    assert "as_of" in found
    assert "found 2020-01-01" in found


def test_members_are_told_apart_on_the_rate_of_discount(folder):
    text = (folder / "b.yaml").read_text(encoding="utf-8")
    at = text.index("discount_rate:")
    end = text.index("\n", at)
    changed = text[:at] + "discount_rate: {value: 0.0123, status: assumed, note: test}" + text[end:]
    (folder / "b.yaml").write_text(changed, encoding="utf-8")
    (found,) = refused(folder / "consortium.yaml")
    assert "money.discount_rate" in found
    assert "found 0.0123" in found


@pytest.mark.parametrize(("text", "words"), [
    ("", "found an empty file"),
    ("- 1\n", "found a list with 1 entries"),
])  # fmt: skip
def test_a_file_that_is_no_mapping_says_where_to_begin(folder, text, words):
    (folder / "consortium.yaml").write_text(text, encoding="utf-8")
    (found,) = refused(folder / "consortium.yaml")
    assert words in found
    assert "examples/consortium-west-nordic" in found


def test_a_missing_file_says_so(tmp_path):
    (found,) = refused(tmp_path / "absent.yaml")
    assert "expected the file" in found


def test_members_without_a_readable_name_are_left_to_the_schema(folder):
    (found,) = refused(write(folder, ("dossier: b.yaml", "dossier: 7")))
    assert "members[1].dossier" in found
