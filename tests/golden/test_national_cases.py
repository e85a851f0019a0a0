"""Was the pathway really taken in the efficient set, with what was known on the day?

The answers stand in ``docs/cases``; a case page that no longer matches the program fails here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from steelyard.dossier.outcome import load_outcome

ROOT = Path(__file__).parents[2]
NATIONAL = sorted(
    path.parent.relative_to(ROOT / "examples").as_posix()
    for path in (ROOT / "examples" / "national").glob("*/outcome.yaml")
)
SINGAPORE = ("singapore-2023-12", "singapore-2024-07")
LEAST_SHARE = 0.01
"""First-rank share from which an option counts as efficient under six dimensions. [1]"""
VALUE_AND_COST = "value_and_cost"


def percent(share):
    return f"{100 * share:.0f} %"


def words(pathways):
    return " or ".join(f"`{pathway}`" for pathway in pathways)


def of(decision, use_case):
    return next(entry for entry in decision["use_cases"] if entry["id"] == use_case)


def findings(decision, outcome):
    """Return what the study says of the options that are of the kind that was taken."""
    use_case = of(decision, outcome.use_case)
    kind = [row for row in use_case["options"] if outcome.matches(row["pathways"])]
    names = {row["id"] for row in kind if row["feasible"]}
    shares = use_case["pathway_acceptability"]
    of_kind = {"+".join(row["pathways"]) for row in kind}
    share = sum(shares.get(name, 0.0) for name in of_kind)
    away = sum(share for name, share in shares.items() if name != "do_minimum")
    return {
        "feasible": bool(names),
        "share": share,
        "share_of_models": share / away if away else 0.0,
        "six": share >= LEAST_SHARE,
        "two": bool(names & set(use_case["readings"][VALUE_AND_COST]["efficient"])),
        "today": shares.get("do_minimum", 0.0),
        "has_benefit": use_case["has_benefit"],
        "recommended": use_case["recommended"],
        "leading": use_case["leading"],
    }


def national_table(decision_of):
    head = (
        "| case | use | what was taken | in the set, six dimensions | in the set, value and cost "
        "| best in | of those with a model | today's service best in | verdict; leading |\n"
        "|---|---|---|---|---|---|---|---|---|"
    )
    rows = []
    for case in NATIONAL:
        outcome = load_outcome(ROOT / "examples" / case / "outcome.yaml")
        found = findings(decision_of(case), outcome)
        today = percent(found["today"]) if found["has_benefit"] else "not compared"
        rows.append(
            f"| {case.removeprefix('national/')} | {outcome.use_case} "
            f"| {words(outcome.pathways + outcome.also_possible)} "
            f"| {yes(found['six'])} | {yes(found['two'])} | {percent(found['share'])} "
            f"| {percent(found['share_of_models'])} | {today} "
            f"| {verdict(found['recommended'])}; `{found['leading']}` |"
        )
    return "\n".join((head, *rows))


def yes(answer):
    return "yes" if answer else "**no**"


def verdict(recommended):
    if recommended == "do_minimum":
        return "today's service"
    return recommended.replace("_", " ") if ":" not in recommended else f"`{recommended}`"


@pytest.mark.slow
def test_the_table_of_the_national_cases(decision_of, against_page):
    against_page("national", "taken", national_table(decision_of))


LATER = "2026-11-21"


def later_table(decision_of):
    head = (
        "| case | what was taken, best in | of those with a model | in the set, value and cost "
        "| today's service best in | verdict; leading |\n|---|---|---|---|---|---|"
    )
    rows = []
    for case in NATIONAL:
        outcome = load_outcome(ROOT / "examples" / case / "outcome.yaml")
        found = findings(decision_of(case, as_of=LATER), outcome)
        today = percent(found["today"]) if found["has_benefit"] else "not compared"
        rows.append(
            f"| {case.removeprefix('national/')} | {percent(found['share'])} "
            f"| {percent(found['share_of_models'])} | {yes(found['two'])} | {today} "
            f"| {verdict(found['recommended'])}; `{found['leading']}` |"
        )
    return "\n".join((head, *rows))


@pytest.mark.slow
def test_the_same_dossiers_with_what_is_known_today(decision_of, against_page):
    against_page("national", "later", later_table(decision_of))


NO_BENEFIT = (
    "    # No benefit: nobody has stated what this is worth, "
    "so there is no verdict against today's service.\n"
)
INVENTED = """\
    benefit:
      addressable_share: {{p05: 0.2, p50: 0.5, p95: 0.8, family: logitnormal, {tag}}}
      uptake: {{p05: 0.05, p50: 0.25, p95: 0.6, family: logitnormal, {tag}}}
      ramp_years: 2
      minutes_saved: {{p05: 0.9, p50: 5.6, p95: {most}, {tag}}}
      staff_cost_per_hour: {{p05: {low}, p50: {middle}, p95: {high}, {tag}}}
      realised_share: {{p05: 0.1, p50: 0.4, p95: 0.8, family: logitnormal, {tag}}}
      cost_of_wrong_result: {{p05: {wrong_low}, p50: {wrong}, p95: {wrong_high}, {tag}}}
      other_value: {{p05: {other_low}, p50: {other}, p95: {other_high}, {tag}}}
"""
"""The benefit with which the language bases were first entered: the handling of a question."""
TAG = 'status: assumed, note: "Invented."'
SINGAPORE_PAY = {
    "most": 18, "low": 25, "middle": 45, "high": 80, "wrong_low": 0.375, "wrong": 6,
    "wrong_high": 134, "other_low": 0.125, "other": 1.8, "other_high": 26.7,
}  # fmt: skip
SWISS_PAY = {
    "most": 22.5, "low": 50, "middle": 85, "high": 130, "wrong_low": 0.75, "wrong": 11.3,
    "wrong_high": 271, "other_low": 0.25, "other": 3.39, "other_high": 54.2,
}  # fmt: skip
BASES = {
    "singapore-2023-12": SINGAPORE_PAY,
    "singapore-2024-07": SINGAPORE_PAY,
    "national/ch-apertus-2024": SWISS_PAY,
}


def bases_table(decision_of):
    head = (
        "| case | benefit | what was taken, best in | of those with a model | today's service "
        "| verdict; leading |\n|---|---|---|---|---|---|"
    )
    rows = []
    for case, pay in BASES.items():
        outcome = load_outcome(ROOT / "examples" / case / "outcome.yaml")
        invented = [(NO_BENEFIT, INVENTED.format(tag=TAG, **pay))]
        for label, edits in (("none, as shipped", ()), ("invented", invented)):
            found = findings(decision_of(case, edits=edits), outcome)
            today = percent(found["today"]) if found["has_benefit"] else "not compared"
            rows.append(
                f"| {case.removeprefix('national/')} | {label} | {percent(found['share'])} "
                f"| {percent(found['share_of_models'])} | {today} "
                f"| {verdict(found['recommended'])}; `{found['leading']}` |"
            )
    return "\n".join((head, *rows))


@pytest.mark.slow
def test_what_an_invented_benefit_would_do(decision_of, against_page):
    against_page("national", "bases", bases_table(decision_of))


DATES = ("2023-12-04", "2024-07-31")
SHARES = (
    "api", "licensed_instance", "finetuned_purchase", "rag_purchased", "sovereign_cloud",
    "rag_purchased+sovereign_cloud", "open_adaptation", "open_adaptation+sovereign_cloud",
    "pretraining",
)  # fmt: skip


def swap_table(decision_of, use_case):
    decisions = [
        (case, date, of(decision_of(case, as_of=date), use_case))
        for case in SINGAPORE
        for date in DATES
    ]
    head = ["| | " + " | ".join(f"dossier of {c[10:]}, facts of {d[:7]}" for c, d, _ in decisions)]
    head += ["|---" * (len(decisions) + 1)]
    rows = [[verdict_row("verdict", [verdict(u["recommended"]) for *_, u in decisions])]]
    rows += [[verdict_row("leading", [f"`{u['leading']}`" for *_, u in decisions])]]
    names = ("do_minimum", *SHARES)
    for name in names:
        shares = [u["pathway_acceptability"].get(name, 0.0) for *_, u in decisions]
        if max(shares) >= LEAST_SHARE:
            rows += [[verdict_row(f"`{name}` best in", [percent(share) for share in shares])]]
    lines = [f"{line} |" for line in head] + [row for (row,) in rows]
    return "\n".join(lines)


def verdict_row(label, cells):
    return f"| {label} | " + " | ".join(cells) + " |"


@pytest.mark.slow
@pytest.mark.parametrize("use_case", ["officers-assistant", "citizen-answers", "regional-base"])
def test_the_dates_of_singapore_swapped(decision_of, against_page, use_case):
    against_page("singapore", use_case, swap_table(decision_of, use_case))


def taken_table(decision_of):
    head = (
        "| study | what was taken | in the set, six dimensions | in the set, value and cost "
        "| best in | rank among pathways |\n|---|---|---|---|---|---|"
    )
    rows = []
    for case in SINGAPORE:
        outcome = load_outcome(ROOT / "examples" / case / "outcome.yaml")
        decision = decision_of(case)
        found = findings(decision, outcome)
        shares = of(decision, outcome.use_case)["pathway_acceptability"]
        ahead = sum(share > found["share"] for share in shares.values())
        rows.append(
            f"| {case} | {words(outcome.pathways)} | {yes(found['six'])} | {yes(found['two'])} "
            f"| {percent(found['share'])} | {ahead + 1} |"
        )
    return "\n".join((head, *rows))


@pytest.mark.slow
def test_what_singapore_did(decision_of, against_page):
    against_page("singapore", "taken", taken_table(decision_of))
