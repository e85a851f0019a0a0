"""The page for several is one file, complete, and asks nothing of anybody."""

from __future__ import annotations

import re

import pytest

from steelyard.errors import OutputError
from steelyard.report.together import render_together


@pytest.fixture(scope="module")
def papers(toy):
    given = toy.Given(running=1, deadlines=("u",))
    poor = toy.member("poor", [toy.Use("u", {"buy": toy.Way(5, 20)})], {}, given)
    rich = toy.member("rich", [toy.Use("u", {"buy": toy.Way(5, 1)})], {}, toy.Given(running=10))
    return {
        "gain": toy.paper(toy.buyers_who_build_together(), toy.Form(once=2)),
        "nothing": toy.paper(toy.nothing_to_share(), toy.Form(once=9)),
        "leaves": toy.paper(toy.one_would_leave()),
        "no plan": toy.paper([poor, rich]),
    }


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["gain", "nothing", "leaves", "no plan"])
def test_it_is_whole_and_self_contained(papers, name, language, annex_words):
    html = render_together(papers[name], language)
    assert html.count("<main>") == html.count("</main>") == 1
    assert not re.search(r'(src|href)="(?!#)', html)
    assert "{{" not in html
    assert "None" not in html
    first = re.sub(r"<style>.*?</style>", "", html.split('<section id="method"')[0], flags=re.S)
    assert not annex_words.search(re.sub(r"<[^>]*>", " ", first))
    assert (html.count("<svg") == 1) is (name != "no plan")


def test_the_same_paper_gives_the_same_bytes(papers):
    assert render_together(papers["gain"], "en") == render_together(papers["gain"], "en")


def test_a_language_not_written_says_so(papers):
    with pytest.raises(OutputError, match="expected one of en, zh"):
        render_together(papers["gain"], "ko")
