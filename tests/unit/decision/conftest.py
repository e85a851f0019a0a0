from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from steelyard.decision.contest import contest_of
from steelyard.decision.criteria import load_criteria
from steelyard.decision.decide import decide
from steelyard.decision.flips import scan_flips
from steelyard.decision.frame import frame_of
from steelyard.decision.influence import influence_of
from steelyard.decision.input_status import statuses_of
from steelyard.decision.preferences import preferences_of
from steelyard.decision.scans import volume_id
from steelyard.decision.triggers import triggers_of
from steelyard.dossier.parameters import parameters_of
from steelyard.instruments import load_pack
from steelyard.uncertainty import median_sample

if TYPE_CHECKING:
    from types import ModuleType

SYNTHETIC = Path(__file__).with_name("synthetic_study.py")


@pytest.fixture(scope="session")
def synthetic() -> ModuleType:
    """Return the module of the small made-up study."""
    spec = importlib.util.spec_from_file_location("synthetic_study", SYNTHETIC)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def contests(synthetic):
    """Return a function that builds the contests of a made-up study, by use case."""

    def build(**changes):
        study = synthetic.study(**changes)
        criteria = load_criteria()
        preferences = preferences_of(study.dossier, criteria, study.sample)
        frame = frame_of(study.dossier, criteria, preferences, study.sample)
        return {
            entry.use_case: contest_of(
                frame, entry, has_benefit=study.needs.of(entry.use_case).has_benefit
            )
            for entry in study.appraisal.use_cases
        }

    return build


@pytest.fixture(scope="session")
def decided(synthetic):
    """Return a function that decides a made-up study."""

    def run(**changes):
        study = synthetic.study(**changes)
        return decide(study.needs, study.appraisal, study.sample, study.dossier)

    return run


@pytest.fixture
def rng() -> np.random.Generator:
    """Return a generator with a stated seed."""
    return np.random.default_rng(20240501)


@pytest.fixture(scope="session")
def triggered(synthetic):
    """Return a function that decides a made-up study and derives its triggers."""

    def run(reviews=None, pack="GENERIC", **changes):
        study = synthetic.study(**changes)
        decision = decide(study.needs, study.appraisal, study.sample, study.dossier)
        names = tuple(entry.id for entry in study.dossier.use_cases)
        median = study.appraisal.model(median_sample(), names)
        found = triggers_of(
            decision,
            study.dossier,
            pack=pack if not isinstance(pack, str) else load_pack(pack),
            reviews=reviews or {},
            median=median,
        )
        return study, decision, found, median

    return run


@pytest.fixture(scope="session")
def profiled(synthetic, contests):
    """Return a function that scans a made-up use case: its profile, leading row and influence."""

    def build(use_case="small", **changes):
        study = synthetic.study(**changes)
        contest = contests(**changes)[use_case]
        path = volume_id(use_case).removeprefix("dossier:")
        influence = influence_of(contest.frame.sample)
        reading = contest.deciding.reading
        leading = int(contest.deciding.best(contest.expected(reading))[0])
        scanned = scan_flips(
            contest,
            study.appraisal.model,
            volume=parameters_of(study.dossier)[path],
            leading=leading,
            influence=influence,
            statuses=statuses_of(study.dossier, {}),
        )
        return scanned.profile, leading, influence

    return build


def _voice(name, **points):
    return {"id": name, "name": {"en": name}, "weights": {"points": points}}


@pytest.fixture(scope="session")
def parted():
    """Return dossier entries, by reading, in which orders and mean weights lead elsewhere.

    In the large use case two of three prefer the service abroad, the third cares so much more for
    control that the mean weights put the own machines first.
    """
    rules = {"stated_by": "board", "stated_on": "2025-12-01"}
    six = [
        _voice("finance", cost=15, sustainability=5),
        _voice("treasury", sovereignty=1, cost=15, resource_capability=1, sustainability=2),
        _voice("security", sovereignty=13, cost=6, sustainability=1),
    ]
    money = [
        _voice("finance", sovereignty=4, cost=14, cultural_fit=2),
        _voice("treasury", sovereignty=1, safety=11, cost=8),
        _voice("security", sovereignty=17, safety=1, cost=1),
    ]

    def changes(reading, aggregation):
        own = {**rules, "reading": reading, "aggregation": aggregation}
        if reading == "six_dimensions":
            return {"stakeholders": six, "rules": own}
        return {"stakeholders": money, "rules": {**own, "money_per_value_point": 30_000}}

    return changes
