"""What the page for several calls things: amounts, members, forms, plans, who would leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.dossier.text import in_language
from steelyard.report.catalogue import upper_first
from steelyard.report.speaker import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from steelyard.decision.horizon.joint_shares_result import LeavingGroup, RuleOutcome
    from steelyard.decision.horizon.together_result import (
        FormOutcome,
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

    def of_hundred(self, share: float) -> str:
        """Return what comes back of each hundred spent.

        Parameters
        ----------
        share
            Part that comes back. [1]

        Returns
        -------
        str
            A whole number.
        """
        return f"{share * CENT:.0f}"

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
            The first groups listed; the rest are counted.
        """
        told = [self.leaves(group) for group in rule.leaving[:MOST_GROUPS]]
        more = rule.n_leaving - len(told)
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
        share = "" if use.reach is None else self.of_hundred(use.reach.returned)
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
