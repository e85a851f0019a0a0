from dataclasses import replace

import pytest

from steelyard.report.gist import gist_of
from steelyard.report.html import render_html
from steelyard.report.model import build_report


@pytest.fixture(scope="module")
def gist(study):
    return gist_of(study)


def test_what_is_worth_most_comes_first_and_each_kind_once(gist):
    worth = [entry.worth for entry in gist.inquiries]
    assert worth == sorted(worth, reverse=True)
    kinds = [entry.found.kind for entry in gist.inquiries]
    assert len(set(kinds)) == len(kinds)
    assert all(entry.worth > 0 for entry in gist.inquiries)


def test_events_are_counted_by_the_uses_they_change(gist, study):
    changed = [entry.scenario for entry in study.decision.stress if entry.holds is False]
    assert dict(gist.broken) == {name: changed.count(name) for name in set(changed)}


def test_few_draws_are_said_on_page_one(study):
    case = study.decision.use_cases[0]
    assert (case.use_case in gist_of(study).unsettled) == case.convergence.warns
    page = render_html(build_report(study), "en").split("<nav", 1)[0]
    assert ("more draws could still change the answer" in page) == any(
        entry.convergence.warns for entry in study.decision.use_cases
    )


def test_without_stakeholders_nobody_disagrees(study):
    plain = replace(study.decision.use_cases[0], group=None)
    decision = replace(study.decision, use_cases=(plain,))
    assert gist_of(replace(study, decision=decision)).split == ()
