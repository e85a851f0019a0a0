"""What a reader should know before a study is run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from steelyard.dossier.checks import Level, check_dossier, findings_of, status_counts
from steelyard.dossier.loader import load_dossier

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Writer = Callable[[str | bytes], Path]

OFFER = (
    "offers: [{id: o, supplier: S, supplier_country: NO, pathway: api, model: m, "
    "hosting: vendor_abroad, valid_until: 2024-01-01, source: letter}]\n"
)


def messages(text: str, written: Writer) -> str:
    report = check_dossier(written(text))
    assert report.is_usable
    return "\n".join(str(finding) for finding in report.findings)


def test_the_report_in_words(least: str, written: Writer) -> None:
    assert str(check_dossier(written(least))).endswith(
        "quantities: 13 given, 0 derived, 0 assumed."
    )
    assert str(check_dossier(written(least.replace("NOK", "NKO")))).endswith(": 1 problem.")


def test_a_dossier_with_problems_has_no_findings(least: str, written: Writer) -> None:
    report = check_dossier(written(least.replace("NOK", "NKO")))
    assert not report.is_usable
    assert report.findings == ()
    assert report.as_json()["problems"][0]["line"] == 7


def test_an_unreadable_file_is_reported_not_raised(written: Writer) -> None:
    report = check_dossier(written(b"\x00"))
    assert [problem.path for problem in report.problems] == ["file"]


def test_the_report_is_plain_data(least: str, written: Writer) -> None:
    report = check_dossier(written(least)).as_json()
    assert json.loads(json.dumps(report)) == report
    assert report["usable"] is True
    assert report["quantities"] == {"given": 13, "derived": 0, "assumed": 0}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "tax_rate: 0.25",
            "tax_rate: {value: 0.25, source: law, date: 2025-01-01}",
            "warning: money/tax_rate: its source of 2025-01-01 is later than the study",
        ),
        ("price_year: 2024", "price_year: 2010", "prices of 2010 in a study of 2024"),
        ("first_year: 2025", "first_year: 2023", "the horizon begins in 2023, before the study"),
        ("use_cases:", OFFER + "use_cases:", "offers/o: the offer ended on 2024-01-01"),
        ("id: least", "id: least", "no stakeholder"),
        ("id: least", "id: least", "no budget is stated"),
        ("id: least", "id: least", "nothing is known of these posts: data_engineer"),
        ("id: least", "id: least", "no verdict against today's service"),
        ("id: least", "id: least", "money/tax_rate: a given figure without a source"),
        ("p05: 1000", "p05: 10", "known only within a factor of 900 (10 to 9000 request/year)"),
        (
            "use_cases:",
            "stakeholders: [{id: a, name: {en: A}, weights: {ranking: [cost]}}]\nuse_cases:",
            "stakeholders/a: the weights are not signed",
        ),
        (
            "use_cases:",
            "evidence: [{use_case: letters, model: m, n_items: 9, n_accepted: 8, "
            "date: 2024-06-01, source: s}]\nuse_cases:",
            "evidence/0: dated 2024-06-01, later than the study",
        ),
    ],
)
def test_findings(before: str, after: str, expected: str, least: str, written: Writer) -> None:
    assert expected in messages(least.replace(before, after, 1), written)


def test_signed_and_deciding_weights_are_not_mentioned(least: str, written: Writer) -> None:
    text = least + (
        "stakeholders: [{id: a, name: {en: A}, weights: {ranking: [cost]}, signed_by: A, "
        "signed_on: 2024-05-01, decides: true}]\n"
    )
    assert "stakeholders" not in messages(text, written)


def test_warnings_come_first_and_counts_add_up(least: str, written: Writer) -> None:
    dossier = load_dossier(written(least))
    levels = [finding.level for finding in findings_of(dossier)]
    assert levels == sorted(levels, key=lambda level: level is Level.NOTE)
    assert sum(status_counts(dossier).values()) == 13
