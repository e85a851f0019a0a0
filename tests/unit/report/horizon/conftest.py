"""A plan made by hand in a real study, taken into the report."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from tests.unit.report.horizon.made_plan import RULES, a_plan, without_plan

from steelyard.dossier.portfolio import PortfolioRules
from steelyard.report.horizon import Things, horizon_page, horizon_section_of
from steelyard.report.model import today_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from steelyard.decision.horizon.result import HorizonPlan
    from steelyard.report import Study
    from steelyard.report.horizon import HorizonPage, HorizonSection
    from steelyard.report.page_voice import PageVoice


@pytest.fixture(scope="session")
def made_plan(study: Study) -> HorizonPlan:
    """Return a plan with something of everything."""
    return a_plan(study)


@pytest.fixture(scope="session")
def no_plan(made_plan: HorizonPlan) -> HorizonPlan:
    """Return what is said where no plan keeps all limits."""
    return without_plan(made_plan)


@pytest.fixture(scope="session")
def planned(study: Study) -> Callable[[HorizonPlan | None], Study]:
    """Return what puts a plan, and the rules that name its parts, into the study."""

    def put(plan: HorizonPlan | None) -> Study:
        rules = PortfolioRules.model_validate(RULES)
        return dataclasses.replace(
            study,
            dossier=study.dossier.model_copy(update={"portfolio": rules}),
            decision=dataclasses.replace(study.decision, horizon=plan),
        )

    return put


@pytest.fixture(scope="session")
def section_of(planned: Callable[[HorizonPlan], Study]) -> Callable[[HorizonPlan], HorizonSection]:
    """Return what takes a plan into the report."""

    def take(plan: HorizonPlan) -> HorizonSection:
        given = planned(plan)
        found = horizon_section_of(given, today_of(given))
        assert found is not None
        return found

    return take


@pytest.fixture(scope="session")
def section(
    section_of: Callable[[HorizonPlan], HorizonSection], made_plan: HorizonPlan
) -> HorizonSection:
    """Return the plan as the report takes it in."""
    return section_of(made_plan)


@pytest.fixture
def things(section: HorizonSection, voice: PageVoice) -> Things:
    """Return its names, in each language."""
    return Things(section, voice)


@pytest.fixture
def said(section: HorizonSection, english: PageVoice) -> Things:
    """Return its names in English."""
    return Things(section, english)


@pytest.fixture
def page(things: Things) -> HorizonPage:
    """Return its page, in each language."""
    return horizon_page(things)
