from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from steelyard.decision.adaptive import AdaptivePath
from steelyard.decision.trigger import Comparator, Trigger, TriggerKind
from steelyard.decision.trigger_checks import TriggerState
from steelyard.dossier.text import Message
from steelyard.report.catalogue import LANGUAGES, load_catalogue
from steelyard.report.learning import learning_of
from steelyard.report.trigger_words import path_words, then_words, trigger_row
from steelyard.uncertainty.summary import Spread

SIDED = {
    TriggerKind.INPUT, TriggerKind.FAMILY, TriggerKind.WEIGHT, TriggerKind.QUALITY,
    TriggerKind.BUDGET, TriggerKind.FIGURE,
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_its_sentences(language):
    catalogue = load_catalogue(language)
    for kind in TriggerKind:
        assert f"trigger.why.{kind}" in catalogue
        if kind in SIDED:
            assert f"trigger.when.{kind}.above" in catalogue
            assert f"trigger.when.{kind}.below" in catalogue
        elif kind is TriggerKind.MARKET:
            assert "trigger.when.market.above" in catalogue
        else:
            assert f"trigger.when.{kind}" in catalogue
    for state in (TriggerState.FIRED, TriggerState.DUE, TriggerState.UNCHECKED):
        assert f"reopen.{state}" in catalogue


def test_every_trigger_of_a_study_reads_without_gaps(study, voice, annex_words):
    for trigger in learning_of(study).triggers:
        row = trigger_row(trigger, voice)
        for text in (row.when, row.then, row.why, row.review):
            assert text
            assert "{" not in text
            assert "dossier:" not in text
            assert "[trigger" not in text
            assert not annex_words.search(text)
        assert row.is_inside == trigger.is_inside
        assert bool(row.believed) == (trigger.believed is not None)


def test_an_input_says_its_value_and_its_unit(study, english):
    rows = [
        trigger_row(trigger, english)
        for trigger in learning_of(study).triggers
        if trigger.what.endswith("requests_per_year")
    ]
    assert rows
    assert all("requests a year" in row.when for row in rows)
    assert all("believed" in row.believed for row in rows)


def plain(kind, **more):
    made = Trigger(
        id="t", use_case="", kind=kind, what="option", option="", comparison=Comparator.BECOMES,
        value="lost", unit="", believed=None, baseline=None, is_inside=True, then="do_minimum",
        when=Message("trigger.when.option", {"option": "do_minimum"}),
        why=Message("trigger.why.option", {"option": "do_minimum"}), review_on=date(2026, 1, 1),
    )  # fmt: skip
    return replace(made, **more)


def test_what_follows_is_best_next_or_left_to_a_study(english):
    best = then_words(plain(TriggerKind.WEIGHT), english)
    assert best == "“keep today's service” then becomes best."
    assert then_words(plain(TriggerKind.GATE), english).startswith("Next in line")
    assert "new study" in then_words(plain(TriggerKind.RULE, then=""), english)


def test_an_option_nobody_knows_is_called_by_its_id(english):
    row = trigger_row(plain(TriggerKind.OPTION, then="old:one"), english)
    assert "old:one" in row.then
    assert row.believed == ""


def test_what_is_certain_has_no_range(english):
    sure = plain(
        TriggerKind.WEIGHT, what="weight:cost", comparison=Comparator.ABOVE, value=0.4, unit="1",
        believed=Spread(0.3, 0.3, 0.3, "1"),
    )  # fmt: skip
    assert trigger_row(sure, english).believed == "30%"


@pytest.mark.parametrize(("share", "months", "n"), [(0.3, 12.0, 4), (None, None, 2)])
def test_a_path_is_told_in_a_few_sentences(english, share, months, n):
    path = AdaptivePath(
        "u", "do_minimum", "do_minimum", False, ("platform_team",),
        None if months is None else Spread(months, months, months * 2, "month"), ("t",), share,
        Message("adaptive.start", {"option": "do_minimum", "other": "do_minimum"}),
    )  # fmt: skip
    words = path_words(path, english)
    assert words.startswith("Start with “keep today's service”")
    assert "platform team" in words
    assert words.count(". ") + 1 == n
    assert ("12 months" in words) == (months is not None)
    assert ("30 of 100" in words) == (share is not None)


def test_the_paths_of_a_study_read_without_gaps(study, voice, annex_words):
    for path in learning_of(study).paths:
        words = path_words(path, voice)
        assert "{" not in words
        assert "[adaptive" not in words
        assert not annex_words.search(words)
