"""Frozen results and the tables of the case pages: compared, or written anew by one command.

``python -m pytest tests/golden --freeze`` runs every case and rewrites ``examples/*/frozen.json``
and the tables of ``docs/cases``; the difference is then reviewed like any other change. Numbers of
frozen files are compared to six significant digits, the tables as text.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from steelyard.study import decision_json, run_study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "cases"
TOLERANCE = 1e-6
"""Relative; results agree to six significant digits across platforms. [1]"""
FLAG = "--freeze"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that writes instead of comparing."""
    parser.addoption(FLAG, action="store_true", help="write frozen results and page tables anew")


@pytest.fixture(scope="session")
def freezes(request: pytest.FixtureRequest) -> bool:
    """Say whether results are to be written."""
    return bool(request.config.getoption(FLAG, default=False))


def differences(
    expected: Any, found: Any, *, tolerance: float = TOLERANCE, at: str = ""
) -> list[str]:
    """Return where two results differ, by their path, numbers within a relative tolerance."""
    if isinstance(expected, dict) and isinstance(found, dict):
        rows = [f"{at}/{key}: gone" for key in expected if key not in found]
        rows += [f"{at}/{key}: new" for key in found if key not in expected]
        for key in expected:
            if key in found:
                rows += differences(
                    expected[key], found[key], tolerance=tolerance, at=f"{at}/{key}"
                )
        return rows
    if isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            return [f"{at}: {len(expected)} entries, now {len(found)}"]
        rows = []
        for index, (old, new) in enumerate(zip(expected, found, strict=True)):
            rows += differences(old, new, tolerance=tolerance, at=f"{at}[{index}]")
        return rows
    if _is_number(expected) and _is_number(found):
        same = math.isclose(expected, found, rel_tol=tolerance, abs_tol=tolerance**2)
    else:
        same = type(expected) is type(found) and expected == found
    return [] if same else [f"{at}: {expected!r}, now {found!r}"]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def headlines(decision: dict[str, Any]) -> dict[str, Any]:
    """Return what is frozen of a decision.json: verdicts, shares, money and the portfolio."""
    portfolio = decision["portfolio"]
    return {
        "case": decision["id"],
        "draws": decision["manifest"]["draws"],
        "seed": decision["manifest"]["seed"],
        "currency": decision["currency"],
        "assumed_share": decision["assumed_share"],
        "portfolio": {name: portfolio[name] for name in ("choices", "capabilities", "net_cost")},
        "plan_over_years": _plan(decision["plan_over_years"]),
        "use_cases": {entry["id"]: _headline(entry) for entry in decision["use_cases"]},
    }


def _plan(plan: dict[str, Any]) -> dict[str, Any]:
    return {
        "worth": plan["worth"],
        "points": plan["points"],
        "starts": {
            entry["use_case"]: [
                entry[name] for name in ("option", "start_year", "successor", "alone", "way")
            ]
            for entry in plan["starts"]
        },
        "builds": {entry["id"]: [entry["ready_year"], entry["cost"]] for entry in plan["builds"]},
        "conflicts": [[entry["kind"], entry["name"]] for entry in plan["conflicts"]],
    }


def _headline(use_case: dict[str, Any]) -> dict[str, Any]:
    return {
        "recommended": use_case["recommended"],
        "leading": use_case["leading"],
        "reason": use_case["reason"]["key"],
        "confidence": use_case["confidence"],
        "tied": use_case["tied"],
        "pathway_acceptability": use_case["pathway_acceptability"],
        "shared_cost_p50": {
            row["id"]: row["cost"]["shared"]["p50"]
            for row in use_case["options"]
            if row["feasible"] and row["cost"]["shared"]
        },
        "infeasible": {
            row["id"]: [gate["gate"] for gate in row["exclusions"]]
            for row in use_case["options"]
            if not row["feasible"]
        },
    }


@pytest.fixture(scope="session")
def against_frozen(freezes: bool) -> Callable[[Path, Any], None]:
    """Return what compares a result with a frozen file, or writes the file."""

    def compare(path: Path, found: Any) -> None:
        text = json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
        if freezes:
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"not frozen yet: python -m pytest tests/golden {FLAG}"
        rows = differences(json.loads(path.read_text(encoding="utf-8")), json.loads(text))
        assert not rows, f"{len(rows)} differences:\n" + "\n".join(rows[:40])

    return compare


@pytest.fixture(scope="session")
def decision_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, Any]]:
    """Return what runs a case once and keeps its decision.json.

    ``edits`` are pairs of a text in the dossier and what takes its place: a study that differs
    from the shipped case by exactly that.
    """
    kept: dict[tuple[Any, ...], dict[str, Any]] = {}

    def run(
        case: str,
        *,
        draws: int | None = None,
        as_of: str | None = None,
        edits: Iterable[tuple[str, str]] = (),
    ) -> dict[str, Any]:
        key = (case, draws, as_of, tuple(edits))
        if key not in kept:
            path = ROOT / "examples" / case / "dossier.yaml"
            text = path.read_text(encoding="utf-8")
            for old, new in key[3]:
                assert text.count(old) == 1, f"{path}: expected once, found otherwise: {old}"
                text = text.replace(old, new)
            if key[3]:
                path = tmp_path_factory.mktemp("edited") / "dossier.yaml"
                path.write_text(text, encoding="utf-8")
            day = None if as_of is None else dt.date.fromisoformat(as_of)
            size = {} if draws is None else {"draws": draws}
            kept[key] = json.loads(decision_json(run_study(path, as_of=day, **size)))
        return kept[key]

    return run


@pytest.fixture(scope="session")
def against_page(freezes: bool) -> Callable[[str, str, str], None]:
    """Return what compares a table with the one in a page of ``docs/cases``, or writes it there."""

    def compare(page: str, name: str, table: str) -> None:
        path = PAGES / f"{page}.md"
        text = path.read_text(encoding="utf-8")
        block = re.compile(rf"(<!-- table {name}[^\n]*-->\n)(.*?)(\n<!-- end -->)", re.DOTALL)
        found = block.search(text)
        assert found, f"{path}: no place for table {name}"
        if freezes:
            text = text[: found.start(2)] + table + text[found.end(2) :]
            path.write_text(text, encoding="utf-8")
            return
        assert found.group(2) == table, f"{path}: table {name} is out of date"

    return compare


@pytest.fixture
def tools() -> Any:
    """Return the functions of this file, for the tests of themselves."""
    return differences, headlines
