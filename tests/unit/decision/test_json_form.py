"""Numbers, sentences and spreads in JSON."""

from __future__ import annotations

from steelyard.decision.json_form import message_json, number, spread_json
from steelyard.dossier.text import Message
from steelyard.uncertainty.summary import Spread


def test_numbers_have_ten_significant_digits():
    assert number(1 / 3) == 0.3333333333
    assert number(None) is None


def test_sentences_keep_key_and_values():
    found = message_json(Message("a.b", {"name": "x", "value": 2 / 3}))
    assert found == {"key": "a.b", "values": {"name": "x", "value": 0.6666666667}}
    assert message_json(None) is None


def test_an_unknown_figure_is_null():
    assert spread_json(None) is None
    assert spread_json(Spread(1, 2, 3, "CUR")) == {"p05": 1, "p50": 2, "p95": 3, "unit": "CUR"}
