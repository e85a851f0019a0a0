"""The tables of the case pages: what each study finds, and what moves it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from steelyard.dossier.short import short_dossier
from steelyard.dossier.yaml_text import read_yaml
from steelyard.study import decision_json, load_facts, run_study

ROOT = Path(__file__).parents[2]
GUANGXI = ("guangxi-2024", "guangxi-2026")
DAYS = {"guangxi-2024": "2024-05-23", "guangxi-2026": "2026-11-21"}
TODAY = "do_minimum"


def of(decision, use_case):
    return next(entry for entry in decision["use_cases"] if entry["id"] == use_case)


def option_of(use_case, name):
    return next(row for row in use_case["options"] if row["id"] == name)


def percent(share):
    return f"{100 * share:.0f} %"


def money(amount):
    """Return an amount to two significant digits, in millions where it is large."""
    if amount is None:
        return "unknown"
    if abs(amount) >= 1e6:
        return f"{float(f'{amount / 1e6:.2g}'):g} M"
    return f"{float(f'{amount:.2g}'):,.0f}"


def count(number):
    return f"{float(f'{number:.2g}'):,.0f}"


FAMILIES = {
    "family:quality": "share of accepted results",
    "family:staff_cost": "all pay, times",
    "family:staff_availability": "all posts, times",
    "family:api_price": "all prices per token, times",
}


def figure(number, name):
    """Return a switching value: shares as per cent, counts whole, factors as they are."""
    if name == "family:quality" or name.startswith("weight:") or "quality_bar" in name:
        return percent(number)
    return count(number) if number >= 100 else f"{number:.2g}"


def verdict(use_case):
    """Return the verdict in plain words."""
    found = use_case["recommended"]
    if use_case["reason"]["key"] == "verdict.nothing_feasible":
        return "today's service; nothing else passes"
    if found == TODAY:
        return "today's service"
    return f"`{found}`" if ":" in found else found.replace("_", " ")


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def best_with_a_model(use_case):
    shares = use_case["pathway_acceptability"]
    found = {name: share for name, share in shares.items() if name != TODAY}
    name = max(found, key=found.get) if found else ""
    return f"`{name}` {percent(found[name])}" if name and found[name] > 0 else "none"


def confirm(use_case):
    names = [gate["gate"] for gate in option_of(use_case, use_case["leading"])["to_be_confirmed"]]
    return ", ".join(names) if names else "–"


# Guangxi ------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("case", GUANGXI)
def test_what_the_study_of_guangxi_finds(decision_of, against_page, case):
    decision = decision_of(case)
    rows = []
    for use_case in decision["use_cases"]:
        leading = option_of(use_case, use_case["leading"])
        cost = leading["cost"]
        is_today = leading["id"] == TODAY
        rows.append([
            use_case["id"],
            verdict(use_case),
            f"`{leading['id']}`",
            percent(use_case["pathway_acceptability"].get(TODAY, 0.0)),
            best_with_a_model(use_case),
            "–" if is_today else money(cost["shared"]["p50"]),
            "–" if is_today else money(cost["benefit"] and cost["benefit"]["p50"]),
            "–" if is_today else percent(cost["saves"]),
            confirm(use_case),
        ])
    head = [
        "use", "verdict", "leading", "today's service best in", "next pathway best in",
        "cost, median", "benefit, median", "saves in", "to be confirmed of the leading",
    ]  # fmt: skip
    against_page("guangxi", case, table(head, rows))


@pytest.mark.slow
@pytest.mark.parametrize("case", GUANGXI)
def test_what_would_change_guangxis_answers(decision_of, against_page, case):
    rows = []
    for use_case in decision_of(case)["use_cases"]:
        for flip in use_case["flips"][:2]:
            name = flip["parameter"].removeprefix(f"dossier:use_cases/{use_case['id']}/")
            becomes = f"`{flip['becomes']}`"
            rows.append([
                use_case["id"],
                FAMILIES.get(name, name.split("/")[-1].replace("_", " ").replace(":", " of ")),
                flip["direction"],
                figure(flip["value"], name),
                becomes,
            ])
    head = ["use", "if this", "goes", "beyond", "the best becomes"]
    against_page("guangxi", f"{case}-flips", table(head, rows))


@pytest.mark.slow
def test_the_plan_of_guangxi(decision_of, against_page):
    plans = [decision_of(case)["portfolio"] for case in GUANGXI]
    rows = [
        [name, *(f"`{plan['choices'][name]}`" for plan in plans)] for name in plans[0]["choices"]
    ]
    shared = [", ".join(f"`{name}`" for name in plan["capabilities"]) or "none" for plan in plans]
    rows.append(["shared capabilities", *shared])
    against_page("guangxi", "plan", table(["use", "2024-05", "2026-11"], rows))


@pytest.mark.slow
def test_what_moved_guangxi(decision_of, against_page):
    cells = [(case, day) for case in GUANGXI for day in DAYS.values()]
    decisions = [decision_of(case, as_of=day) for case, day in cells]
    rows = []
    for name in [entry["id"] for entry in decisions[0]["use_cases"]]:
        found = [of(decision, name) for decision in decisions]
        shares = [percent(entry["pathway_acceptability"].get(TODAY, 0.0)) for entry in found]
        words = [verdict(entry) for entry in found]
        cell = [f"{share}, {word}" for share, word in zip(shares, words, strict=True)]
        rows.append([name, *cell])
    head = ["today's service best in, verdict"]
    head += [f"dossier {case[-4:]}, facts {day[:7]}" for case, day in cells]
    against_page("guangxi", "moved", table(head, rows))


# Singapore ----------------------------------------------------------------------------------------

PATH = (
    "2023-12-04", "2024-01-31", "2024-03-31", "2024-04-30", "2024-05-31", "2024-06-30",
    "2024-07-31",
)  # fmt: skip
GROUPS = {
    "pretraining": ("pretraining",),
    "open_adaptation": ("open_adaptation", "open_adaptation+sovereign_cloud"),
}


def newly_known(before, after):
    """Return the open models that a study of the later day knows, and one before does not."""
    known = [
        {card.id for card in load_facts(as_of=dt.date.fromisoformat(day)).models}
        for day in (before, after)
    ]
    cards = load_facts(as_of=dt.date.fromisoformat(after)).models
    fresh = [card for card in cards if card.id in known[1] - known[0]]
    return sorted(card.id for card in fresh if str(card.weights) == "open")


@pytest.mark.slow
def test_the_path_of_singapores_base_over_the_dates(decision_of, against_page):
    rows = []
    for number, day in enumerate(PATH):
        use_case = of(decision_of("singapore-2023-12", as_of=day), "regional-base")
        shares = use_case["pathway_acceptability"]
        sums = [sum(shares.get(name, 0.0) for name in names) for names in GROUPS.values()]
        fresh = newly_known(PATH[number - 1], day) if number else []
        names = ", ".join(f"`{name}`" for name in fresh) or "–"
        rows.append([
            day,
            *map(percent, (*sums, 1.0 - sum(sums))),
            f"`{use_case['leading']}`",
            names,
        ])
    head = [
        "facts of",
        "train one's own",
        "adapt an open model",
        "buy",
        "leading",
        "new open models",
    ]
    against_page("singapore", "path", table(head, rows))


BUDGET_2023 = (
    'budget: {investment_total: {value: 7.0e+7, source: '
    '"National Multimodal LLM Programme, two years [c008]", date: 2023-12-04}}'
)  # fmt: skip


@pytest.mark.slow
def test_singapores_money(decision_of, against_page):
    rows = []
    for label, budget in (("70 million", BUDGET_2023), ("unknown", "budget: {}")):
        edits = () if budget == BUDGET_2023 else ((BUDGET_2023, budget),)
        use_case = of(decision_of("singapore-2023-12", edits=edits), "regional-base")
        full = option_of(use_case, "pretraining:own-70b:own_data_centre:pretraining")
        small = option_of(use_case, "pretraining:own-7b:own_data_centre:pretraining")
        rows.append([
            label,
            *(money(row["cost"]["alone"]["p50"]) for row in (small, full)),
            *(percent(row["gate_probability"]) for row in (small, full)),
            percent(use_case["pathway_acceptability"].get("pretraining", 0.0)),
        ])
    head = [
        "investment", "own 7B, median cost alone", "own 70B", "own 7B passes all gates in",
        "own 70B does", "training one's own best in",
    ]  # fmt: skip
    against_page("singapore", "money", table(head, rows))


# A small country ----------------------------------------------------------------------------------

PORTUGUESE = {"languages": "pt", "running_budget": "unknown", "investment": "unknown"}
TEN = {"requests": [85000, 470000, 2560000]}
PAY = {"hourly_cost": [15, 25, 40]}
DRAFTS = {
    "service": "Drafting letters and notes", "task": "drafting", "public": "no", "impact": "low",
    "requests": [200000, 2000000, 8000000], "minutes": [15, 40, 120],
}  # fmt: skip
VARIANTS = {
    "as answered": {},
    "Portuguese alone": {"languages": "pt"},
    "… and no limit on money": PORTUGUESE,
    "… and ten countries share": PORTUGUESE | TEN,
    "… and pay five times as high": PORTUGUESE | PAY,
    "… and both": PORTUGUESE | TEN | PAY,
    "… and a hundred times the requests": PORTUGUESE | {"requests": [850000, 4700000, 25600000]},
    "drafts for 20,000 officials instead": PORTUGUESE | DRAFTS,
}


@pytest.fixture(scope="session")
def small_country(tmp_path_factory):
    """Return what writes the dossier of other answers and runs it."""
    answers = read_yaml((ROOT / "examples/small-country/answers.yaml").read_text("utf-8")).data

    def run(changes):
        path = tmp_path_factory.mktemp("small") / "dossier.yaml"
        path.write_text(short_dossier(dict(answers) | changes), encoding="utf-8")
        return json.loads(decision_json(run_study(path)))["use_cases"][0]

    return run


def cheapest(use_case):
    rows = [row for row in use_case["options"] if row["id"] != TODAY and row["cost"]["shared"]]
    rows = [row for row in rows if row["feasible"]] or rows
    return min(rows, key=lambda row: row["cost"]["shared"]["p50"])


@pytest.mark.slow
def test_what_comes_out_for_a_small_country(small_country, against_page):
    rows = []
    for label, changes in VARIANTS.items():
        use_case = small_country(changes)
        row = cheapest(use_case)
        volume = [
            flip
            for flip in use_case["flips"]
            if flip["parameter"].endswith("workload/requests_per_year")
        ]
        turn = count(volume[0]["value"]) if volume else "none found"
        benefit = row["cost"]["benefit"]
        rows.append([
            label,
            verdict(use_case),
            percent(use_case["pathway_acceptability"].get(TODAY, 0.0)),
            f"`{row['id']}`",
            money(row["cost"]["today"]["p50"]),
            money(row["cost"]["shared"]["p50"]),
            money(benefit and benefit["p50"]),
            turn,
        ])
    head = [
        "answers", "verdict", "today's service best in", "cheapest with a model",
        "today's service", "its cost", "its benefit", "answer turns at requests a year",
    ]  # fmt: skip
    against_page("small-country", "variants", table(head, rows))


@pytest.mark.slow
def test_what_excludes_the_options_of_a_small_country(small_country, against_page):
    use_case = small_country({})
    gates = {}
    for row in use_case["options"]:
        for gate in row["exclusions"]:
            gates.setdefault(gate["gate"], set()).add("+".join(row["pathways"]))
    rows = [
        [gate, ", ".join(f"`{name}`" for name in sorted(names))]
        for gate, names in sorted(gates.items())
    ]
    against_page(
        "small-country", "gates", table(["gate", "pathways of which it excludes some"], rows)
    )
