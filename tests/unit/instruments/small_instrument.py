"""A made-up instrument with one result of every way of adding up, small enough to work by hand."""

from __future__ import annotations

import copy
from typing import Any

from steelyard.instruments.instrument import Instrument


def both(text: str) -> dict[str, str]:
    """Return a text in the two languages that every entry needs."""
    return {"en": text, "zh": f"{text}（中）"}


def question(name: str, **more: Any) -> dict[str, Any]:
    """Return a question."""
    asked = {"id": name, "text": both(f"About {name}?"), "source": "text"}
    return asked | {"locator": f"item {name}"} | more


def result(name: str, kind: str, **more: Any) -> dict[str, Any]:
    """Return a result; its scale is that of grades unless it says otherwise."""
    scale = {} if kind == "tally" else {"scale": "grade"}
    head = {"id": name, "name": both(f"The {name}"), "aggregate": kind}
    return head | scale | {"source": "text", "locator": f"rule {name}"} | more


YES_NO = [
    {"id": "yes", "text": both("Yes"), "points": 1},
    {"id": "no", "text": both("No")},
]
CHECKED = [
    {"id": "met", "text": both("Met"), "points": 1},
    {"id": "not_met", "text": both("Not met")},
    {"id": "not_applicable", "text": both("Does not apply"), "excluded": True},
]
HARMS = [
    {"id": "health", "text": both("Health"), "points": 3},
    {"id": "rights", "text": both("Rights"), "points": 1},
    {"id": "relief", "text": both("It relieves"), "points": -1},
]
BANDS = [{"below": 10, "points": 0}, {"up_to": 50, "points": 1}, {"points": 2}]
GRADES = [{"id": name, "name": both(f"{name} grade")} for name in ("low", "mid", "high")]
TABLE = {
    "yes": {"low": "mid", "mid": "high", "high": "high"},
    "no": {"low": "low", "mid": "low", "high": "mid"},
}
SMALL: dict[str, Any] = {
    "id": "small",
    "edition": "2.0",
    "name": both("Small instrument"),
    "issuer": "Nobody",
    "jurisdiction": "INT",
    "status": "in_force",
    "effective_from": "2024-03-01",
    "until": "2026-01-01",
    "known_from": "2024-01-01",
    "assesses": "offer",
    "use": "evidence",
    "purpose": both("To be worked by hand."),
    "references": {
        "text": {
            "publisher": "Nobody",
            "title": "A text",
            "published": "2024-01-01",
            "read_as": "primary",
        }
    },
    "scales": {"grade": GRADES},
    "groups": [
        {"id": name, "name": both(f"Part {name}")} for name in ("parts", "points", "checks")
    ],
    "questions": [
        question("scope", choices=YES_NO),
        question("depth", group="parts", scale="grade"),
        question(
            "breadth",
            group="parts",
            scale="grade",
            asked_if=[{"question": "scope", "any_of": ["yes"]}],
        ),
        question("harms", group="points", choices=HARMS, several=True),
        question(
            "share",
            group="points",
            number={"unit": "per cent", "at_least": 0, "at_most": 100, "bands": BANDS},
        ),
        question("tested", group="checks", choices=CHECKED),
        question("logged", group="checks", choices=CHECKED),
        question("praised", group="checks", choices=CHECKED, optional=True),
    ],
    "results": [
        result("lowest", "minimum", of=["parts"]),
        result("highest", "high_water_mark", of=["parts"]),
        result(
            "ladder",
            "cumulative_ladder",
            rungs=[{"level": "mid", "of": ["scope"]}, {"level": "high", "of": ["tested"]}],
        ),
        result("cell", "lookup_matrix", row="scope", column="depth", cells=TABLE),
        result("rows", "lookup_matrix", rows={"depth": "no", "breadth": "yes"}, cells=TABLE),
        result(
            "percent",
            "percentage",
            of=["points"],
            maximum=6,
            shares=[
                {"level": "low", "up_to": 0.25},
                {"level": "mid", "up_to": 0.5},
                {"level": "high", "up_to": 1.0},
            ],
            mitigation={"of": ["checks"], "maximum": 3, "threshold": 0.5, "discount": 0.5},
        ),
        result(
            "award",
            "floors_then_weighted",
            weights={"even": {"lowest": 50, "checks": 50}, "first": {"lowest": 90, "checks": 10}},
            scores={"lowest": ["parts"]},
        ),
        result("counts", "tally", of=["checks", "scope"]),
    ],
    "main_result": "lowest",
    "contradictions": [
        {
            "when": [
                {"question": "depth", "any_of": ["high"]},
                {"question": "tested", "any_of": ["not_met"]},
            ],
            "text": both("nothing untested is of the highest grade."),
        }
    ],
    "obligations": [
        {
            "id": name,
            "result": "lowest",
            "at": at,
            "text": both(f"Do {name}"),
            "source": "text",
            "locator": f"duty {name}",
        }
        | more
        for name, at, more in (
            ("repair", ["low"], {}),
            ("publish", ["mid", "high"], {"effective_from": "2025-01-01"}),
        )
    ],
}
FULL: dict[str, Any] = {
    "scope": "yes",
    "depth": "mid",
    "breadth": "high",
    "harms": ("health", "relief"),
    "share": 50,
    "tested": "met",
    "logged": "not_applicable",
}
"""Every mandatory answer."""


def small_body(**changes: Any) -> dict[str, Any]:
    """Return the instrument as it stands in a file, with parts exchanged."""
    return copy.deepcopy(SMALL) | changes


def small(**changes: Any) -> Instrument:
    """Return the instrument, with parts exchanged."""
    return Instrument.model_validate(small_body(**changes))


def with_result(kind: str, **more: Any) -> Instrument:
    """Return the instrument with one result of a kind, which is its main one."""
    return small(results=[result("only", kind, **more)], main_result="only", obligations=[])
