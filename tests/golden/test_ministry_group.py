"""The tables of the case of a group of ministries: 24 uses, what each is, and what is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from steelyard.dossier.base import Status
from steelyard.dossier.loader import load_dossier

EXAMPLE = Path(__file__).parents[2] / "examples" / "ministry-group" / "dossier.yaml"
CASE = "ministry-group"
DRAWS = 2000
TODAY = "do_minimum"
BASES = ("alone", "shared", "marginal")


def percent(share):
    return f"{100 * share:.0f} %"


def amount(number):
    """Return a number to two significant digits, in millions where it is large."""
    if number is None:
        return "unknown"
    if abs(number) >= 1e6:
        return f"{float(f'{number / 1e6:.2g}'):g} M"
    return f"{float(f'{number:.2g}'):,.0f}"


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def verdict(use_case):
    found = use_case["recommended"]
    if found == TODAY:
        return "today's service"
    return f"`{found}`" if ":" in found else found.replace("_", " ")


def nearest(use_case):
    """Return the leading option; where today's service leads, the one that saves most often."""
    rows = [row for row in use_case["options"] if row["feasible"] and row["id"] != TODAY]
    leading = [row for row in rows if row["id"] == use_case["leading"]]
    return (leading or sorted(rows, key=lambda row: (-row["cost"]["saves"], row["id"])))[0]


def reached(row):
    """Return how often an option reaches the bar, unless nobody has measured its model."""
    is_open = any(gate["gate"] == "quality" for gate in row["to_be_confirmed"])
    if is_open or row["bar_probability"] is None:
        return "not known"
    return percent(row["bar_probability"])


def test_the_uses_and_where_their_volumes_come_from(against_page):
    rows = []
    for case in load_dossier(EXAMPLE).use_cases:
        volume = case.workload.requests_per_year
        spread = volume.statement
        basis = "counts" if volume.status is Status.DERIVED else "assumed"
        rows.append([
            case.id,
            case.locator,
            f"{amount(spread.p05)} – {amount(spread.p50)} – {amount(spread.p95)}",
            f"{basis}: {volume.source or volume.note}",
            case.data_class,
            case.start_year,
        ])
    head = ["use", "taken from", "requests a year", "their basis", "data class", "from"]
    against_page(CASE, "uses", table(head, rows))


@pytest.mark.slow
def test_what_the_study_of_the_group_finds(decision_of, against_page):
    rows = []
    for use_case in decision_of(CASE, draws=DRAWS)["use_cases"]:
        row = nearest(use_case)
        benefit = row["cost"]["benefit"] if use_case["has_benefit"] else None
        rows.append([
            use_case["id"],
            verdict(use_case),
            percent(use_case["pathway_acceptability"].get(TODAY, 0.0)),
            f"`{row['id']}`",
            reached(row),
            *(amount(row["cost"][basis]["p50"]) for basis in BASES),
            amount(benefit["p50"]) if benefit else "not stated",
            percent(row["cost"]["saves"]) if benefit else "–",
        ])
    head = [
        "use", "verdict", "today's service best in", "nearest with a model", "reaches the bar in",
        "cost alone", "shared", "all open", "its benefit", "saves in",
    ]  # fmt: skip
    against_page(CASE, "found", table(head, rows))


@pytest.mark.slow
def test_what_sharing_changes_for_the_group(decision_of, against_page):
    decision = decision_of(CASE, draws=DRAWS)
    with_benefit = [entry for entry in decision["use_cases"] if entry["has_benefit"]]
    rows = []
    for basis, words in zip(BASES, ("each alone", "even share", "all open already"), strict=True):
        best = [entry["best_by_cost_basis"][basis] for entry in with_benefit]
        others = sorted(
            entry["id"] for entry, name in zip(with_benefit, best, strict=True) if name != TODAY
        )
        rows.append([words, best.count(TODAY), ", ".join(others) or "none"])
    head = [
        f"what is shared is paid by {len(with_benefit)} uses with a benefit",
        "today's service leads in", "something else leads in",
    ]  # fmt: skip
    against_page(CASE, "sharing", table(head, rows))


@pytest.mark.slow
def test_the_plan_for_the_group(decision_of, against_page):
    plan = decision_of(CASE, draws=DRAWS)["portfolio"]
    rows = [
        [name, f"`{option}`", "only if confirmed" if name in plan["conditional"] else "yes"]
        for name, option in plan["choices"].items()
        if option != TODAY
    ]
    rows.append(["opened for them", ", ".join(f"`{name}`" for name in plan["capabilities"]), ""])
    against_page(CASE, "plan", table(["use", "the plan takes", "taken"], rows))


@pytest.mark.slow
def test_which_uses_go_another_way_together(decision_of, against_page):
    rows = [
        [
            start["use_case"],
            f"`{start['alone']}`",
            f"`{start['option']}`",
            start["start_year"],
            amount(start["cost_alone"]),
            amount(start["cost_in_plan"]),
        ]
        for start in decision_of(CASE, draws=DRAWS)["plan_over_years"]["starts"]
        if start["way"] != start["alone_way"] and start["start_year"]
    ]
    assert rows, "the page tells of uses that go another way"
    head = [
        "use", "alone", "in the plan", "from",
        "that way, paid alone, EUR", "in the plan, EUR",
    ]  # fmt: skip
    against_page("alone-or-together", "moved", table(head, rows))
