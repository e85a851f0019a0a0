"""A ministry in a few lines, and the shipped facts of three dates."""

from __future__ import annotations

import copy
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from steelyard.dossier.schema import Dossier
from steelyard.facts.loader import load_facts
from steelyard.needs import assess_needs
from steelyard.options.appraise import appraise_options
from steelyard.options.market import Market
from steelyard.uncertainty import Sample, median_sample

if TYPE_CHECKING:
    from steelyard.options.model import Appraisal

USE_CASE = {
    "id": "answers",
    "name": {"en": "Answers"},
    "scenario": {"en": "Service"},
    "owner": "Service office",
    "task": "question_answering",
    "today": {"cost_per_request": 8, "minutes_per_request": 6, "error_rate": 0.2},
    "workload": {
        "requests_per_year": 100_000,
        "growth": 0.05,
        "peak_to_mean": 4,
        "input_tokens": 1500,
        "output_tokens": 300,
    },
    "languages": [{"language": "zh", "share": 1.0}],
    "data_class": "general",
    "serves_public": False,
    "decision_impact": "low",
    "need_for_control": 2,
    "strategic_importance": 2,
    "requirements": {},
    "start_year": 2025,
}
BODY = {
    "id": "ministry",
    "title": {"en": "A ministry"},
    "as_of": "2024-05-23",
    "prepared_by": "A test",
    "jurisdiction": {"country": "CN", "tier": "regional", "pack": "CN", "languages": ["zh"]},
    "money": {
        "currency": "CNY",
        "price_year": 2024,
        "tax_rate": 0.1,
        "import_duty": 0,
        "discount_rate": 0.06,
        "inflation": 0.02,
        "real_wage_growth": 0.02,
    },
    "horizon": {"first_year": 2025, "n_years": 3},
    "rules": {"reading": "six_dimensions", "stated_by": "A test", "stated_on": "2024-05-01"},
    "site": {"grid_zone": "CN"},
    "capacity": {"has_data_centre": True},
    "use_cases": [USE_CASE],
}


def merged(base: dict, changes: dict) -> dict:
    """Lay nested changes over a nested mapping."""
    result = copy.deepcopy(base)
    for key, value in changes.items():
        old = result.get(key)
        result[key] = (
            merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
        )
    return result


@pytest.fixture(scope="session")
def ministry():
    """Return a function that makes a dossier: use-case changes, then changes of the rest."""

    def make(use_case: dict | None = None, **changes: object) -> Dossier:
        body = merged(BODY, {"use_cases": [merged(USE_CASE, use_case or {})], **changes})
        return Dossier.model_validate(body)

    return make


@pytest.fixture(scope="session")
def facts_of():
    """Return the shipped facts as known on a day, read once."""

    @cache
    def load(day: str):
        return load_facts(as_of=date.fromisoformat(day))

    return load


@pytest.fixture(scope="session")
def need_of():
    """Return the only need of a dossier, and its sample."""

    def make(dossier: Dossier, n: int = 200, seed: int = 1):
        sample = Sample(n, seed)
        return assess_needs(dossier, sample).use_cases[0], sample

    return make


@pytest.fixture(scope="session")
def market_of(facts_of):
    """Return a dossier's market with draws of its own."""

    def make(dossier: Dossier, n: int = 200, seed: int = 1) -> Market:
        sample = median_sample() if n == 1 else Sample(n, seed)
        return Market.at(dossier, facts_of(dossier.as_of.isoformat()), sample)

    return make


@pytest.fixture(scope="session")
def appraised(facts_of):
    """Appraise a dossier, once for all tests; the result of its first use case comes second."""
    known: dict[tuple[str, int, int], Appraisal] = {}

    def run(dossier: Dossier, n: int = 60, seed: int = 1):
        key = (dossier.model_dump_json(), n, seed)
        if key not in known:
            sample = Sample(n, seed)
            facts = facts_of(dossier.as_of.isoformat())
            needs = assess_needs(dossier, sample)
            known[key] = appraise_options(needs, dossier, facts, sample)
        return known[key], known[key].use_cases[0]

    return run
