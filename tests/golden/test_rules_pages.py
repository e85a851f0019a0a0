"""Tables of rules: what instruments and packs there are, and one use under several sets of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from steelyard.instruments import instrument_ids, load_instrument, load_pack, pack_ids
from steelyard.study import compare_rules, load_facts

ROOT = Path(__file__).parents[2]
DOSSIER = ROOT / "examples" / "guangxi-2026" / "dossier.yaml"
ANSWERS = ROOT / "examples" / "guangxi-2026" / "answers"
BEFORE, AFTER = dt.date(2025, 10, 9), dt.date(2025, 10, 10)
TIERS = [("  tier: regional", "  tier: county")]
DRAWS = 2000
NOW = dt.date(2026, 11, 21)
LEGAL = {"residency", "tier", "registration", "oversight", "prohibited", "assurance"}


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def body_of(comparison):
    """Return the table and the rules without the heading, which the page has of its own."""
    return comparison.as_text("en").split("\n", 2)[2]


def test_the_list_of_instruments(against_page):
    rows = []
    for name in instrument_ids():
        found = load_instrument(name)
        read = sorted({entry.read_as for entry in found.references.values()})
        rows.append([
            f"`{name}`",
            found.name["en"],
            found.edition,
            found.jurisdiction,
            str(found.status).replace("_", " "),
            str(found.use),
            len(found.questions),
            ", ".join(
                dict.fromkeys(result.aggregate.replace("_", " ") for result in found.results)
            ),
            ", ".join(read),
        ])
    head = [
        "id", "instrument", "edition", "of", "standing", "use", "questions", "adds up by", "read",
    ]  # fmt: skip
    against_page("../method/instruments", "instruments", table(head, rows))


def test_the_list_of_packs(against_page):
    rows = []
    for name in pack_ids():
        pack = load_pack(name)
        labels = ", ".join(f"{entry.label} {entry.sensitivity}" for entry in pack.data_classes)
        rules = "; ".join(
            f"`{rule.id}` from {rule.effective_from}"
            + (f" until {rule.until}" if rule.until else "")
            for rule in pack.rules
        )
        instruments = ", ".join(f"`{entry.instrument}`" for entry in pack.instruments) or "–"
        rows.append([name, labels, rules, instruments])
    head = ["Pack", "Label → level", "Rules", "Instruments"]
    against_page("../method/gates", "packs", table(head, rows))


def test_level_of_government_and_day(against_page):
    found = compare_rules(
        DOSSIER, "citizen-questions", tiers=["regional", "county"], days=[BEFORE, AFTER]
    )
    ways = found.as_json()["ways"]
    states = {way: [cell["state"] for cell in cells] for way, cells in ways.items()}
    assert states["own_machines"] == ["pass", "pass", "pass", "excluded"]
    assert states["shared_platform"] == ["pass"] * 4
    assert states["service_in_country"] == ["pass", "pass", "pass", "unknown"]
    against_page("rules", "tier", body_of(found))


def test_class_of_the_data(against_page):
    classes = ["general", "important", "core", "state_secret"]
    found = compare_rules(DOSSIER, "citizen-questions", data_classes=classes)
    ways = found.as_json()["ways"]
    assert [cell["state"] for cell in ways["own_machines"]] == ["pass"] * 3 + ["excluded"]
    assert [cell["state"] for cell in ways["air_gapped"]] == ["pass"] * 4
    against_page("rules", "classes", body_of(found))


def test_one_use_under_three_jurisdictions(against_page):
    found = compare_rules(
        DOSSIER,
        "application-review",
        packs=["CN", "EU:personal", "CA:protected_b:national"],
        answers=[ANSWERS / "eu-ai-act.yaml", ANSWERS / "ca-aia.yaml"],
    )
    plain = found.as_json()
    abroad = [cell["state"] for cell in plain["ways"]["service_abroad"]]
    assert abroad == ["excluded", "unknown", "unknown"]
    tier = plain["columns"][1]["instruments"]["eu-ai-act"]
    assert (tier["possible"][0], tier["possible"][-1]) == ("minimal", "high")
    level = plain["columns"][2]["instruments"]["ca-aia"]
    assert level["possible"] == ["level-2", "level-3"]
    against_page("rules", "three", body_of(found))


@pytest.mark.slow
def test_filed_models(decision_of, against_page):
    found = {}
    for day in (BEFORE, AFTER):
        decision = decision_of("guangxi-2026", draws=DRAWS, as_of=day.isoformat())
        case = next(c for c in decision["use_cases"] if c["id"] == "citizen-questions")
        for option in case["options"]:
            if option["pathways"] == ["api"] and option["hosting"] == "vendor_in_country":
                state = option["gates"].get("registration", "no rule binds")
                found.setdefault(option["model"], {})[day] = state
    pack = load_pack("CN")
    rows = []
    for model, states in sorted(found.items()):
        developer = developer_of(model)
        entry = pack.entry_of(developer, AFTER, register="generative_services")
        since = entry.valid_from.isoformat() if entry is not None and entry.listed else "–"
        rows.append([
            f"`{model}`",
            developer,
            since,
            *(states.get(d, "–") for d in (BEFORE, AFTER)),
        ])
    assert {row[-1] for row in rows} == {"pass", "unknown"}
    head = ["model", "developer", "on record since", str(BEFORE), str(AFTER)]
    against_page("rules", "filed", table(head, rows))


def developer_of(model):

    return load_facts(as_of=AFTER).model(model).developer


@pytest.mark.slow
def test_what_the_rules_do_to_the_study(decision_of, against_page):
    columns = [
        (f"{place}, {day}", decision_of("guangxi-2026", draws=DRAWS, as_of=str(day), edits=edits))
        for place, day, edits in (
            ("region", BEFORE, ()),
            ("region", AFTER, ()),
            ("county", AFTER, TIERS),
            ("region", NOW, ()),
            ("county", NOW, TIERS),
        )
    ]
    rows = []
    for number, case in enumerate(columns[0][1]["use_cases"]):
        cells = []
        for _, decision in columns:
            found = decision["use_cases"][number]
            leading = option_of(found, found["leading"])
            asked = [gate["gate"] for gate in leading["to_be_confirmed"] if gate["gate"] in LEGAL]
            cells.append(
                f"{n_barred(found)} barred; `{leading['id']}`"
                + (f"; to be confirmed: {', '.join(asked)}" if asked else "")
            )
        rows.append([case["id"], *cells])
    for name, decision in columns:
        barred = sum(n_barred(case) for case in decision["use_cases"])
        assert (barred > 0) == name.startswith("county"), name
    # The county loses its own machines, so where they led another way leads.
    region, county = columns[3][1], columns[4][1]
    for before, after in zip(region["use_cases"], county["use_cases"], strict=True):
        if before["leading"].startswith("open_adaptation:"):
            assert after["leading"] != before["leading"]
    head = ["use", *(name for name, _ in columns)]
    against_page("rules", "study", table(head, rows))


def n_barred(use_case):
    return sum(option["gates"].get("tier") == "excluded" for option in use_case["options"])


def option_of(use_case, name):
    return next(row for row in use_case["options"] if row["id"] == name)
