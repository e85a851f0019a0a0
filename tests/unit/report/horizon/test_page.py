from __future__ import annotations

import dataclasses
import re

import pytest

from steelyard.report import build_report, render_html
from steelyard.report.horizon import Things, horizon_page
from steelyard.report.horizon.alone_words import AloneRow
from steelyard.report.horizon.frontier_rows import FrontierStep
from steelyard.report.horizon.measure_words import MeasureRow
from steelyard.report.horizon.model_words import ModelRow
from steelyard.report.horizon.page import FrontierPart, HorizonPage
from steelyard.report.horizon.reliance_words import ExitRow, RelianceGroup, RelianceRow
from steelyard.report.horizon.scarce_words import ConflictRow, Scarce
from steelyard.report.horizon.shared_words import SharedRow
from steelyard.report.horizon.starts_words import StartRow, YearsRow
from steelyard.report.horizon.sure_words import CoreRow, Sureness

TEMPLATE = "src/steelyard/report/templates/horizon.html"
CONTEXTS = {
    "h": (HorizonPage,),
    "r": (
        AloneRow,
        CoreRow,
        ExitRow,
        MeasureRow,
        ModelRow,
        RelianceRow,
        SharedRow,
        StartRow,
        YearsRow,
    ),
    "s": (FrontierStep, Scarce, Sureness),
    "f": (FrontierPart,),
    "g": (RelianceGroup,),
    "c": (ConflictRow,),
}


def names(*kinds):
    return {field.name for kind in kinds for field in dataclasses.fields(kind)}


def test_the_template_prints_every_field_and_no_other(root):
    text = (root / TEMPLATE).read_text("utf-8")
    for variable, kinds in CONTEXTS.items():
        used = set(re.findall(rf"\b{variable}\.([a-z_]+)", text))
        assert used <= names(*kinds), variable
    printed = {
        name for variable in CONTEXTS for name in re.findall(rf"\b{variable}\.([a-z_]+)", text)
    }
    by_filter = set(re.findall(r"selectattr\('([a-z_]+)'\)", text))
    every = {kind for kinds in CONTEXTS.values() for kind in kinds}
    assert names(*every) - printed - by_filter == set()


def test_the_page_has_every_part(page):
    assert page.is_feasible
    assert (len(page.starts), len(page.kept)) == (7, 2)
    assert len(page.frontiers) == 2
    assert page.frontiers[0].has_bound
    assert not page.frontiers[1].has_bound
    assert page.sure is not None
    assert all(page.gist)
    assert page.conflicts == ()
    assert len(page.notes) == 1


def test_one_plan_alone_makes_no_frontier(said):
    plan = dataclasses.replace(said.section.plan, by_investment=(), by_net_cost=())
    bare = dataclasses.replace(said, section=dataclasses.replace(said.section, plan=plan))
    assert horizon_page(bare).frontiers == ()


def test_without_a_plan_the_page_says_why(no_plan, section_of, voice):
    page = horizon_page(Things(section_of(no_plan), voice))
    assert not page.is_feasible
    assert page.gist == ()
    assert page.roadmap == ""
    assert len(page.conflicts) == 8
    assert page.measures


@pytest.fixture(scope="module", params=["en", "zh"])
def pages(request, planned, made_plan, no_plan):
    return {
        name: render_html(build_report(planned(plan)), request.param)
        for name, plan in (("plan", made_plan), ("none", no_plan), ("without", None))
    }


def test_page_one_leads_to_the_plan_where_there_is_one(pages):
    front = pages["plan"].split("</header>")[0]
    assert '<a href="#plan">' in front
    assert '<section id="plan"' in pages["plan"]
    assert '<section id="plan"' in pages["none"]
    assert '<section id="plan"' not in pages["without"]
    assert 'href="#plan"' not in pages["without"]


def test_both_pictures_stand_in_the_page_one_for_phones(pages):
    assert pages["plan"].count('<svg class="broad"') == 1
    assert pages["plan"].count('<svg class="narrow"') == 1
    assert pages["plan"].count('<svg class="frontier"') == 2
    assert "<svg class" not in pages["none"].split('<section id="plan"')[1].split("</section>")[0]


def test_nothing_raw_or_of_the_trade_is_left(pages, annex_words):
    for name in ("plan", "none"):
        section = pages[name].split('<section id="plan"')[1].split("</section>")[0]
        text = re.sub(r"<(title|desc)[^>]*>|<[^>]*>", " ", section)
        assert not annex_words.search(text)
        assert not re.search(r"\b[a-z]+_[a-z_]+\b", text)
        assert "horizon." not in text


def test_ids_are_unique_and_links_arrive(pages):
    ids = re.findall(r'\bid="([^"]+)"', pages["plan"])
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', pages["plan"])) <= set(ids)
