"""An empty answers file can be filled in and read, and says nothing that nobody has said."""

from __future__ import annotations

import pytest
from tests.unit.instruments.small_instrument import small

from steelyard.dossier.assessment_file import load_assessment
from steelyard.dossier.yaml_text import read_yaml
from steelyard.errors import DossierError
from steelyard.instruments import evaluate, instrument_ids, load_instrument
from steelyard.report.answer_template import WIDTH, answer_template

BLANKS = (
    ("assessor: ''", "assessor: A. Tester"),
    ("role: ''", "role: Officer"),
    ("date: ''", "date: 2026-11-27"),
    (": []}", ": [something]}"),
)


def filled(text):
    for blank, entered in BLANKS:
        assert blank in text, blank
        text = text.replace(blank, entered, 1)
    return text


@pytest.fixture
def loaded(tmp_path):
    def load(text, instrument):
        path = tmp_path / "answers.yaml"
        path.write_text(text, encoding="utf-8")
        return load_assessment(path, instrument)

    return load


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", instrument_ids())
def test_a_template_once_signed_is_read_and_leaves_the_result_open(loaded, name, language):
    instrument = load_instrument(name)
    entry = loaded(filled(answer_template(instrument, language)), instrument)
    found = evaluate(instrument, entry.values, floors=entry.floors)
    assert not found.main.is_settled
    assert set(entry.answers) == {question.id for question in instrument.questions}
    assert set(entry.values.values()) == {"unknown"}


@pytest.mark.parametrize("name", instrument_ids())
def test_the_language_changes_comments_only(name):
    instrument = load_instrument(name)
    english, chinese = (answer_template(instrument, language) for language in ("en", "zh"))
    assert english != chinese
    assert read_yaml(english).data == read_yaml(chinese).data


@pytest.mark.parametrize(("blank", "_"), BLANKS)
def test_a_template_that_nobody_signed_is_not_read(loaded, blank, _):
    text = answer_template(small(), "en")
    for other, entered in BLANKS:
        if other != blank:
            text = text.replace(other, entered, 1)
    with pytest.raises(DossierError):
        loaded(text, small())


def test_every_permitted_answer_stands_above_its_question():
    lines = answer_template(small(), "en").splitlines()
    place = lines.index("  tested: unknown")
    assert lines[place - 4 : place] == [
        "  # About tested?",
        "    # met: Met",
        "    # not_met: Not met",
        "    # not_applicable: Does not apply",
    ]
    words = " ".join(lines)
    assert "a number in per cent" in words
    assert "a list of any of these" in words
    assert "asked only if scope is yes" in words
    assert "may be left out" in words
    assert "# == Part parts" in words
    assert "floors: {}  # lowest, checks" in lines


def test_choices_are_not_repeated_from_one_question_to_the_next():
    lines = answer_template(small(), "en").splitlines()
    place = lines.index("  logged: unknown")
    assert lines[place - 1] == "    # the same answers as above"
    assert sum("not_applicable:" in line for line in lines) == 1


def test_comments_stay_within_the_page():
    for name in instrument_ids():
        lines = answer_template(load_instrument(name), "en").splitlines()
        long = [
            line
            for line in lines
            if line.lstrip().startswith("#") and len(line) > WIDTH + len("# ")
        ]
        assert not long


def test_an_edition_that_looks_like_a_number_stays_a_text(loaded):
    text = filled(answer_template(small(), "en"))
    assert loaded(text, small()).edition == "2.0"


def test_an_instrument_without_floors_is_not_asked_for_any():
    plain = small(results=[small().result("lowest").model_dump()])
    assert "floors" not in answer_template(plain, "en")
