"""The west Nordic consortium: what its members gain together, frozen, and told on their page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from steelyard.study import run_together, together_json

FOLDER = Path(__file__).parents[2] / "examples" / "consortium-west-nordic"
DRAWS = 2000
WORDS = {
    "alone": "new service, alone as together",
    "otherwise": "another way together",
    "dropped": "dropped together",
    "together": "only together",
    "never_pays": "would not pay with free sharing",
    "not_in_plan": "would pay with free sharing",
    "no_way": "no way passes",
}


@pytest.fixture(scope="module")
def together():
    """Return together.json of the example, run once."""
    return json.loads(together_json(run_together(FOLDER / "consortium.yaml", draws=DRAWS)))


def million(amount):
    return "none" if amount is None else f"{float(f'{amount / 1e6:.3g}') + 0.0:g} M"


def table(*rows):
    first, *others = rows
    lines = ["| " + " | ".join(first) + " |", "|" + "---|" * len(first)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in others)])


def headlines(found):
    """Return what is frozen: worths, gains, shares, what each use does, and how near it comes."""
    return {
        "draws": found["manifest"]["draws"],
        "seed": found["manifest"]["seed"],
        "worth_alone": found["worth_alone"],
        "gain": found["gain"],
        "gap": found["gap"],
        "blocs": [bloc["members"] for bloc in found["blocs"]],
        "core": found["core"]["standing"],
        "rules": {rule["rule"]: [rule["values"], rule["standing"]] for rule in found["rules"]},
        "forms": {form["id"]: [form["gain"], form["as_one"]] for form in found["forms"]},
        "uses": {
            f"{member['id']}/{use['use_case']}": [
                use["standing"],
                use["alone"] and use["alone"]["option"],
                use["together"] and use["together"]["option"],
                use["reach"] and [use["reach"]["cost"], use["reach"]["gain"]],
            ]
            for member in found["members"]
            for use in member["uses"]
        },
    }


@pytest.mark.slow
def test_together_they_find_what_was_frozen(together, against_frozen):
    against_frozen(FOLDER / "frozen-together.json", headlines(together))


@pytest.mark.slow
def test_nobody_is_worse_off_than_alone_and_shares_add_up(together):
    assert together["worth"] >= together["worth_alone"] - 1.0
    for rule in together["rules"]:
        assert sum(rule["values"].values()) == pytest.approx(together["worth"])


@pytest.mark.slow
def test_the_page_says_what_each_form_gains(together, against_page):
    head = (
        "form", "gain over going alone, EUR", "goes at best", "something joint possible from",
        "say kept", "worth if all act as one, EUR", "loss by that, EUR",
    )  # fmt: skip
    rows = [
        (
            form["id"],
            million(form["gain"]),
            "; ".join(" + ".join(part) for part in form["parts"]),
            str(form["earliest_year"]),
            f"{form['control']} of 4",
            million(form["as_one"]),
            million(together["worth"] - form["as_one"]),
        )
        for form in together["forms"]
    ]
    against_page("consortium", "together", table(head, *rows))


@pytest.mark.slow
def test_the_page_says_how_near_each_use_comes(together, against_page):
    head = (
        "member", "use", "what becomes of it", "best way if everything shared were free",
        "own cost, EUR", "brings, EUR", "of every 100 come back",
    )  # fmt: skip
    rows = []
    for member in together["members"]:
        for use in member["uses"]:
            reach = use["reach"]
            rows.append((
                member["id"].replace("-", " ").title(),
                use["use_case"],
                WORDS[use["standing"]],
                f"`{reach['option'].split(':')[0]}`",
                million(reach["cost"]),
                million(reach["gain"]),
                f"{100 * max(reach['gain'], 0) / reach['cost']:.0f}",
            ))
    against_page("consortium", "reach", table(head, *rows))
