from __future__ import annotations

import json

import pytest

from steelyard.decision.find_out import FindOut, Knowledge, StakeWorth, Trial, WorthKnowing
from steelyard.dossier.text import Message
from steelyard.uncertainty import Spread


def stake(name, worth, *, sure, points=None):
    return StakeWorth(name, worth, worth / 4, sure, points)


BOTH = Knowledge(
    (stake("whether", 100.0, sure=True), stake("which", 900.0, sure=False, points=2.0)), 0.25
)
NEITHER = Knowledge((stake("whether", 100.0, sure=False),), 0.25)
PRICELESS = Knowledge((), 0.25)


def row(knowledge, cost, *trials):
    return FindOut(
        "a", ("a", "b"), "volume", knowledge, Message("inquiry.volume", {"name": "a"}),
        Spread(1, 2, 5, "day"), 3.0, cost, trials,
    )  # fmt: skip


def test_only_what_is_told_apart_from_nothing_counts():
    assert BOTH.is_distinguishable
    assert (BOTH.worth, BOTH.standard_error, BOTH.floored, BOTH.cash) == (100, 25, 100, 100)
    assert not NEITHER.is_distinguishable
    assert (NEITHER.worth, NEITHER.floored, NEITHER.cash) == (100, 0, 0)
    assert (PRICELESS.worth, PRICELESS.standard_error, PRICELESS.floored) == (None, None, 0)


def test_value_turned_into_money_is_no_cash():
    known = Knowledge((stake("which", 900.0, sure=True, points=2.0),), 0.25)
    assert (known.floored, known.cash) == (900, 0)


@pytest.mark.parametrize(
    ("knowledge", "cost", "trials", "expected"),
    [
        (BOTH, 60.0, (), True),
        (BOTH, 150.0, (), False),
        (NEITHER, 60.0, (), False),
        (BOTH, None, (), None),
        (PRICELESS, 60.0, (), None),
        (BOTH, 60.0, (Trial(200, ("m",), NEITHER),), False),
    ],
)
def test_finding_out_is_worth_it_where_it_brings_more_than_it_takes(
    knowledge, cost, trials, expected
):
    assert row(knowledge, cost, *trials).is_worth_it is expected


def test_the_json_form_is_plain():
    trial = Trial(200, ("m",), BOTH)
    found = WorthKnowing("u", "o", BOTH, 0.3, 5e4, (row(BOTH, 60.0, trial), row(PRICELESS, None)))
    said = found.as_json()
    assert json.loads(json.dumps(said, allow_nan=False)) == said
    assert said["rows"][0]["pedigree"] == "expert-judgement"
    assert said["rows"][0]["trials"][0]["n_items"] == 200
    assert said["rows"][1]["knowledge"]["worth"] is None
    assert WorthKnowing("u", "o", None, 0, None, (), Message("worth_knowing.no_choice")).as_json()[
        "note"
    ] == {"key": "worth_knowing.no_choice", "values": {}}
