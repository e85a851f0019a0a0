from __future__ import annotations

import pytest

from steelyard.report.filler import Filler, Said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{n}", "in words"),
        ("{n:money}", "CNY 1.2 million"),
        ("{n:number}", "1.2 million"),
        ("{n:,.0f}", "1,234,567"),
    ],
)
def test_a_value_is_said_as_the_sentence_asks(english, text, words):
    filler = Filler(english.figures)
    assert filler.vformat(text, (), {"n": Said(1_234_567.0, "in words")}) == words


def test_shares_and_texts(english):
    filler = Filler(english.figures)
    assert filler.vformat("{n:hundred}", (), {"n": Said(0.72, "")}) == "72"
    assert filler.vformat("{n:percent}", (), {"n": Said(0.72, "")}) == "72%"
    assert filler.vformat("{n:.0%}", (), {"n": Said("text", "words")}) == "words"
    assert filler.vformat("{n}", (), {"n": "plain"}) == "plain"
