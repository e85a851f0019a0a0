"""Numbers, sentences and spreads in JSON."""

from __future__ import annotations

from steelyard.decision.json_form import Texts, message_json, number, spread_json
from steelyard.dossier.text import Message
from steelyard.uncertainty.summary import Spread


def test_numbers_have_eight_significant_digits():
    assert number(1 / 3) == 0.33333333
    assert number(None) is None
    assert str(number(4.0)) == "4"


def test_sentences_keep_key_and_values():
    found = message_json(Message("a.b", {"name": "x", "value": 2 / 3}))
    assert found == {"key": "a.b", "values": {"name": "x", "value": 0.66666667}}
    assert message_json(None) is None


def test_an_unknown_figure_is_null():
    assert spread_json(None) is None
    assert spread_json(Spread(1, 2, 3, "CUR")) == {"p05": 1, "p50": 2, "p95": 3, "unit": "CUR"}


def test_a_sentence_is_stated_once():
    texts = Texts()
    said = Message("a.b", {"name": "x"})
    assert texts.id_of(said) == texts.id_of(Message("a.b", {"name": "x"})) == "t1"
    assert texts.id_of(Message("a.b", {"name": "y"})) == "t2"
    assert texts.id_of(None) is None
    assert texts.table["t1"] == {"key": "a.b", "values": {"name": "x"}}
