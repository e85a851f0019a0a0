"""The rows of the page: shares, what is built, members, forms, notes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from steelyard.decision.horizon.joint_shares_result import Standing
from steelyard.report.together_page import METHODS, together_page


@pytest.fixture(scope="module")
def page(toy):
    return together_page(toy.paper(toy.one_would_leave(), toy.Form(once=1)), "en")


def test_shares_stand_by_member_and_rule(page):
    assert page.rules == ("By what each adds", "Least complaint", "In proportion to use")
    last = page.rule_rows[2]
    assert last.member == "C"
    assert last.cells[2].value.startswith("-EUR 16")
    assert last.cells[2].advantage.endswith("less than alone")
    assert last.cells[0].advantage.endswith("more than alone")
    assert "of what is joint" in last.cells[2].pays
    assert [line.leaving != () for line in page.rule_lines] == [False, False, True]
    assert page.core == "It can be shared so that nobody would do better on their own."


def test_what_is_built_stands_with_its_users_and_the_pact(page):
    build, pact = page.builds
    assert (build.what, build.ready, build.cost) == ("Platform team", "2027", "EUR 40")
    assert build.users == "A: Drafts, B: Drafts, C: Drafts"
    assert (pact.what, pact.cost) == ("The pact itself: Pact", "EUR 1")


def test_members_forms_and_groups(page):
    assert page.members[0].head.startswith("Agency. Alone worth EUR 0")
    assert page.members[0].uses[0].standing == "Comes only with the others."
    (form,) = page.forms
    assert (form.is_chosen, form.control, form.delay) == (True, "2 of 4", "0 months until it works")
    assert form.vehicle == "A consortium"
    assert form.status == "given"
    assert len(page.groups) == 7
    assert page.groups[0].parts == ""
    assert page.groups[-1].parts == "A + B + C"
    assert len(page.methods) == len(METHODS)
    assert dict(page.made_with)["c.yaml"] == "ab"


def test_nodes_and_value_are_told(toy):
    shared = {"serving(x)": toy.Shared(10, node=8, node_cost=6)}
    use = toy.Use("u", {"build": toy.Way(0, 9, ("serving(x)",), load=8)})
    paper = toy.paper([toy.member(name, [use], shared) for name in ("a", "b")])
    assert together_page(paper, "en").builds[0].what.endswith("with 1 more replicas")
    first = replace(paper.result.members[0], alone_value=3.0)
    valued = replace(paper.result, members=(first, *paper.result.members[1:]))
    head = together_page(replace(paper, result=valued), "en").members[0].head
    assert "EUR 3 in better service" in head


def test_who_is_paid_and_who_stays_as_alone(toy):
    paper = toy.paper(toy.nothing_to_share(), toy.Form(once=9))
    rows = together_page(paper, "en").rule_rows
    assert rows[0].cells[0].advantage == "as alone"
    rule = replace(paper.result.rules[0], payments={"a": -3.0, "b": 3.0})
    changed = replace(paper.result, rules=(rule, *paper.result.rules[1:]))
    rows = together_page(replace(paper, result=changed), "en").rule_rows
    assert rows[0].cells[0].pays == "is paid EUR 3"


def test_notes_name_members_and_roles(toy):
    use = [toy.Use("u", {"buy": toy.Way(1, 2)})]
    stated = toy.member("a", use, {}, toy.Given(running=3, posts=1))
    page = together_page(toy.paper([stated, toy.member("b", use, {})]), "en")
    posts, running = page.notes
    assert "its machine-learning engineers" in posts
    assert "B states none" in posts
    assert running.endswith("(B states none).")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_a_plan_alone_there_are_no_shares(toy, language):
    given = toy.Given(running=1, deadlines=("u",))
    poor = toy.member("poor", [toy.Use("u", {"buy": toy.Way(5, 20)})], {}, given)
    rich = toy.member("rich", [toy.Use("u", {"buy": toy.Way(5, 1)})], {}, toy.Given(running=10))
    page = together_page(toy.paper([poor, rich], subtitle={"en": "Sub"}), language)
    assert page.rules == ()
    assert page.subtitle == "Sub"
    assert page.core
    assert page.notes
    assert "–" in {group.worth for group in page.groups}


def test_an_empty_core_is_told_with_what_would_hold_all(toy):
    paper = toy.paper(toy.one_would_leave())
    core = replace(paper.result.core, standing=Standing.BREAKS, least_level=2.0, subsidy=5.0)
    page = together_page(replace(paper, result=replace(paper.result, core=core)), "en")
    assert "With EUR 5 from outside" in page.core
