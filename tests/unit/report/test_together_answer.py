"""The answer for several in sentences: gained, nothing, not to be compared, undecided."""

from __future__ import annotations

from dataclasses import replace

import pytest

from steelyard.decision.horizon.joint_shares_result import Standing
from steelyard.report.catalogue import load_catalogue
from steelyard.report.figures import Figures
from steelyard.report.together_answer import answer_of
from steelyard.report.together_words import TogetherVoice


def voice_of(paper, language="en"):
    catalogue = load_catalogue(language)
    return TogetherVoice(catalogue, Figures(catalogue, "EUR"), paper)


def answer(paper, language="en"):
    return "\n".join(answer_of(voice_of(paper, language)))


@pytest.fixture(scope="module")
def builders(toy):
    return toy.paper(
        toy.buyers_who_build_together(), toy.Form(once=2), toy.Form(once=50, id="dear")
    )


def test_a_gain_comes_with_spread_parts_payments_and_stability(builders):
    text = answer(builders)
    assert "worth EUR 2 more over 4 years than each alone (EUR 120 in all)" in text
    assert "worth more in 62 of 100 plausible cases; 1 in 20 is worse than -EUR 8.08" in text
    assert "A, B, C go together and build once: platform team (from 2027)" in text
    assert "What is joint costs EUR 38, the pact (EUR 2) included" in text
    assert "A pays EUR 12.7 to EUR 19.3" in text
    assert "Shared by the rule “by what each adds”, “least complaint”, nobody" in text
    assert "Shared by the rule “in proportion to use”, B, C would do better" in text
    assert "Of the forms of governance looked at, “Pact” gains most" in text


def test_it_can_be_said_in_chinese(builders):
    text = answer(builders, "zh")
    assert "多值2 EUR" in text
    assert "platform_team" not in text


def test_value_and_money_are_told_apart(builders):
    valued = replace(builders, result=replace(builders.result, gain_value=0.5))
    assert "EUR 1.5 in money, EUR 0.5 in better service" in answer(valued)


def test_another_form_may_gain_more(toy):
    paper = toy.paper(
        toy.buyers_who_build_together(), toy.Form(once=1.5, id="first"), toy.Form(id="free")
    )
    assert "“Free” gains more: EUR 4" in answer(paper)


def test_nothing_gained_says_why(toy):
    paper = toy.paper(toy.nothing_to_share(), toy.Form(once=50), toy.Form(once=60, id="b"))
    text = answer(paper)
    assert "building together gains nothing: at best each goes alone" in text
    assert "they would be worse off by EUR 0" in text
    assert "Of 2 uses, 2 get a new service" in text
    assert "None of the 2 forms" in text
    assert "free sharing" not in text


def test_uses_that_never_pay_are_counted_with_what_comes_back(toy):
    from_saving = toy.Given(reading=toy.Reading.SIX_DIMENSIONS)
    members = [
        toy.member(name, [toy.Use("u", {"buy": toy.Way(10, gain)})], {}, from_saving)
        for name, gain in (("a", 2), ("b", -4))
    ]
    text = answer(toy.paper(members))
    assert "For 2 of the uses not even free sharing would help" in text
    assert "0 to 20 come back" in text
    assert "forms of governance" not in text


def test_a_gain_smaller_than_what_plans_could_still_gain_is_undecided(builders):
    close = replace(builders, result=replace(builders.result, gap=3.0))
    assert "which is more than the gain" in answer(close)
    known = replace(builders, result=replace(builders.result, gap=0.5))
    assert "could still be improved by up to EUR 0.5" in answer(known)
    rule = replace(builders.result.rules[2], standing=Standing.UNDECIDED)
    rules = (*builders.result.rules[:2], rule)
    open_ = replace(builders, result=replace(builders.result, rules=rules))
    assert "it is undecided whether B, C would do better" in answer(open_)


def test_under_each_rule_the_first_beyond_doubt_is_named(builders):
    broken = builders.result.rules[2]
    first, second, _ = broken.leaving
    other = replace(
        broken,
        rule="shapley",
        leaving=(replace(first, is_decided=False), replace(second, is_decided=True)),
    )
    rules = (other, builders.result.rules[1], broken)
    text = answer(replace(builders, result=replace(builders.result, rules=rules)))
    assert "Shared by the rule “least complaint”, nobody would do better on their own." in text
    assert "Shared by the rule “by what each adds”, C would do better" in text
    assert "Shared by the rule “in proportion to use”, B, C would do better" in text


def test_without_spread_the_range_is_left_out(toy):
    assert "plausible cases." in answer(toy.paper(toy.one_would_leave()))


def test_who_has_no_plan_alone_is_named(toy):
    given = toy.Given(running=1, deadlines=("u",))
    poor = toy.member("poor", [toy.Use("u", {"buy": toy.Way(5, 20)})], {}, given)
    rich = toy.member("rich", [toy.Use("u", {"buy": toy.Way(5, 1)})], {}, toy.Given(running=10))
    text = answer(toy.paper([poor, rich]))
    assert "cannot be put in money" in text
    assert "no plan keeps the limits of Poor" in text
    assert "lend each other people and money" in text
    both = answer(toy.paper([poor, replace(poor, id="other")]))
    assert "neither alone nor together" in both


def test_who_goes_alone_is_told(toy):
    other = toy.member("d", [toy.Use("u", {"buy": toy.Way(1, 2)})], {})
    text = answer(toy.paper([*toy.buyers_who_build_together(), other], toy.Form(once=1)))
    assert "Alone goes: D." in text
    assert "D pays EUR 0" in text
