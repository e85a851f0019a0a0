"""A plan over years made by hand, with something of everything, on the options of a real study."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from steelyard.decision.horizon.dependence_result import Concentration, LossOf
from steelyard.decision.horizon.result import (
    Conflict,
    FrontierPlan,
    HorizonPlan,
    MeasureNote,
    PlannedBuild,
    PlannedPosts,
    PlannedStart,
    ShadowValue,
    StageExit,
    YearBill,
)
from steelyard.decision.horizon.robust_result import CoreEntry, RegretOf, RobustPlans
from steelyard.decision.portfolio.solution import Ending
from steelyard.dossier.text import Message
from steelyard.report.names import class_of
from steelyard.uncertainty.summary import Spread

if TYPE_CHECKING:
    from steelyard.report import Study

YEARS = (2025, 2026, 2027, 2028, 2029)
CLUSTER = "serving(qwen1.5-72b@H20-96GB@own_data_centre@own)"
RULES = {
    "share_caps": [
        {
            "id": "one-supplier",
            "on": "vendor",
            "measure": "spend",
            "at_most": 0.6,
            "reason": {"en": "Not all on one supplier", "zh": "不全依赖一家供应商"},
            "source": "made for a test",
        },
        {
            "id": "one-family",
            "on": "lineage",
            "measure": "requests",
            "at_most": 0.7,
            "reason": {"en": "Not all on one family", "zh": "不全依赖一个系列"},
            "source": "made for a test",
        },
    ],
    "reuse": [
        {
            "id": "national-documents",
            "kind": "retrieval_platform",
            "name": {"en": "National document service", "zh": "国家文档服务"},
            "provider": "the national centre",
            "from_year": 2026,
            "joining_cost": {"value": 100000, "status": "assumed", "note": "made for a test"},
            "cost_per_year": {"value": 50000, "status": "assumed", "note": "made for a test"},
            "source": "made for a test",
        }
    ],
    "tiers": [
        {
            "id": "large-volume",
            "name": {"en": "Large-volume tariff", "zh": "大用量资费"},
            "models": ["deepseek-v2"],
            "fee_per_year": {"value": 80000, "status": "assumed", "note": "made for a test"},
            "discount": {"value": 0.3, "status": "assumed", "note": "made for a test"},
            "from_year": 2025,
            "source": "made for a test",
        }
    ],
    "measures": [
        {
            "id": "courses",
            "kind": "training",
            "name": {"en": "Courses for platform engineers", "zh": "平台工程师培训"},
            "investment": {"value": 300000, "status": "assumed", "note": "made for a test"},
            "cost_per_year": {"value": 60000, "status": "assumed", "note": "made for a test"},
            "lead_months": 12,
            "effects": [
                {
                    "gap": "staff",
                    "role": "platform_engineer",
                    "posts": {"value": 2, "status": "assumed", "note": "made for a test"},
                    "evidence": "evaluation of 2023",
                },
                {"gap": "quality"},
            ],
        },
        {
            "id": "contest",
            "kind": "innovation_contest",
            "name": {"en": "Prize for ideas", "zh": "创意竞赛"},
            "investment": {"value": 200000, "status": "assumed", "note": "made for a test"},
            "cost_per_year": {"value": 0, "status": "assumed", "note": "made for a test"},
            "lead_months": 6,
            "effects": [
                {
                    "gap": "running_cost",
                    "saving_per_year": {
                        "value": 10000,
                        "status": "assumed",
                        "note": "made for a test",
                    },
                }
            ],
        },
    ],
}


def options_of(study: Study, use_case: str, kind: str) -> list[str]:
    """Return the options of a use case that are of one class, feasible or not."""
    return [
        entry.option.id
        for entry in study.decision.of(use_case).options
        if class_of(entry.option.pathways) == kind
    ]


def a_start(study: Study, position: int, ways: str, **given: object) -> PlannedStart:
    """Return what a plan does with one use case: ``way alone>first way[>way later]``."""
    name = study.dossier.use_cases[position].id
    alone, first, *later = ways.split(">")
    last = later[0] if later else first
    values: dict[str, object] = {
        "use_case": name,
        "option": options_of(study, name, first)[0],
        "start_year": None if first == "keep" else 2026,
        "successor": options_of(study, name, last)[0] if later else "",
        "switch_year": 2028 if later else None,
        "tier": "",
        "way": last,
        "alone": options_of(study, name, alone)[0],
        "alone_way": alone,
        "cost_alone": None if first == "keep" else 8.3e6,
        "cost_in_plan": None if first == "keep" else 5.4e6,
        "capabilities": (),
    }
    return PlannedStart(**(values | given))


def the_starts(study: Study) -> tuple[PlannedStart, ...]:
    """Return the starts of the plan, in the order of the dossier."""
    own = ("platform_team", CLUSTER)
    return (
        a_start(study, 0, "buy>buy>build", start_year=2025, capabilities=own),
        a_start(study, 1, "buy>build", capabilities=own),
        a_start(study, 2, "build>keep"),
        a_start(study, 3, "build>buy", tier="large-volume", start_year=2025),
        a_start(study, 4, "hybrid>hybrid", capabilities=("retrieval_platform",)),
        a_start(study, 5, "keep>keep"),
        a_start(study, 6, "keep>build", capabilities=own),
        a_start(study, 7, "build>buy", start_year=2027, cost_in_plan=8.3e6),
        a_start(study, 8, "keep>hybrid", capabilities=("retrieval_platform",)),
    )


def a_build(name: str, form: str, users: tuple[str, ...], **given: object) -> PlannedBuild:
    """Return something shared."""
    values: dict[str, object] = {
        "ready_year": 2026,
        "cost": 4.6e6,
        "nodes_bought": {},
        "nodes_in_place": {},
        "node_size": None,
    }
    return PlannedBuild(id=name, form=form, users=users, **(values | given))


def the_builds(names: tuple[str, ...]) -> tuple[PlannedBuild, ...]:
    """Return what the plan opens."""
    own = (names[0], names[1], names[6])
    return (
        a_build("platform_team", "own", own),
        a_build("retrieval_platform", "reused", (names[4], names[8]), cost=3e5),
        a_build(
            CLUSTER,
            "own",
            own,
            cost=9.1e6,
            nodes_bought={2026: 1, 2028: 2},
            nodes_in_place={2027: 1},
            node_size=8,
        ),
        a_build("tier/large-volume", "tier", (names[3],), ready_year=2025, cost=4e5),
        a_build("measure/courses", "measure", (), cost=5e5),
    )


def the_money() -> dict[str, object]:
    """Return posts, bills, frontiers and what is scarce."""
    needed = dict(zip(YEARS, (1.5, 4.0, 6.2, 6.2, 6.2), strict=True))
    at_hand = dict(zip(YEARS, (2.0, 4.0, 5.0, 8.0, 30.0), strict=True))
    return {
        "posts": (
            PlannedPosts("platform_engineer", needed, at_hand),
            PlannedPosts("evaluator", dict.fromkeys(YEARS, 1.0), None),
            PlannedPosts("data_engineer", dict.fromkeys(YEARS, 0.0), None),
        ),
        "bills": tuple(
            YearBill(year, 9e6 - row * 2e6, row * 2.5e6, 9e6, 1.2e7)
            for row, year in enumerate(YEARS)
        ),
        "shadows": (
            ShadowValue("investment", "", 2025, "", 1.31, 9e6, 9e6),
            ShadowValue("running", "", 2028, "", 0.4, 1.2e7, 1.2e7),
            ShadowValue("investment_total", "", None, "", 0.2, 4e7, 4e7),
            ShadowValue("posts", "platform_engineer", 2026, "", 4e5, 4.0, 4.0),
            ShadowValue("in_place", CLUSTER, None, "", 3e5, 1.0, 1.0),
            ShadowValue("share", "one-supplier", None, "DeepSeek", 0.1, 0.0, 0.0),
            ShadowValue("share", "one-family", None, "qwen", 0.02, 0.0, 0.0),
            ShadowValue("deadline", "city-monitoring", 2027, "", 2e5, -1.0, -1.0),
            ShadowValue("deadline", "no_benefit/decision-support", None, "", 1e5, -1.0, -1.0),
        ),
        "by_net_cost": (
            FrontierPlan(-9e6, 20.0, 20.5, {"keep": 6, "buy": 3}, ()),
            FrontierPlan(-4e6, 31.0, 33.0, {"keep": 4, "buy": 5}, ("document-drafting",)),
            FrontierPlan(3e6, 40.0, 41.0, {"build": 5, "buy": 4}, ("city-monitoring", CLUSTER)),
        ),
        "by_investment": (
            FrontierPlan(1e6, 10.0, 10.0, {"keep": 9}, ()),
            FrontierPlan(2e7, 34.0, 34.0, {"keep": 4, "build": 5}, ("platform_team",)),
        ),
    }


def the_reliance(names: tuple[str, ...]) -> dict[str, object]:
    """Return on whom the plan rests, and how it is left."""
    shares = {"DeepSeek": 0.55, "": 0.3, "Alibaba": 0.15}
    return {
        "concentrations": (
            Concentration("vendor", "spend", shares, 0.66),
            Concentration("vendor", "use_cases", shares, 0.66),
            Concentration("jurisdiction", "spend", {"CN": 0.7, "": 0.3}, 1.0),
            Concentration("lineage", "spend", {"qwen": 0.5, "unknown": 0.3, "own": 0.2}, 0.38),
            Concentration("chip_maker", "requests", {"": 1.0}, None),
        ),
        "losses": (
            LossOf("vendor", "DeepSeek", (names[3], names[7]), 0.4, 5.7),
            LossOf("vendor", "Alibaba", (names[0],), 0.2, None),
            LossOf("lineage", "qwen", (names[1],), 0.3, 0.1),
        ),
        "exits": (
            StageExit(2025, (), 9e6, 0.0, None),
            StageExit(2026, (names[0], names[1]), 1.8e7, 6e5, 5.7),
            StageExit(2027, (names[0], names[1]), 2.8e7, 7e5, None),
        ),
        "measures": (
            MeasureNote("courses", "training", 2026, ("staff", "quality"), ("staff",), 5e5),
            MeasureNote("contest", "innovation_contest", None, ("running_cost",), (), 2e5),
        ),
    }


def the_sureness(study: Study, starts: tuple[PlannedStart, ...]) -> RobustPlans:
    """Return how sure the plan is."""
    first = starts[0]
    other = options_of(study, first.use_case, "hybrid")[0]
    core = [
        CoreEntry(
            first.use_case,
            {other: 0.62, first.option: 0.3, "do_minimum": 0.08},
            "always",
            {"ministry": 0.99, "citizens": 0.4},
        ),
        CoreEntry(starts[1].use_case, {starts[1].option: 1.0}, "always", {"ministry": 1.0}),
        CoreEntry(starts[2].use_case, {"do_minimum": 0.97, starts[2].alone: 0.03}, "never", {}),
    ]
    return RobustPlans(
        n_plans=180,
        n_scenarios=24,
        n_draws=1000,
        largest_gap=0.009,
        median=RegretOf(1.0e6, 1.2e6, 4e6, 5e6),
        robust=RegretOf(8e5, 8e5, 3e6, 3.5e6),
        differs={first.use_case: other, starts[1].use_case: "do_minimum"},
        core=tuple(core),
        capabilities={"platform_team": 0.9, CLUSTER: 0.4, "tier/large-volume": 0.0},
        commit=(first.use_case, "platform_team"),
        leave_open=(starts[1].use_case,),
        value_of_stages=7e5,
    )


def a_plan(study: Study) -> HorizonPlan:
    """Return a plan with something of everything."""
    starts = the_starts(study)
    names = tuple(start.use_case for start in starts)
    return HorizonPlan(
        years=YEARS,
        ending=Ending.WITHIN_GAP,
        bound=4.004e7,
        gap=0.001,
        worth=4.0e7,
        money_per_value_point=1.4e5,
        is_price_implied=True,
        points=34.0,
        net_cost=Spread(-7.8e7, -1.5e6, 3.1e7, "CUR"),
        starts=starts,
        builds=the_builds(names),
        conflicts=(),
        robust=the_sureness(study, starts),
        n_draws=1000,
        notes=(Message("horizon.note.implied_price", {"price": 1.4e5}),),
        **the_money(),
        **the_reliance(names),
    )


def without_plan(plan: HorizonPlan) -> HorizonPlan:
    """Return what is said where no plan keeps all limits."""
    return dataclasses.replace(
        plan,
        ending=Ending.INFEASIBLE,
        worth=None,
        net_cost=None,
        points=0.0,
        robust=None,
        conflicts=(
            Conflict("investment", "", 2e6),
            Conflict("investment_total", "", 3e6),
            Conflict("running", "", None),
            Conflict("posts", "platform_engineer", 1.5),
            Conflict("share", "one-supplier", 1e6),
            Conflict("share", "one-family", 5e5),
            Conflict("deadline", "city-monitoring", 1.0),
            Conflict("deadline", "no_benefit/decision-support", 1.0),
        ),
        **dict.fromkeys(
            (
                "starts",
                "builds",
                "posts",
                "bills",
                "shadows",
                "by_net_cost",
                "by_investment",
                "concentrations",
                "losses",
                "exits",
            ),
            (),
        ),
    )
