"""The annex: every part in every language, letters that hold, and nothing that nobody reads."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest

from steelyard.decision.variance import REST, GroupShare
from steelyard.report import build_report, render_html
from steelyard.report.annex import (
    MOST_MAPS,
    MOST_OPTIONS,
    MOST_PAIRS,
    Annex,
    AnnexCase,
    Lettered,
    Way,
    annex_of,
)
from steelyard.report.annex_spread import SpreadRow, SpreadShare

PARTS = ("options", "spread", "maps", "pairs", "ways", "prim", "exact")
SHARES = dict.fromkeys(("lead", "money", "value", "wins"), 0.4)
NOTHING = dict.fromkeys(SHARES, 0.001)


def group(name, share, n=3):
    return GroupShare(name, n, share, share, SHARES, SHARES)


def changed(study, use_case, **changes):
    """Return the study with parts of one use case's decision replaced."""
    cases = tuple(
        replace(entry, **changes) if entry.use_case == use_case else entry
        for entry in study.decision.use_cases
    )
    return replace(study, decision=replace(study.decision, use_cases=cases))


@pytest.fixture(scope="module")
def annex(study):
    return annex_of(study)


@pytest.fixture(scope="module")
def deep(study):
    """Return the study as if it had looked thoroughly behind one use case."""
    found = next(entry for entry in study.decision.use_cases if entry.sensitivity)
    kinds = (group("machines", NOTHING), group("people", SHARES))
    singles = (group(REST, SHARES, 9), group("model:quality", SHARES, 2))
    told = replace(found.sensitivity, groups=kinds, singles=singles)
    return changed(study, found.use_case, sensitivity=told)


def test_every_use_case_is_told_or_said_to_be_alone(study, annex):
    told = {*annex.use_cases, *annex.alone}
    assert told == {entry.use_case for entry in study.decision.use_cases}
    assert annex.n_draws == study.sample.n


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_part_stands_in_every_language(report, pages, language):
    page = pages[language]
    body = page[page.index('<section id="annex"') : page.index('<section id="provenance"')]
    articles = body.split("<article")[1:]
    assert len(articles) == len(report.annex.cases) > 0
    for article in articles:
        found = re.findall(r'<h4 id="annex-\d+-(\w+)">([^<]+)</h4>', article)
        assert [part for part, _ in found] == list(PARTS)
        assert all(words.strip() for _, words in found)
        for start, end in zip(PARTS, [*PARTS[1:], None], strict=True):
            part = article[article.index(f'-{start}">') :]
            part = part[: part.index(f'-{end}">')] if end else part
            assert re.search(r"<table|<figure|<p>", part), start
    assert body.count("<dt>") == body.count("<dd>") == 10


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_thorough_study_tells_kinds_of_inputs(deep, language):
    page = render_html(build_report(deep), language)
    words = {"en": ("People and pay", "all 9 other inputs"), "zh": ("人员与薪酬", "其余 9 项输入")}
    assert all(part.lower() in page.lower() for part in words[language])


def test_a_leads_and_the_others_follow_by_how_often_they_are_best(annex):
    for case in annex.cases:
        assert case.options[0].is_leading
        assert [entry.letter for entry in case.options] == list("ABCDEFGH")[: len(case.options)]
        shares = [entry.first for entry in case.options[1:]]
        assert shares == sorted(shares, reverse=True)
        assert len(case.options) <= MOST_OPTIONS
        assert case.rival in case.lettered
        assert case.is_seldom_best == (max(shares) > case.options[0].first)


def test_pairs_add_up(annex):
    for case in annex.cases:
        assert 1 < len(case.pairs) <= MOST_PAIRS
        rows = dict(case.pairs)
        for letter, row in rows.items():
            for other, share in row.items():
                assert share + rows[other][letter] == pytest.approx(1.0)


def test_maps_that_turn_the_answer_are_drawn_and_the_others_named(study, annex):
    for case in annex.cases:
        told = study.decision.of(case.use_case).sensitivity.maps
        assert 1 <= len(case.maps) <= MOST_MAPS
        assert {entry.second.key for entry in told} >= set(case.idle)
        assert len(case.maps) == 1 or all(entry.second.key not in case.idle for entry in case.maps)


def test_methods_that_rank_no_todays_service_neither_agree_nor_disagree(annex):
    for case in annex.cases:
        methods = [way for way in case.ways if way.name in {"topsis", "promethee2"}]
        leads_today = case.options[0].option == "do_minimum"
        assert all((way.is_same is None) == leads_today for way in methods)
        assert [way.name for way in case.ways][-2:] == ["concave", "convex"]


def test_regrets_are_told_where_there_are_several(study, annex):
    for case in annex.cases:
        letters = [case.lettered[entry.option].letter for entry in case.regrets]
        assert letters == sorted(letters)
        assert len(letters) != 1


def test_without_a_price_of_value_nothing_is_ranked(study):
    found = next(entry for entry in study.decision.use_cases if entry.sensitivity)
    options = tuple(
        replace(
            option,
            rankings={
                name: replace(ranking, rank_acceptability=(), rank_error=())
                for name, ranking in option.rankings.items()
            },
        )
        for option in found.options
    )
    case = annex_of(changed(study, found.use_case, options=options, worth_knowing=None)).cases[0]
    assert case.options[0].option == found.leading
    assert {entry.first for entry in case.options} == {None}
    assert not case.is_seldom_best
    assert case.worth == ()


def test_the_template_reads_what_the_annex_holds(root):
    template = (root / "src/steelyard/report/templates/annex_tests.html").read_text("utf-8")
    words = (root / "src/steelyard/report/annex_words.py").read_text("utf-8")
    for record in (Annex, AnnexCase, Lettered, SpreadRow, SpreadShare, Way):
        unread = [
            field.name
            for field in fields(record)
            if not re.search(rf"\.{field.name}\b", template + words)
        ]
        assert unread == [], f"{record.__name__}: {unread}"
