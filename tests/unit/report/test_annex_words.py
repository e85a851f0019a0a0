from __future__ import annotations

import re
from dataclasses import replace

import pytest

from steelyard.decision.convergence import Settled
from steelyard.decision.discovery import Range
from steelyard.decision.variance import REST
from steelyard.report.annex_spread import SpreadRow
from steelyard.report.annex_words import TERMS, AnnexWords


@pytest.fixture
def words(voice):
    return AnnexWords(voice)


@pytest.fixture
def in_english(english):
    return AnnexWords(english)


@pytest.fixture(scope="module")
def case(report):
    return report.annex.cases[0]


def test_every_term_is_explained_in_one_sentence(words):
    assert words.terms == TERMS
    for term in words.terms:
        assert words.voice.text(f"annex.term.{term}")
        told = words.voice.text(f"annex.term.{term}.is")
        assert told[-1] in ".。"
        assert not re.search(r"[.?!] |。.", told)


def test_shares_of_the_spread_are_whole_per_cent():
    told = [AnnexWords.share(share) for share in (-0.02, 0.0, 0.003, 0.006, 0.444, 1.08)]
    assert told == ["0%", "0%", "<1%", "1%", "44%", "100%"]


def test_rows_of_the_spread_are_named(in_english, case):
    assert in_english.spread_name(case, SpreadRow("people", 83, {})) == "People and pay"
    assert in_english.spread_name(case, SpreadRow(REST, 12, {})) == "all 12 other inputs"
    volume = f"dossier:use_cases/{case.use_case}/workload/requests_per_year"
    assert in_english.spread_name(case, SpreadRow(volume, 1, {})) == "requests a year"
    assert "with 2 that move along" in in_english.spread_name(case, SpreadRow(volume, 3, {}))


def test_inputs_of_other_places_keep_their_whole_name(words, case):
    name = "dossier:capacity/staff/ml_engineer/cost_per_year"
    assert words.input_name(case, name) == words.voice.parameter(name)


def test_what_is_worth_knowing_is_named_by_the_input(words, report):
    for case in report.annex.cases:
        for found in case.worth:
            told = words.worth_name(case, found)
            assert told
            assert "dossier:" not in told


def test_regret_has_its_unit(in_english, case):
    assert in_english.regret(replace(case, regret_unit="1"), 0.123) == "12.3 points"
    assert in_english.regret(replace(case, regret_unit="CUR"), 2e6) == "CNY 2 million"


def test_the_legend_names_what_has_a_letter_and_sums_up_the_rest(words, case):
    drawn = case.maps[0]
    told = list(words.legend(case, drawn))
    assert sum(share for _, share in told) == pytest.approx(sum(drawn.shares), abs=0.005)
    shares = [share for name, share in told if name]
    assert shares == sorted(shares, reverse=True)
    bare = replace(case, options=case.options[:1])
    assert list(words.legend(bare, drawn))[-1][0] == ""


def test_what_turns_nothing_is_said_in_a_sentence(words, case):
    assert words.idle(replace(case, idle=())) == ""
    told = words.idle(replace(case, idle=("bought_prices", "pay")))
    assert told[-1] in ".。"
    assert "{" not in told


def test_a_range_says_how_steady_it_is_where_that_was_asked(in_english, case):
    volume = f"dossier:use_cases/{case.use_case}/workload/requests_per_year"
    found = Range(volume, "request/year", 1e6, None, 1e5, 1e6, 1e7, 0.5, 0.86, 0.1)
    told = in_english.range(case, found)
    assert told.startswith("requests a year above 1 million (believed at 50%)")
    assert "found again in 86%" in told
    assert "found again" not in in_english.range(case, replace(found, found_again=None))


def test_classes_and_options_win(words, case):
    assert words.target("class:build") == words.voice.word("class", "build")


def test_steadiness_is_told_where_there_is_a_rival(words, case):
    known = replace(case.convergence, state=Settled.SETTLED, blocks_agree=0.8)
    told = {words.steadiness(replace(known, halves_agree=agree)) for agree in (True, False)}
    assert len(told) == 2
    assert all("8" in sentence for sentence in told)
    assert words.steadiness(replace(known, state=Settled.ALONE)) == ""
