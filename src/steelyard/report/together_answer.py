"""The answer for several who could build together, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steelyard.decision.horizon.joint_shares_result import Standing
from steelyard.decision.horizon.together_result import UseStanding
from steelyard.report.catalogue import upper_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from steelyard.decision.horizon.joint_shares_result import LeavingGroup, RuleOutcome
    from steelyard.decision.horizon.together_result import Bloc
    from steelyard.report.together_words import TogetherVoice


def answer_of(voice: TogetherVoice) -> tuple[str, ...]:
    """Return the answer.

    Parameters
    ----------
    voice
        With what was found.

    Returns
    -------
    tuple of str
        One paragraph each, the first the most important.
    """
    result = voice.result
    if result.worth is None:
        return (voice.text("answer.no_plan"), *_no_plan_alone(voice))
    if result.gain is None:
        return (voice.text("answer.not_compared"), *_no_plan_alone(voice), *_parts(voice))
    if not result.is_together:
        return tuple(_nothing(voice))
    return tuple(_gained(voice, result.gain))


def _no_plan_alone(voice: TogetherVoice) -> Iterator[str]:
    missing = [member.id for member in voice.result.members if member.alone is None]
    if missing:
        yield voice.text("answer.no_plan_alone", members=voice.members(missing))


# ---- nothing gained --------------------------------------------------------------------------


def _nothing(voice: TogetherVoice) -> Iterator[str]:
    result = voice.result
    yield voice.text("answer.nothing", form=voice.form(result.chosen))
    as_one = result.forms[0].as_one
    if as_one is not None and result.worth is not None:
        yield voice.text("answer.as_one", loss=voice.money(result.worth - as_one))
    uses = [use for member in result.members for use in member.uses]
    alone = [use for use in uses if use.standing is UseStanding.ALONE]
    yield voice.text("answer.uses", n=str(len(uses)), alone=str(len(alone)))
    never = [use.reach for use in uses if use.standing is UseStanding.NEVER_PAYS]
    shares = [reach.returned for reach in never if reach is not None]
    if shares:
        yield voice.text(
            "answer.never",
            n=str(len(shares)),
            least=voice.of_hundred(min(shares)),
            most=voice.of_hundred(max(shares)),
        )
    yield from _other_forms(voice)


def _other_forms(voice: TogetherVoice) -> Iterator[str]:
    result = voice.result
    if len(result.forms) == 1:
        return
    best = max(result.forms, key=lambda form: form.gain or 0.0)
    if voice.is_nothing(best.gain or 0.0):
        yield voice.text("answer.forms.none", n=str(len(result.forms)))
    elif best.id == result.chosen:
        yield voice.text("answer.forms.chosen", form=voice.form(best.id))
    else:
        gain = voice.money(best.gain)
        yield voice.text("answer.forms.other", form=voice.form(best.id), gain=gain)


# ---- something gained ------------------------------------------------------------------------


def _gained(voice: TogetherVoice, gain: float) -> Iterator[str]:
    result = voice.result
    key = "answer.gain" if voice.is_nothing(result.gain_value) else "answer.gain.value"
    yield voice.text(
        key,
        form=voice.form(result.chosen),
        gain=voice.money(gain),
        money=voice.money(gain - result.gain_value),
        value=voice.money(result.gain_value),
        alone=voice.money(result.worth_alone),
        years=str(len(result.years)),
    )
    if not voice.is_nothing(result.gap):
        key = "answer.gap.larger" if result.gap >= gain else "answer.gap"
        yield voice.text(key, gap=voice.money(result.gap))
    if result.gain_spread is not None:
        low, high = voice.money(result.gain_spread.p05), voice.money(result.gain_spread.p95)
        key = "answer.draws.one" if low == high else "answer.draws"
        share = voice.figures.of_hundred(result.gain_share)
        yield voice.text(key, share=share, low=low, high=high)
    yield from _parts(voice)
    yield from _paid(voice)
    yield from _stable(voice)
    yield from _other_forms(voice)


def _parts(voice: TogetherVoice) -> Iterator[str]:
    blocs = voice.result.blocs
    yield from (_bloc(voice, bloc) for bloc in blocs if len(bloc.members) > 1)
    single = [bloc.members[0] for bloc in blocs if len(bloc.members) == 1]
    if single and len(single) < len(voice.result.members):
        yield voice.text("answer.single", members=voice.members(single))


def _bloc(voice: TogetherVoice, bloc: Bloc) -> str:
    if not bloc.builds:
        return voice.text("answer.pooled", members=voice.members(bloc.members))
    builds = voice.join(
        voice.text("answer.build", what=voice.capability(build.id), year=str(build.ready_year))
        for build in bloc.builds
    )
    return voice.text(
        "answer.bloc",
        members=voice.members(bloc.members),
        builds=builds,
        cost=voice.money(bloc.joint_cost),
        pact=voice.money(bloc.pact_cost),
    )


def _paid(voice: TogetherVoice) -> Iterator[str]:
    # What each pays, from the least to the most over the rules.
    parts = []
    for member in voice.result.members:
        paid = [rule.payments[member.id] for rule in voice.result.rules]
        low, high = voice.money(min(paid)), voice.money(max(paid))
        key = "answer.pays.one" if low == high else "answer.pays"
        parts.append(voice.text(key, member=voice.member(member.id), low=low, high=high))
    joined = voice.catalogue.text("list.semicolon").join(parts)
    yield voice.text("answer.paid", parts=joined)


def _stable(voice: TogetherVoice) -> Iterator[str]:
    # Rules that hold are said at once; of every other one, who would leave first under it.
    rules = voice.result.rules
    holding = [rule.rule for rule in rules if rule.standing is Standing.HOLDS]
    if holding:
        yield upper_first(voice.text("answer.holds", rules=_quoted(voice, holding)))
    for standing in (Standing.BREAKS, Standing.UNDECIDED):
        for rule in rules:
            if rule.standing is standing:
                yield upper_first(
                    voice.text(
                        f"answer.{standing.value}",
                        rules=_quoted(voice, [rule.rule]),
                        who=voice.members(_first_to_leave(rule).members),
                    )
                )


def _quoted(voice: TogetherVoice, rules: Iterable[str]) -> str:
    quoted = voice.catalogue.text("quoted")
    return voice.join(quoted.format(text=voice.rule(rule)) for rule in rules)


def _first_to_leave(rule: RuleOutcome) -> LeavingGroup:
    # A larger gain may be undecided where a smaller one is not.
    decided = (group for group in rule.leaving if group.is_decided)
    return next(decided, rule.leaving[0])
