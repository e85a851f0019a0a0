"""The page for several who could build together, as rows of words that a template prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.decision.horizon.joint_shares_result import Standing
from steelyard.report.catalogue import load_catalogue, upper_first
from steelyard.report.figures import Figures
from steelyard.report.together_answer import answer_of
from steelyard.report.together_chart import MemberBars, TogetherChart
from steelyard.report.together_rows import (
    BuildRow,
    FormRow,
    GroupRow,
    MemberBlock,
    RuleCell,
    RuleLine,
    RuleRow,
    UseRow,
)
from steelyard.report.together_words import TogetherVoice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.decision.horizon.together_result import FormOutcome, MemberOutcome
    from steelyard.dossier.consortium import Governance
    from steelyard.report.together_inputs import Together


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """Everything the template prints.

    Attributes
    ----------
    voice
        For headings.
    title, subtitle, as_of, is_illustration
        Head.
    worth
        What worth is.
    answer
        Paragraphs, the first the most important.
    rules
        Names of the rules, as columns.
    rule_rows, rule_lines, core
        Shares, and whether they hold.
    builds, members, forms, groups
        Rows.
    chart
        The picture.
    notes, methods
        What to know, and how it was done.
    made_with
        Versions, digests, seed.
    """

    voice: TogetherVoice
    title: str
    subtitle: str
    as_of: str
    is_illustration: bool
    worth: str
    answer: tuple[str, ...]
    rules: tuple[str, ...]
    rule_rows: tuple[RuleRow, ...]
    rule_lines: tuple[RuleLine, ...]
    core: str
    builds: tuple[BuildRow, ...]
    members: tuple[MemberBlock, ...]
    forms: tuple[FormRow, ...]
    groups: tuple[GroupRow, ...]
    chart: TogetherChart
    notes: tuple[str, ...]
    methods: tuple[str, ...]
    made_with: tuple[tuple[str, str], ...]


METHODS = ("worth", "joint", "pact", "pooled", "never_less", "shares", "stay", "draws", "limits")
"""Paragraphs of the annex, in order."""


def together_page(together: Together, language: str) -> TogetherPage:
    """Return the page of a study of several in one language.

    Parameters
    ----------
    together
        A finished study.
    language
        ``en`` or ``zh``.

    Returns
    -------
    TogetherPage
        In words.
    """
    catalogue = load_catalogue(language)
    voice = TogetherVoice(catalogue, Figures(catalogue, together.currency), together)
    consortium, result = together.consortium, together.result
    subtitle = consortium.subtitle
    return TogetherPage(
        voice=voice,
        title=voice.local(consortium.title),
        subtitle="" if subtitle is None else voice.local(subtitle),
        as_of=catalogue.text("doc.as_of").format(
            day=voice.figures.day(consortium.as_of), who=consortium.prepared_by
        ),
        is_illustration=together.is_illustration,
        worth=voice.text("worth", **_frame(voice)),
        answer=answer_of(voice),
        rules=tuple(upper_first(voice.rule(rule.rule)) for rule in result.rules),
        rule_rows=tuple(_rule_row(voice, member) for member in result.members),
        rule_lines=tuple(_rule_lines(voice)),
        core=_core(voice),
        builds=tuple(_builds(voice)),
        members=tuple(_member(voice, member) for member in result.members),
        forms=tuple(_form(voice, form) for form in result.forms),
        groups=tuple(
            GroupRow(
                voice.members(group.members),
                voice.money(group.worth),
                voice.money(group.as_one),
                voice.parted(group.parts) if len(group.members) > 1 else "",
            )
            for group in sorted(result.groups, key=lambda group: len(group.members))
        ),
        chart=_chart(voice),
        notes=tuple(_notes(voice)),
        methods=tuple(_methods(voice)),
        made_with=tuple(_made_with(voice)),
    )


def _rule_row(voice: TogetherVoice, member: MemberOutcome) -> RuleRow:
    cells = tuple(
        RuleCell(
            voice.money(rule.values[member.id]),
            _advantage(voice, rule.advantage[member.id]),
            _pays(voice, rule.payments[member.id]),
        )
        for rule in voice.result.rules
    )
    return RuleRow(voice.member(member.id), voice.money(member.alone), cells)


def _advantage(voice: TogetherVoice, amount: float) -> str:
    size = voice.money(abs(amount))
    if size == voice.money(0.0):
        return voice.text("col.same")
    return voice.text("col.more" if amount > 0 else "col.less", amount=size)


def _pays(voice: TogetherVoice, amount: float) -> str:
    key = "col.pays" if amount >= 0 else "col.is_paid"
    return voice.text(key, amount=voice.money(abs(amount)))


def _rule_lines(voice: TogetherVoice) -> Iterator[RuleLine]:
    for rule in voice.result.rules:
        name = upper_first(voice.rule(rule.rule))
        yield RuleLine(
            rule=name,
            meaning=voice.text(f"meaning.{rule.rule}"),
            standing=voice.text(f"rule.{rule.standing.value}"),
            leaving=voice.leaving(rule),
        )


def _core(voice: TogetherVoice) -> str:
    core = voice.result.core
    if core is None:
        return voice.text("core.unknown")
    if core.standing is Standing.HOLDS:
        return voice.text("core.holds")
    level, subsidy = voice.money(core.least_level), voice.money(core.subsidy)
    return voice.text(f"core.{core.standing.value}", level=level, subsidy=subsidy)


def _builds(voice: TogetherVoice) -> Iterator[BuildRow]:
    for bloc in voice.result.blocs:
        for build in bloc.builds:
            users = voice.join(
                voice.text(
                    "user",
                    member=voice.member(user.member),
                    use=voice.speaker(user.member).use_case(user.use_case),
                )
                for user in build.users
            )
            what = upper_first(voice.capability(build.id))
            if build.nodes:
                what += voice.text("build.nodes", n=str(build.nodes))
            yield BuildRow(what, str(build.ready_year), voice.money(build.cost), users)
        if bloc.pact_year is not None:
            name = upper_first(voice.text("build.pact", form=voice.form(voice.result.chosen)))
            cost = voice.money(bloc.pact_cost)
            yield BuildRow(name, str(bloc.pact_year), cost, voice.members(bloc.members))


def _member(voice: TogetherVoice, member: MemberOutcome) -> MemberBlock:
    speaker = voice.speaker(member.id)
    uses = tuple(
        UseRow(
            use=speaker.use_case(use.use_case),
            alone=voice.plan(use.alone, member.id),
            together=voice.plan(use.together, member.id),
            standing=voice.standing(use),
        )
        for use in member.uses
    )
    kind = next(
        entry.kind.value for entry in voice.together.consortium.members if entry.id == member.id
    )
    key = "member.head.no_plan"
    if member.alone is not None:
        key = "member.head" if voice.is_nothing(member.alone_value) else "member.head.value"
    head = voice.text(
        key,
        kind=voice.text(f"kind.{kind}"),
        alone=voice.money(member.alone),
        money=voice.money((member.alone or 0.0) - member.alone_value),
        value=voice.money(member.alone_value),
        price=voice.money(member.money_per_value_point),
    )
    return MemberBlock(voice.member(member.id), head, uses)


def _form(voice: TogetherVoice, form: FormOutcome) -> FormRow:
    stated = next(entry for entry in voice.together.consortium.governance if entry.id == form.id)
    factor = stated.shared_cost_factor.statement
    return FormRow(
        name=voice.form(form.id),
        is_chosen=form.id == voice.result.chosen,
        vehicle=upper_first(voice.text(f"vehicle.{form.vehicle}")),
        control=voice.text("form.control", level=str(form.control)),
        control_why=voice.text(
            "form.control_why",
            why=voice.local(stated.control.rationale),
            who=stated.control.rater,
        ),
        gain=voice.money(form.gain),
        as_one=voice.money(form.as_one),
        ready=voice.ready(form),
        pact_cost=_pact_cost(voice, stated),
        factor=voice.figures.range(factor.p05, factor.p95, "1"),
        delay=voice.text("form.delay", months=f"{stated.delay_months:g}"),
        status=_status(voice, stated),
        source=stated.source,
    )


def _pact_cost(voice: TogetherVoice, form: Governance) -> str:
    return voice.text(
        "form.cost",
        once=voice.figures.money(form.set_up_cost.statement.p50),
        yearly=voice.figures.money(form.cost_per_year.statement.p50),
    )


def _status(voice: TogetherVoice, form: Governance) -> str:
    quantities = (form.set_up_cost, form.cost_per_year, form.shared_cost_factor)
    found = dict.fromkeys(quantity.status.value for quantity in quantities)
    return voice.join(voice.text(f"status.{status}") for status in found)


def _chart(voice: TogetherVoice) -> TogetherChart:
    rules = voice.result.rules
    members = []
    for member in voice.result.members:
        amounts = (member.alone or 0.0, *(rule.values[member.id] for rule in rules))
        words = tuple(map(voice.money, amounts))
        members.append(MemberBars(voice.member(member.id), amounts, words))
    return TogetherChart(
        title=voice.text("chart.title"),
        summary=voice.text(
            "chart.summary",
            n=str(len(members)),
            alone=voice.money(voice.result.worth_alone),
            together=voice.money(voice.result.worth),
        ),
        legend=(
            voice.text("chart.alone"),
            *(voice.text("chart.together", rule=voice.rule(rule.rule)) for rule in rules),
        ),
        members=tuple(members),
    )


def _notes(voice: TogetherVoice) -> Iterator[str]:
    for note in voice.result.notes:
        values = {name: str(value) for name, value in note.values.items()}
        if "member" in values:
            values["member"] = voice.member(values["member"])
        if "members" in values:
            values["members"] = voice.members(values["members"].split(", "))
        if values.get("role"):
            values["role"] = voice.catalogue.text(f"role.{values['role']}")
        yield voice.catalogue.text(note.key).format(**values)


def _frame(voice: TogetherVoice) -> dict[str, str]:
    return {
        "years": str(len(voice.result.years)),
        "rate": voice.figures.percent(voice.together.discount_rate),
        "price_year": str(voice.together.price_year),
    }


def _methods(voice: TogetherVoice) -> Iterator[str]:
    together, result = voice.together, voice.result
    values = {
        **_frame(voice),
        "kinds": voice.join(
            voice.catalogue.text(f"capability.{kind.value}")
            for kind in together.consortium.shared_kinds
        ),
        "draws": str(result.n_draws),
        "n": str(len(result.groups)),
    }
    for name in METHODS:
        yield voice.text(f"method.{name}", **values)


def _made_with(voice: TogetherVoice) -> Iterator[tuple[str, str]]:
    manifest = voice.together.manifest
    yield voice.text("made.program"), manifest.steelyard
    yield voice.text("made.facts"), manifest.facts_edition
    yield (
        voice.text("made.draws"),
        f"{manifest.n_draws}, {manifest.n_plan_draws}, {manifest.seed}",
    )
    yield from manifest.packages.items()
    yield from manifest.digests.items()
