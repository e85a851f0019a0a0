from __future__ import annotations

import re

from steelyard.dossier.text import Message
from steelyard.report.catalogue import upper_first


def test_every_sentence_of_the_study_can_be_said(study, voice):
    for decision in study.decision.use_cases:
        said = [voice.say(decision.reason)]
        said += [voice.say(entry.action) for entry in decision.information]
        for option in decision.options:
            for gate in option.gates:
                said += [voice.say(gate.rule), voice.say(gate.margin), voice.say(gate.remedy)]
            said += [
                voice.say(cell.provenance.rationale)
                for cell in option.criteria.values()
                if cell.provenance is not None
            ]
        assert all(said)
        assert not [
            text for text in said if re.search(r"[{}]|^\[|^\uff3b|do_minimum|\bnan\b", text)
        ]


def test_every_option_has_a_name_and_no_two_short_listed_ones_share_it(study, voice):
    for decision in study.decision.use_cases:
        names = [
            voice.option(option.option.id) for option in decision.options if option.is_short_listed
        ]
        assert len(set(names)) == len(names)
        assert not [name for name in names if "_" in name]


def test_a_format_of_the_sentence_is_kept_and_ids_become_words(english):
    assert (
        english.text("find_out.driver", name="weight:safety", share=0.25)
        == "Measure: weight of safety. It explains 25% of how the two best differ."
    )
    said = english.say(Message("find_out.gate", {"option": "do_minimum", "gate": "people"}))
    assert said == "Confirm for keep today's service: people."


def test_shared_capabilities_are_named_with_model_and_place(study, voice):
    for name in study.appraisal.capabilities:
        words = voice.capability(name)
        kind = name.partition("(")[0]
        assert f"capability.{kind}" in voice.catalogue
        assert "@" not in words
        assert "_" not in words


def test_countries_and_days_are_said_in_the_language(english):
    assert english.country("CN") == "China"
    assert english.country("ZZZ") == "ZZZ"


def test_a_sentence_without_text_does_not_cost_the_reader_the_study(english):
    said = english.say(Message("no.sentence", {"option": "do_minimum", "share": 0.25}))
    assert said == "[no.sentence: keep today's service; 25]"


def test_first_letters():
    assert upper_first("keep") == "Keep"
    assert upper_first("维持") == "维持"
    assert upper_first("") == ""
