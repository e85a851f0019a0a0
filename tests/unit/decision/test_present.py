"""What a new dossier and one pass at the medians say of the present."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from steelyard.decision.present import PRICE, Level, best_offered, present_of
from steelyard.facts.loader import load_facts
from steelyard.facts.succession import successors
from steelyard.instruments import load_pack
from steelyard.options.model import GateKind, GateState
from steelyard.uncertainty import median_sample

FACT = "eff.lora.setup-data-engineer"


@pytest.fixture
def present(synthetic):
    def build(*, twist=None, pack="GENERIC", units=None, facts=None, price=None, **changes):
        study = synthetic.study(twist=twist, **changes)
        sample = median_sample()
        names = tuple(entry.id for entry in study.dossier.use_cases)
        median = study.appraisal.model(sample, names)
        return present_of(
            study.dossier,
            median,
            pack=load_pack(pack),
            inputs=sample.known,
            successors=facts or {},
            units=units or {},
            weights={"cost": 0.2},
            reviews={"machine.price": date(2027, 1, 1)},
            price=price,
        )

    return build


def test_levels_are_medians_of_dossier_and_drawn_inputs(present):
    found = present()
    volume = "dossier:use_cases/large/workload/requests_per_year"
    assert found.levels[volume] == Level(1e6, "request/year")
    assert found.levels["fact:machine.price"] == Level(3e5, "EUR")
    assert "dossier:money/tax_rate" in found.levels
    assert found.use_cases == {"small", "large"}
    assert found.with_benefit == {"small", "large"}
    assert PRICE not in found.levels
    assert present(price=12.0).levels[PRICE] == Level(12.0, "CUR/point")


def test_a_fact_that_was_replaced_stands_under_its_earlier_name(present):
    facts = successors(load_facts(as_of=date(2026, 11, 21)), [FACT])
    found = present(facts={"old": facts[FACT]})
    assert found.levels["fact:old"] == Level(facts[FACT].statement.p50, "FTE-month")
    other = present(facts={"old": facts[FACT]}, units={"fact:old": "EUR"})
    assert other.levels["fact:old"].unit == "FTE-month"


def test_only_certain_gates_bar_in_the_median_case(present, synthetic):
    found = present(
        twist=synthetic.Twist(unknown_gate=("api:a",), excluded=("own:e",), bar=(("api:b", 0.0),))
    )
    assert found.options["small", "api:a"] == {"licence": "unknown"}
    assert found.options["small", "own:e"] == {"people": "settled"}
    assert found.options["small", "api:b"] == {"quality": "settled"}


def test_of_several_rules_of_one_gate_the_strictest_tells(synthetic):
    gates = tuple(
        replace(synthetic.gate("residency", state, None), kind=GateKind.LEGAL)
        for state in (GateState.PASS, GateState.EXCLUDED, GateState.UNKNOWN)
    )
    entry = synthetic.study().appraisal.use_cases[0]
    barred = replace(entry, gates=(entry.gates[0], gates, *entry.gates[2:]))
    assert best_offered(barred) < best_offered(entry)


def test_nothing_known_is_no_best(synthetic):
    entry = synthetic.study().appraisal.use_cases[0]
    assert best_offered(replace(entry, quality=np.full_like(entry.quality, np.nan))) is None


def test_trials_and_days_stand_under_the_names_of_triggers(present):
    trial = {
        "use_case": "large", "model": "d", "n_items": 50, "n_accepted": 40, "date": "2025-12-01",
        "source": "report",
    }  # fmt: skip
    offer = {
        "id": "letter", "supplier": "s", "supplier_country": "XX", "pathway": "api", "model": "d",
        "hosting": "own_data_centre", "valid_until": "2026-03-31", "source": "letter",
    }  # fmt: skip
    found = present(evidence=[trial], offers=[offer])
    assert found.trials == {("large", "d")}
    assert found.days["offer:letter"] == date(2026, 4, 1)
    european = present(pack="EU").days
    assert european["rule:EU/eu-ai-oversight"] == date(2027, 12, 2)
    assert "instrument:EU/eu-ai-act" in european
