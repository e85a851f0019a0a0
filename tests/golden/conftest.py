"""Frozen results: compared with a stated tolerance, rewritten only when asked for.

``STEELYARD_REGENERATE=1 pytest tests/golden`` writes the frozen files anew; their difference is
then reviewed like any other change.
"""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent / "frozen"
FLAG = "STEELYARD_REGENERATE"
TOLERANCE = 1e-6
"""Relative; results agree to six significant digits across platforms."""


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
    """Return what a frozen decision.json keeps: verdicts, shares, money and the portfolio."""
    return {
        "illustration": decision["illustration"],
        "reading": decision["reading"],
        "assumed_share": decision["assumed_share"],
        "portfolio": {
            name: decision["portfolio"][name] for name in ("choices", "capabilities", "net_cost")
        },
        "use_cases": {entry["id"]: _headline(entry) for entry in decision["use_cases"]},
    }


def _headline(use_case: dict[str, Any]) -> dict[str, Any]:
    short = [row for row in use_case["options"] if row["short_listed"]]
    return {
        "recommended": use_case["recommended"],
        "leading": use_case["leading"],
        "reason": use_case["reason"]["key"],
        "confidence": use_case["confidence"],
        "tied": use_case["tied"],
        "pathway_acceptability": use_case["pathway_acceptability"],
        "flips": [
            {name: flip[name] for name in ("parameter", "direction", "value", "becomes")}
            for flip in use_case["flips"][:5]
        ],
        "cost": {row["id"]: row["cost"]["shared"] for row in short},
        "excluded": {
            row["id"]: [gate["gate"] for gate in row["exclusions"]]
            for row in use_case["options"]
            if not row["feasible"]
        },
    }


@pytest.fixture
def against_frozen() -> Callable[[str, Any], None]:
    """Return a function that compares a result with the frozen one of that name."""

    def compare(name: str, found: Any) -> None:
        path = FOLDER / f"{name}.json"
        text = json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
        if os.environ.get(FLAG):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"not frozen yet: {FLAG}=1 pytest tests/golden"
        rows = differences(json.loads(path.read_text(encoding="utf-8")), json.loads(text))
        assert not rows, f"{len(rows)} differences:\n" + "\n".join(rows[:40])

    return compare


@pytest.fixture
def tools() -> Any:
    """Return the functions of this file, for the tests of themselves."""
    return differences, headlines
