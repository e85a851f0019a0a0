"""One instrument alone: from a file of answers to plain data, words, and an entry of a dossier."""

from __future__ import annotations

import pytest

from steelyard.dossier.yaml_text import read_yaml
from steelyard.errors import DomainError, DossierError
from steelyard.instruments import instrument_ids
from steelyard.study import blank_answers, dossier_entry, instrument_list, run_assessment

ANSWERS = """\
# Read from the model card.
instrument: osaid
edition: "1.0"
about: {model: [m-7b]}
assessor: A. Tester
role: Officer
date: 2024-11-27
answers:
  use: {answer: not_met, evidence: "licence, clause 2"}
others: unknown

"""


@pytest.fixture
def answers(tmp_path):
    path = tmp_path / "answers.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + ANSWERS.encode())
    return path


def test_a_result_is_plain_data_and_names_who_found_it(answers):
    found = run_assessment("osaid", answers).as_json()
    assert found["results"]["open-source-ai"]["level"] == "not_open_source"
    assert found["about"] == {"model": ["m-7b"]}
    assert (found["assessor"], found["role"], found["date"]) == (
        "A. Tester",
        "Officer",
        "2024-11-27",
    )


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Not open source AI"), ("zh", "不属于开源人工智能")]
)
def test_a_result_is_told_in_words(answers, language, word):
    assert word in run_assessment("osaid", answers).as_text(language)


def test_an_unknown_instrument_and_answers_to_another_are_refused(answers):
    with pytest.raises(DomainError, match="expected one of"):
        run_assessment("atlantis", answers)
    with pytest.raises(DossierError, match="the instrument asked for"):
        run_assessment("mof", answers)


def test_an_entry_of_a_dossier_keeps_answers_and_comments(answers):
    text = dossier_entry(answers)
    assert "# Read from the model card." in text
    assert read_yaml(text).data == {"assessments": [read_yaml(ANSWERS).data]}


def test_every_shipped_instrument_is_listed_in_either_language():
    rows = {language: instrument_list(language) for language in ("en", "zh")}
    assert [row["id"] for row in rows["en"]] == list(instrument_ids())
    assert rows["en"][0].keys() == rows["zh"][0].keys()
    assert all(all(row.values()) for row in (*rows["en"], *rows["zh"]))


def test_blank_answers_name_the_instrument():
    assert "instrument: osaid" in blank_answers("osaid", "en").splitlines()
