"""What the page for several says: amounts, members, what is built, and the answer in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.decision.horizon.together_result import Standing, UseStanding
from steelyard.dossier.text import in_language
from steelyard.report.catalogue import upper_first
from steelyard.report.speaker import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from steelyard.decision.horizon.together_result import (
        Bloc,
        FormOutcome,
        LeavingGroup,
        RuleOutcome,
        TogetherResult,
        UseOutcome,
        UsePlan,
    )
    from steelyard.report.catalogue import Catalogue
    from steelyard.report.figures import Figures
    from steelyard.report.together_inputs import Together

LEAST_SHOWN: Final = 1e-6
"""Gains below this, relative to the worth of all, are said to be none. [1]"""
DIGITS: Final = 3
"""Significant digits of amounts that are set beside each other. [1]"""
MOST_GROUPS: Final = 3
"""Groups named for each rule; the rest are counted. [1]"""
CENT: Final = 100.0


@dataclass(frozen=True, slots=True)
class TogetherVoice:
    """The voice of the page in one language.

    Attributes
    ----------
    catalogue, figures
        Texts and numbers.
    together
        What is told.
    """

    catalogue: Catalogue
    figures: Figures
    together: Together

    @property
    def result(self) -> TogetherResult:
        """What was found."""
        return self.together.result

    def text(self, key: str, **values: str) -> str:
        """Return a text of the catalogue.

        Parameters
        ----------
        key
            After ``together.``.
        **values
            What it names, in words.

        Returns
        -------
        str
            Filled in.
        """
        return self.catalogue.text(f"together.{key}").format(**values)

    def local(self, text: dict[str, str]) -> str:
        """Return a text of the consortium in this language.

        Parameters
        ----------
        text
            By language.

        Returns
        -------
        str
            In the first language it has, where there is none.
        """
        return in_language(dict(text), self.catalogue.language)

    def money(self, amount: float | None) -> str:
        """Return an amount that is set beside others.

        Parameters
        ----------
        amount
            None where there is none. [CUR]

        Returns
        -------
        str
            Rounded; a dash where there is none.
        """
        if amount is None:
            return "–"
        return self.figures.money(0.0 if self.is_nothing(amount) else amount, DIGITS)

    def is_nothing(self, amount: float) -> bool:
        """Return whether an amount is too small to be told.

        Parameters
        ----------
        amount
            Any. [CUR]

        Returns
        -------
        bool
            Beside the worth of all.
        """
        return abs(amount) < LEAST_SHOWN * max(abs(self.result.worth or 0.0), 1.0)

    def join(self, parts: Iterable[str]) -> str:
        """Return a list in words.

        Parameters
        ----------
        parts
            In words.

        Returns
        -------
        str
            With commas.
        """
        return self.catalogue.text("list.comma").join(parts)

    def member(self, name: str) -> str:
        """Return the name of a member.

        Parameters
        ----------
        name
            Its id.

        Returns
        -------
        str
            As the consortium calls it.
        """
        found = next(entry for entry in self.together.consortium.members if entry.id == name)
        return self.local(found.name)

    def members(self, names: Iterable[str]) -> str:
        """Return the names of members.

        Parameters
        ----------
        names
            Their ids.

        Returns
        -------
        str
            With commas.
        """
        return self.join(self.member(name) for name in names)

    def form(self, name: str) -> str:
        """Return the name of a form of governance.

        Parameters
        ----------
        name
            Its id.

        Returns
        -------
        str
            As the consortium calls it.
        """
        found = next(entry for entry in self.together.consortium.governance if entry.id == name)
        return self.local(found.name)

    def speaker(self, member: str) -> Speaker:
        """Return who speaks of one member's options and uses.

        Parameters
        ----------
        member
            Its id.

        Returns
        -------
        Speaker
            With the names of its dossier.
        """
        return Speaker(self.catalogue, self.figures, self.together.names[member])

    def capability(self, name: str) -> str:
        """Return what is shared in words.

        Parameters
        ----------
        name
            Its id.

        Returns
        -------
        str
            With model and machine, where it has them.
        """
        return self.speaker(self.result.members[0].id).capability(name)

    def rule(self, name: str) -> str:
        """Return a rule of sharing in words.

        Parameters
        ----------
        name
            ``shapley``, ``nucleolus`` or ``proportional``.

        Returns
        -------
        str
            As readers know it.
        """
        key = f"sharing.rule.{name}"
        return self.catalogue.text(f"{key}.use" if name == "proportional" else key)

    # ---- the answer -----------------------------------------------------------------------------

    def answer(self) -> tuple[str, ...]:
        """Return the answer.

        Returns
        -------
        tuple of str
            One paragraph each, the first the most important.
        """
        result = self.result
        if result.worth is None:
            return (self.text("answer.no_plan"), *self.no_plan_alone())
        if result.gain is None:
            return (self.text("answer.not_compared"), *self.no_plan_alone(), *self.parts())
        if not result.is_together:
            return tuple(self.nothing(result))
        return tuple(self.gained(result, result.gain))

    def nothing(self, result: TogetherResult) -> Iterator[str]:
        """Say that nothing is gained, and why.

        Parameters
        ----------
        result
            What was found.

        Yields
        ------
        str
            One paragraph each.
        """
        first = result.forms[0]
        yield self.text("answer.nothing", form=self.form(result.chosen))
        if first.as_one is not None and result.worth is not None:
            loss = result.worth - first.as_one
            yield self.text("answer.as_one", loss=self.money(loss))
        yield from self.why_nothing(result)
        yield from self.other_forms(result)

    def why_nothing(self, result: TogetherResult) -> Iterator[str]:
        """Say what keeps uses from going together.

        Parameters
        ----------
        result
            What was found.

        Yields
        ------
        str
            One paragraph each.
        """
        uses = [use for member in result.members for use in member.uses]
        never = [use for use in uses if use.standing is UseStanding.NEVER_PAYS]
        alone = [use for use in uses if use.standing is UseStanding.ALONE]
        yield self.text("answer.uses", n=str(len(uses)), alone=str(len(alone)))
        if never:
            backs = [use.reach.gain / use.reach.cost for use in never if use.reach is not None]
            yield self.text(
                "answer.never",
                n=str(len(never)),
                least=self.of_cost(min(backs)),
                most=self.of_cost(max(backs)),
            )

    def of_cost(self, share: float) -> str:
        """Return what comes back of each hundred spent.

        Parameters
        ----------
        share
            Gain over cost. [1]

        Returns
        -------
        str
            A whole number, 0 where less than nothing comes back.
        """
        return f"{max(share, 0.0) * CENT:.0f}"

    def gained(self, result: TogetherResult, gain: float) -> Iterator[str]:
        """Say what is gained.

        Parameters
        ----------
        result
            What was found.
        gain
            Worth beyond going alone. [CUR]

        Yields
        ------
        str
            One paragraph each.
        """
        key = "answer.gain"
        if not self.is_nothing(result.gain_value):
            key = "answer.gain.value"
        yield self.text(
            key,
            form=self.form(result.chosen),
            gain=self.money(gain),
            money=self.money(gain - result.gain_value),
            value=self.money(result.gain_value),
            alone=self.money(result.worth_alone),
            years=str(len(result.years)),
        )
        if not self.is_nothing(result.gap):
            key = "answer.gap.larger" if result.gap >= gain else "answer.gap"
            yield self.text(key, gap=self.money(result.gap))
        if result.gain_spread is not None:
            ends = [self.money(result.gain_spread.p05), self.money(result.gain_spread.p95)]
            yield self.text(
                "answer.draws" if ends[0] != ends[1] else "answer.draws.one",
                share=self.figures.of_hundred(result.gain_share),
                low=ends[0],
                high=ends[1],
            )
        yield from self.parts()
        yield from self.paid(result)
        yield from self.stable(result)
        yield from self.other_forms(result)

    def no_plan_alone(self) -> Iterator[str]:
        """Say who has no plan alone.

        Yields
        ------
        str
            One sentence.
        """
        missing = [member.id for member in self.result.members if member.alone is None]
        if missing:
            yield self.text("answer.no_plan_alone", members=self.members(missing))

    def parts(self) -> Iterator[str]:
        """Say who goes with whom, and what they build once.

        Yields
        ------
        str
            One sentence for each group.
        """
        for bloc in self.result.blocs:
            if len(bloc.members) > 1:
                yield self.bloc(bloc)
        single = [bloc.members[0] for bloc in self.result.blocs if len(bloc.members) == 1]
        if single and len(single) < len(self.result.members):
            yield self.text("answer.single", members=self.members(single))

    def bloc(self, bloc: Bloc) -> str:
        """Say what members that go together build once.

        Parameters
        ----------
        bloc
            Who they are.

        Returns
        -------
        str
            One sentence.
        """
        if not bloc.builds:
            return self.text("answer.pooled", members=self.members(bloc.members))
        builds = self.join(
            self.text("answer.build", what=self.capability(build.id), year=str(build.ready_year))
            for build in bloc.builds
        )
        return self.text(
            "answer.bloc",
            members=self.members(bloc.members),
            builds=builds,
            cost=self.money(bloc.joint_cost),
            pact=self.money(bloc.pact_cost),
        )

    def paid(self, result: TogetherResult) -> Iterator[str]:
        """Say what each member pays, from the least to the most over the rules.

        Parameters
        ----------
        result
            What was found.

        Yields
        ------
        str
            One sentence, none where nothing is shared.
        """
        parts = []
        for member in result.members:
            paid = [rule.payments[member.id] for rule in result.rules]
            ends = [self.money(amount) for amount in (min(paid), max(paid))]
            key = "answer.pays.one" if ends[0] == ends[1] else "answer.pays"
            name = self.member(member.id)
            parts.append(self.text(key, member=name, low=ends[0], high=ends[1]))
        if parts:
            joined = self.catalogue.text("list.semicolon").join(parts)
            yield self.text("answer.paid", parts=joined)

    def stable(self, result: TogetherResult) -> Iterator[str]:
        """Say under which rules everybody would stay.

        Parameters
        ----------
        result
            What was found.

        Yields
        ------
        str
            One sentence for each kind of standing.
        """
        for standing in Standing:
            rules = [rule for rule in result.rules if rule.standing is standing]
            if not rules:
                continue
            key = f"answer.{standing.value}"
            who = ""
            if standing is not Standing.HOLDS:
                who = self.members(rules[0].leaving[0].members)
            yield upper_first(
                self.text(key, rules=self.join(self.quoted(rule) for rule in rules), who=who)
            )

    def quoted(self, rule: RuleOutcome) -> str:
        """Return a rule in quotation marks.

        Parameters
        ----------
        rule
            Its outcome.

        Returns
        -------
        str
            As the language writes it.
        """
        return self.catalogue.text("quoted").format(text=self.rule(rule.rule))

    def other_forms(self, result: TogetherResult) -> Iterator[str]:
        """Say which form of governance gains most.

        Parameters
        ----------
        result
            What was found.

        Yields
        ------
        str
            One sentence, none where there is but one form.
        """
        if len(result.forms) == 1:
            return
        best = max(result.forms, key=lambda form: form.gain or 0.0)
        if self.is_nothing(best.gain or 0.0):
            yield self.text("answer.forms.none", n=str(len(result.forms)))
        elif best.id == result.chosen:
            yield self.text("answer.forms.chosen", form=self.form(best.id))
        else:
            yield self.text(
                "answer.forms.other", form=self.form(best.id), gain=self.money(best.gain)
            )

    # ---- rows -----------------------------------------------------------------------------------

    def leaving(self, rule: RuleOutcome) -> tuple[str, ...]:
        """Return who would leave under a rule, and why.

        Parameters
        ----------
        rule
            Its outcome.

        Returns
        -------
        tuple of str
            The groups that gain most; the rest are counted.
        """
        told = [self.leaves(group) for group in rule.leaving[:MOST_GROUPS]]
        more = len(rule.leaving) - len(told)
        return (*told, *([self.text("leave.more", n=str(more))] if more else []))

    def leaves(self, group: LeavingGroup) -> str:
        """Return why one group would leave.

        Parameters
        ----------
        group
            The group.

        Returns
        -------
        str
            One sentence.
        """
        key = "leave.one" if len(group.members) == 1 else "leave.some"
        said = self.text(
            key,
            members=self.members(group.members),
            gain=self.money(group.gain),
            alone=self.money(group.alone),
            held=self.money(group.held),
        )
        if group.builds:
            said += " " + self.text(
                "leave.builds", what=self.join(map(self.capability, group.builds))
            )
        if not group.is_decided:
            said += " " + self.text("leave.undecided")
        return said

    def plan(self, plan: UsePlan | None, member: str) -> str:
        """Return what a plan does for one use.

        Parameters
        ----------
        plan
            The plan; none where today's service stays.
        member
            Whose use it is.

        Returns
        -------
        str
            Way, year, and what it shares.
        """
        speaker = self.speaker(member)
        if plan is None:
            return upper_first(speaker.word("class", "keep"))
        said = self.text("plan", way=speaker.pathway_list(plan.pathways), year=str(plan.start_year))
        if plan.switch_year is not None:
            first = speaker.brief(plan.option)
            said += self.text("plan.switch", first=first, year=str(plan.switch_year))
        if plan.joint:
            said += self.text("plan.joint", what=self.join(map(self.capability, plan.joint)))
        if plan.with_pooled:
            said += self.text("plan.pooled")
        return upper_first(said)

    def standing(self, use: UseOutcome) -> str:
        """Return what becomes of one use.

        Parameters
        ----------
        use
            The use.

        Returns
        -------
        str
            One sentence.
        """
        share = ""
        if use.reach is not None and use.reach.cost > 0:
            share = self.of_cost(use.reach.gain / use.reach.cost)
        return self.text(f"standing.{use.standing.value}", share=share)

    def parted(self, parts: Sequence[Sequence[str]]) -> str:
        """Return who goes with whom.

        Parameters
        ----------
        parts
            Groups of ids.

        Returns
        -------
        str
            Groups parted by semicolons.
        """
        if all(len(part) == 1 for part in parts):
            return self.text("parts.alone")
        return self.catalogue.text("list.semicolon").join(
            self.catalogue.text("list.plus").join(map(self.member, part)) for part in parts
        )

    def ready(self, form: FormOutcome) -> str:
        """Return when something joint could be, and is, first used.

        Parameters
        ----------
        form
            A form of governance.

        Returns
        -------
        str
            Year, or that nothing is built together.
        """
        if form.ready_year is not None:
            return str(form.ready_year)
        if form.earliest_year is None:
            return self.text("form.too_late")
        return self.text("form.possible", year=str(form.earliest_year))
