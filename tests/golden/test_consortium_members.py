"""The members of the west Nordic consortium, each alone: frozen, and told on their page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from steelyard.dossier import load_dossier
from steelyard.study import decision_json, run_study

FOLDER = Path(__file__).parents[2] / "examples" / "consortium-west-nordic"
MEMBERS = ("norway", "iceland", "faroe-islands")
DRAWS = 2000
TODAY = "do_minimum"


@pytest.fixture(scope="module")
def alone():
    """Return the decision.json of each member, run once."""
    return {
        member: json.loads(decision_json(run_study(FOLDER / f"{member}.yaml", draws=DRAWS)))
        for member in MEMBERS
    }


def percent(share):
    """Return a share as people read it; 0 and 1 are said only where nothing else was seen."""
    if 0 < share < 0.005:
        return "under 1 %"
    if 0.995 < share < 1:
        return "over 99 %"
    return f"{100 * share:.0f} %"


def million(amount):
    return f"{float(f'{amount / 1e6:.2g}'):g} M"


def verdict(use_case):
    found = use_case["recommended"]
    if found == TODAY:
        return "today's service"
    return f"`{found}`" if ":" in found else found.replace("_", " ")


def best_new(use_case):
    """Return the pathway that is most often best among those with a model."""
    shares = {name: p for name, p in use_case["pathway_acceptability"].items() if name != TODAY}
    name = max(shares, key=lambda key: (shares[key], key))
    return name, shares[name]


def cheapest(use_case):
    """Return the least cost of a feasible option with a model, standing alone."""
    costs = [
        row["cost"]["alone"]["p50"]
        for row in use_case["options"]
        if row["feasible"] and row["id"] != TODAY and row["cost"]["alone"]
    ]
    return min(costs)


def why_not(use_case):
    """Return how many options the budget, the people and the bar exclude."""
    gates = [
        {gate["gate"] for gate in row["exclusions"]}
        for row in use_case["options"]
        if not row["feasible"]
    ]
    count = {
        "budget": sum("budget_running_per_year" in found for found in gates),
        "people": sum("people" in found for found in gates),
        "bar": sum("quality" in found for found in gates),
    }
    return ", ".join(f"{name} {n}" for name, n in count.items() if n) or "none"


def row(member, use_case):
    name, share = best_new(use_case)
    feasible = sum(option["feasible"] for option in use_case["options"])
    cells = (
        member.replace("-", " ").title(),
        use_case["id"],
        verdict(use_case),
        percent(use_case["pathway_acceptability"].get(TODAY, 0.0)),
        f"`{name}`, {percent(share)}",
        f"{feasible - 1} of {len(use_case['options']) - 1}",
        why_not(use_case),
        million(cheapest(use_case)),
    )
    return "| " + " | ".join(cells) + " |"


@pytest.mark.slow
def test_each_member_alone_gives_what_was_frozen(alone, against_frozen, tools):
    _, headlines = tools
    found = {member: headlines(decision) for member, decision in alone.items()}
    against_frozen(FOLDER / "frozen.json", found)


@pytest.mark.slow
def test_the_page_says_what_each_member_decides(alone, against_page):
    head = (
        "member",
        "use",
        "verdict",
        "today's service best in",
        "most often best with a model",
        "ways with a model that pass",
        "ways excluded by",
        "cheapest way, five years, EUR",
    )
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for member, decision in alone.items():
        lines += [row(member, use_case) for use_case in decision["use_cases"]]
    against_page("consortium", "alone", "\n".join(lines))


def test_the_members_can_be_joined():
    dossiers = [load_dossier(FOLDER / f"{member}.yaml") for member in MEMBERS]
    frames = {(d.money.currency, d.money.price_year, d.horizon, d.as_of) for d in dossiers}
    assert len(frames) == 1
    assert len({d.jurisdiction.pack for d in dossiers}) == 1


def test_every_name_in_brackets_is_a_row_of_the_sources():
    rows = (FOLDER / "sources.md").read_text(encoding="utf-8")
    for member in MEMBERS:
        text = (FOLDER / f"{member}.yaml").read_text(encoding="utf-8")
        named = {
            name.strip()
            for part in text.split("[")[1:]
            for name in part.split("]")[0].split(",")
            if name.strip()[:3] in {"no-", "is-", "fo-"}
        }
        assert named
        assert all(f"| {name} |" in rows for name in named), sorted(named)
