"""A small made-up study: two use cases, seven options, every stage result by simple formulas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from steelyard.decision.criteria import load_criteria
from steelyard.dossier.capacity import Role
from steelyard.dossier.parameters import parameters_of
from steelyard.dossier.schema import Dossier
from steelyard.dossier.text import Message
from steelyard.needs import NOTHING_ASSESSED
from steelyard.needs.model import CapacityAtHand, Needs, UseCaseNeed
from steelyard.options.exposure import Exposure
from steelyard.options.model import (
    Adaptation,
    Appraisal,
    CostLine,
    DeliveryVehicle,
    GateKind,
    GateResult,
    GateState,
    Hosting,
    Judged,
    Option,
    OptionCosts,
    Pathway,
    Pricing,
    UseCaseAppraisal,
)
from steelyard.options.years import Cash, OwnYears, SharedCapability, SharedYears
from steelyard.uncertainty import Family, Parameter, Sample, Statement, draw

if TYPE_CHECKING:
    from collections.abc import Mapping

YEARS = 5
CLUSTER = "cluster:test"
TEAM = "platform_team"


def spread(p05: float, p50: float, p95: float, **more: Any) -> dict[str, Any]:
    return {"p05": p05, "p50": p50, "p95": p95, **more}


def use_case(name: str, volume: dict[str, Any], **changes: Any) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": name,
        "name": {"en": name},
        "scenario": {"en": "test"},
        "owner": "office",
        "task": "drafting",
        "today": {"cost_per_request": 20, "minutes_per_request": 10, "error_rate": 0.05},
        "benefit": {
            "addressable_share": 0.8,
            "uptake": 0.6,
            "minutes_saved": 6,
            "staff_cost_per_hour": 100,
            "realised_share": 0.5,
            "cost_of_wrong_result": 5,
        },
        "workload": {
            "requests_per_year": volume,
            "growth": 0,
            "peak_to_mean": 3,
            "input_tokens": 1500,
            "output_tokens": 500,
        },
        "languages": [{"language": "en", "share": 1}],
        "data_class": "internal",
        "serves_public": False,
        "decision_impact": "low",
        "need_for_control": 2,
        "strategic_importance": 2,
        "requirements": {},
        "start_year": 2027,
    }
    return {**entry, **changes}


def dossier(**changes: Any) -> Dossier:
    """Return a dossier with two use cases, one small and one large."""
    assumed = {"status": "assumed", "note": "made up"}
    entry: dict[str, Any] = {
        "id": "test",
        "title": {"en": "Test"},
        "as_of": "2026-01-01",
        "prepared_by": "tests",
        "jurisdiction": {
            "country": "XX", "tier": "national", "pack": "GENERIC", "languages": ["en"],
        },
        "money": {
            "currency": "EUR", "price_year": 2026, "tax_rate": 0, "import_duty": 0,
            "discount_rate": 0.03, "inflation": 0.02, "real_wage_growth": 0.01,
        },
        "horizon": {"first_year": 2027, "n_years": YEARS},
        "rules": {"reading": "six_dimensions", "stated_by": "board", "stated_on": "2025-12-01"},
        "site": {"grid_zone": "WOR"},
        "capacity": {
            "has_data_centre": True,
            "staff": [
                {
                    "role": "ml_engineer",
                    "in_post": spread(1, 2, 4, **assumed),
                    "hires_per_year": 1,
                    "cost_per_year": spread(60e3, 80e3, 110e3, **assumed),
                }
            ],
        },
        "use_cases": [
            use_case("small", spread(2e3, 1e4, 5e4, **assumed)),
            use_case("large", spread(5e5, 1e6, 2e6)),
        ],
    }  # fmt: skip
    return Dossier.model_validate({**entry, **changes})


API_PRICE = Parameter("fact:api.price", Statement(1.0, 3.0, 9.0, Family.LOGNORMAL), "USD/Mtoken")
MACHINE = Parameter("fact:machine.price", Statement(2e5, 3e5, 5e5, Family.LOGNORMAL), "EUR")
QUALITY = Parameter("model:quality/intercept", Statement(-0.5, 0.0, 0.5, Family.NORMAL), "1")
FIXED = Parameter("fact:fixed", Statement.point(1.0), "1")

PLAN = (
    # name, pathway, hosting, level of control, quality at the median, months, carbon
    ("do_minimum", Pathway.DO_MINIMUM, None, 4, 0.95, 0, 0.0),
    ("api:a", Pathway.API, Hosting.VENDOR_ABROAD, 1, 0.90, 2, 1.0),
    ("api:b", Pathway.API, Hosting.VENDOR_ABROAD, 1, 0.80, 3, 1.5),
    ("licence:c", Pathway.LICENSED_INSTANCE, Hosting.VENDOR_IN_COUNTRY, 2, 0.88, 6, 1.0),
    ("open:d", Pathway.OPEN_ADAPTATION, Hosting.OWN_DATA_CENTRE, 4, 0.86, 9, 2.0),
    ("own:e", Pathway.PRETRAINING, Hosting.OWN_DATA_CENTRE, 4, 0.80, 30, 9.0),
    ("edge:f", Pathway.OPEN_ADAPTATION, Hosting.EDGE_DEVICE, 4, 0.60, 12, 2.0),
)


def options() -> tuple[Option, ...]:
    return tuple(
        Option(
            id=name,
            pathways=(pathway,),
            vehicle=DeliveryVehicle.AGENCY,
            pricing=Pricing.NOTHING if hosting is None else Pricing.TOKENS,
            model="" if hosting is None else name.split(":")[1],
            hosting=hosting,
            generation_location=hosting,
            adaptation=None if hosting is None else Adaptation.PROMPTING,
        )
        for name, pathway, hosting, *_ in PLAN
    )


def gate(name: str, state: GateState, probability: float | None) -> GateResult:
    return GateResult(
        name,
        GateKind.QUANTITATIVE,
        state,
        probability,
        Message(f"gate.{name}.rule"),
        "source",
        Message(f"gate.{name}.margin", {"margin": 1.5}),
        Message(f"gate.{name}.remedy"),
    )


@dataclass(frozen=True)
class Twist:
    """Departures from the plain study."""

    unknown_gate: tuple[str, ...] = ()
    unknown_quality: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ("own:e",)
    missed_share: float = 0.0
    benefit: float = 1.0
    cluster: float = 2.0
    bar: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Study:
    """Everything that the decision stage takes."""

    needs: Needs
    appraisal: Appraisal
    sample: Sample
    dossier: Dossier


def study(*, n: int = 400, seed: int = 7, twist: Twist | None = None, **changes: Any) -> Study:
    """Return a study; ``changes`` replace entries of the dossier."""
    found = dossier(**changes)
    sample = draw(parameters_of(found).values(), n=n, seed=seed)
    used = twist or Twist()
    appraisal = appraise(found, sample, used, tuple(entry.id for entry in found.use_cases))
    return Study(needs_of(found, n), appraisal, sample, found)


def needs_of(found: Dossier, n: int) -> Needs:
    ones = np.ones((YEARS, n))
    needs = tuple(
        UseCaseNeed(entry, 1, ones, ones, ones[0], ones[0], ones, ones, ones, ones, ones[0])
        for entry in found.use_cases
    )
    years = tuple(range(2027, 2027 + YEARS))
    return Needs(needs, CapacityAtHand({}, {}, None, None, None), years, ones, NOTHING_ASSESSED)


def appraise(found: Dossier, sample: Sample, twist: Twist, wanted: tuple[str, ...]) -> Appraisal:
    parameters = parameters_of(found)
    cases = tuple(
        _use_case(name, parameters, sample, twist, len(found.use_cases)) for name in wanted
    )
    machine = sample.of(MACHINE) * twist.cluster
    shared = {
        CLUSTER: SharedCapability(CLUSTER, machine, np.tile(machine / YEARS, (YEARS, 1)), 9.0),
        TEAM: SharedCapability(TEAM, machine * 0.1, np.tile(machine * 0.02, (YEARS, 1)), 3.0),
    }
    exposures = {option.id: Exposure(*RESTS_ON.get(option.id, ())) for option in options()}
    return Appraisal(cases, shared, exposures, Again(found, twist))


RESTS_ON = {
    "api:a": ("Alpha", "AA", "alpha"),
    "api:b": ("Beta", "BB", "beta"),
    "licence:c": ("Alpha", "AA", "alpha"),
    "open:d": ("", "", "delta", "Chips"),
    "own:e": ("", "", "own", "Chips"),
    "edge:f": ("", "", "delta", "Chips"),
}


@dataclass(frozen=True)
class Again:
    """The appraisal as a function of the sample and of start years."""

    found: Dossier
    twist: Twist

    def __call__(
        self,
        sample: Sample,
        names: tuple[str, ...],
        wanted: frozenset[str] | None = None,
        start_years: Mapping[str, int] | None = None,
    ) -> Appraisal:
        plain = appraise(self.found, sample, self.twist, names)
        if start_years is None:
            return plain
        cases = tuple(
            replace(
                case,
                costs=tuple(
                    replace(costs, yearly=_own_years(case, row, start_years[case.use_case] - 2027))
                    if row
                    else costs
                    for row, costs in enumerate(case.costs)
                ),
            )
            for case in plain.use_cases
        )
        start = min(start_years.values()) - 2027
        shared = {name: _shared_years(known, start) for name, known in plain.capabilities.items()}
        return replace(plain, use_cases=cases, capabilities=shared)


def _served(start: float, months: np.ndarray) -> np.ndarray:
    ends = np.arange(1, YEARS + 1.0)[:, None]
    return np.clip(ends - np.maximum(start, months / 12.0), 0.0, 1.0)


def _own_years(case: UseCaseAppraisal, row: int, start: int) -> OwnYears:
    costs = case.costs[row]
    own = case.options[row].hosting is Hosting.OWN_DATA_CENTRE
    served = _served(start, costs.months_to_service)
    running = served * costs.marginal / YEARS
    leaving = np.zeros_like(running)
    leaving[-1] = 0.1 * costs.marginal / YEARS
    return OwnYears(
        expected=Cash(np.zeros(YEARS), (running + leaving).mean(axis=1)),
        cash=running + leaving,
        exit=leaving,
        metered=0.5 * running,
        gain=served * costs.benefit / YEARS,
        served=served.mean(axis=1),
        handled=1000.0 * served.mean(axis=1),
        load=np.zeros(YEARS),
        posts={Role.ML_ENGINEER: (1.0 if own else 0.25) * served.mean(axis=1)},
    )


def _shared_years(known: SharedCapability, start: int) -> SharedCapability:
    cash = np.where(np.arange(YEARS)[:, None] >= start, known.cash, 0.0)
    cash[start] += known.cash[:start].sum(axis=0)
    capital = np.where(np.arange(YEARS) == start, cash[start].mean(), 0.0)
    expected = Cash(capital, cash.mean(axis=1) - capital)
    posts = {Role.ML_ENGINEER: np.where(np.arange(YEARS) >= start, 1.0, 0.0)}
    return replace(known, cash=cash, yearly=SharedYears(expected, posts))


def _use_case(
    name: str, parameters: dict[str, Parameter], sample: Sample, twist: Twist, n_cases: int
) -> UseCaseAppraisal:
    volume = sample.of(parameters[f"use_cases/{name}/workload/requests_per_year"])
    has_benefit = f"use_cases/{name}/benefit/uptake" in parameters
    salary = sample.of(parameters["capacity/staff/ml_engineer/cost_per_year"])
    in_post = sample.of(parameters["capacity/staff/ml_engineer/in_post"])
    tokens, machine = sample.of(API_PRICE), sample.of(MACHINE) * twist.cluster
    shift = sample.of(QUALITY)
    _ = sample.of(FIXED)
    criteria = tuple(row.id for row in load_criteria())
    table = np.zeros((len(PLAN), len(criteria), sample.n))
    costs, capabilities, qualities, met = [], [], [], []
    for row, (option, _pathway, hosting, level, middle, months, carbon) in enumerate(PLAN):
        odds = np.log(middle / (1 - middle)) + (shift if hosting else 0.0)
        quality = 1.0 / (1.0 + np.exp(-odds)) * np.ones(sample.n)
        if option in twist.unknown_quality:
            quality = np.full(sample.n, np.nan)
        own = hosting is Hosting.OWN_DATA_CENTRE
        served = 0.48 * volume * YEARS
        running = {
            "do_minimum": 0.0 * volume,
            "licence:c": 0.6 * salary * YEARS + 3e4 * YEARS + 0 * volume,
        }.get(option, served * 0.002 * tokens + 0.3 * salary * YEARS)
        if own:
            running = served * 0.0004 + 1.0 * salary * YEARS
        fixed = machine if own else 0.0 * machine
        benefit = served * (5.0 * quality - 5.0 * (1 - quality)) * twist.benefit
        if not hosting or not has_benefit:
            benefit = 0.0 * volume
        shared = running + fixed / n_cases
        costs.append(
            OptionCosts(
                capital=np.tile(fixed / YEARS, (YEARS, 1)),
                running=np.tile(running / YEARS, (YEARS, 1)),
                alone=running + fixed,
                shared=shared,
                marginal=running,
                benefit=benefit,
                today=20.0 * volume * YEARS,
                people={},
                accelerators=np.zeros(YEARS),
                months_to_service=np.full(sample.n, float(months)),
                foreign_share=0.0,
                lines=_lines(fixed, running, own) if sample.n == 1 else (),
            )
        )
        capabilities.append(frozenset({CLUSTER}) if own else frozenset())
        qualities.append(quality)
        reached = np.ones(sample.n, dtype=np.bool_)
        if own and twist.missed_share:
            reached = in_post >= np.quantile(in_post, twist.missed_share)
        met.append(reached)
        cells = {
            "continuity": 0.0 if level == 4 else 12.0 / (level + 1),
            "measured_safety": 0.9,
            "net_cost": costs[-1].net,
            "months_to_service": float(months),
            "delivery_shortfall": 0.0,
            "language_coverage": 1.0,
            "task_quality": quality,
            "carbon": carbon,
            "stay_current": 6.0 if own else 2.0,
        }
        for column, criterion in enumerate(criteria):
            table[row, column] = cells.get(criterion, float(level))
    gates = tuple(_gates(option, twist, met[row]) for row, (option, *_) in enumerate(PLAN))
    judged = Judged("judged", Message("judged.test"))
    return UseCaseAppraisal(
        use_case=name,
        options=options(),
        criteria=criteria,
        performance=table,
        provenance={("api:a", "norm_fit"): judged},
        gates=gates,
        met=np.array(met),
        costs=tuple(costs),
        capabilities=tuple(capabilities),
        quality=np.array(qualities),
    )


def _lines(fixed: np.ndarray, running: np.ndarray, own: bool) -> tuple[CostLine, ...]:
    yearly = [np.tile(part / YEARS, (YEARS, 1)) for part in (fixed, running)]
    return (
        CostLine("machine", True, yearly[0], "C-1", (), CLUSTER if own else ""),
        CostLine("running", False, yearly[1], "C-1", ()),
    )


def _gates(option: str, twist: Twist, met: np.ndarray) -> tuple[GateResult, ...]:
    if option in twist.excluded:
        return (gate("people", GateState.EXCLUDED, 0.0),)
    bar = dict(twist.bar).get(option)
    if bar is not None:
        state = GateState.EXCLUDED if bar < 0.2 else GateState.AT_RISK
        return (gate("quality", state if bar < 0.8 else GateState.PASS, bar),)
    if option in twist.unknown_gate:
        return (gate("licence", GateState.UNKNOWN, None),)
    return (gate("people", GateState.PASS, float(met.mean())),)


def with_gates(found: Study, **changes: Any) -> Study:
    """Return the study with parts replaced."""
    return replace(found, **changes)
