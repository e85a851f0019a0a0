"""Building together: every group's best plan, what it gains, who pays what, and who would stay."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.horizon.coalitions import alone_solved, coalitions_of, members_in
from steelyard.decision.horizon.joint_reading import JointReader, MemberPart, part_alone
from steelyard.decision.horizon.joint_rows import POOLED
from steelyard.decision.horizon.joint_shares import SharedPlan, core_outcome, rules_of
from steelyard.decision.horizon.pact import pact_of
from steelyard.decision.horizon.reach import reaches_of
from steelyard.decision.horizon.resources import ResourceKind
from steelyard.decision.horizon.together_result import (
    Bloc,
    FormOutcome,
    GroupWorth,
    MemberOutcome,
    TogetherResult,
    UseOutcome,
    UseStanding,
)
from steelyard.decision.portfolio.cooperative_game import TOLERANCE
from steelyard.dossier.schema import Reading
from steelyard.dossier.text import Message
from steelyard.uncertainty.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from steelyard.decision.horizon.coalitions import Coalitions
    from steelyard.decision.horizon.members import MemberTables
    from steelyard.decision.horizon.together_result import Reach, UsePlan
    from steelyard.decision.portfolio.problem import Selection
    from steelyard.decision.portfolio.solution import Solved
    from steelyard.dossier.consortium import Consortium, Governance
    from steelyard.quantities.arrays import FloatArray

PLAN_DRAWS: Final = 1000
"""Draws behind the expectations of plans. [1]"""


def n_groups(consortium: Consortium) -> int:
    """Return how many plans of groups of two and more are to be found.

    Parameters
    ----------
    consortium
        Members and forms of governance.

    Returns
    -------
    int
        Over all forms.
    """
    n_members = len(consortium.members)
    return ((1 << n_members) - 1 - n_members) * len(consortium.governance)


def build_together(
    consortium: Consortium,
    members: Sequence[MemberTables],
    *,
    told: Callable[[], None] = lambda: None,
) -> TogetherResult:
    """Say what members gain by building together, who pays what, and whether it would hold.

    Parameters
    ----------
    consortium
        Forms of governance, and what may be shared.
    members
        In the order of the consortium.
    told
        Called after the plan of each group of two and more.

    Returns
    -------
    TogetherResult
        Under the chosen form in full, under the others in short.

    Notes
    -----
    ``docs/method/joint-portfolio.md`` states every equation.
    """
    sample = members[0].alone.restarts.sample
    kinds = [kind.value for kind in consortium.shared_kinds]
    alone = alone_solved(members)
    forms = sorted(consortium.governance, key=lambda form: form.id != consortium.chosen)
    found = {
        form.id: coalitions_of(
            members,
            kinds,
            pact_of(form, n_draws=sample.n, seed=sample.seed),
            alone,
            told=told,
        )
        for form in forms
    }
    maker = _Maker(members, found[consortium.chosen])
    return maker.result(
        consortium,
        tuple(_Maker(members, found[form.id]).form(form) for form in forms),
    )


@dataclass(slots=True)
class _Maker:
    """Puts together what is said under one form of governance."""

    members: Sequence[MemberTables]
    coalitions: Coalitions
    _readers: dict[int, JointReader] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(member.id for member in self.members)

    @property
    def years(self) -> tuple[int, ...]:
        return self.members[0].alone.restarts.years

    def result(self, consortium: Consortium, forms: tuple[FormOutcome, ...]) -> TogetherResult:
        coalitions, first = self.coalitions, forms[0]
        members = self.member_outcomes()
        draws = self.gain_draws()
        everybody = coalitions.all_members
        plan = self.shared_plan() if coalitions.is_priced else None
        return TogetherResult(
            chosen=consortium.chosen,
            years=self.years,
            members=members,
            worth_alone=_known(self.worth_alone()),
            worth=first.worth,
            gain=first.gain,
            gain_value=sum(member.gross_value - member.alone_value for member in members),
            gap=float(first.gap + self.gap_alone()),
            gain_spread=None if draws is None else summarise(draws, "CUR"),
            gain_share=0.0 if draws is None else float((draws > 0).mean()),
            blocs=self.blocs(everybody),
            rules=() if plan is None else rules_of(coalitions, plan, self.builds),
            core=core_outcome(coalitions) if coalitions.is_priced else None,
            groups=tuple(map(self.group_worth, range(1, everybody + 1))),
            forms=forms,
            n_draws=self.members[0].alone.restarts.sample.n,
            notes=tuple(self.notes()),
        )

    # ---- worths ---------------------------------------------------------------------------------

    def solved_alone(self) -> list[Solved]:
        return [self.coalitions.solved[1 << place] for place in range(len(self.members))]

    def worth_alone(self) -> float:
        return sum(solved.worth for solved in self.solved_alone())

    def gap_alone(self) -> float:
        return sum(_gap(solved.bound, solved.worth) for solved in self.solved_alone())

    def gain_draws(self) -> FloatArray | None:
        parts = self.coalitions.structure(self.coalitions.all_members)
        if not self.coalitions.is_priced:
            return None
        found = np.zeros(self.members[0].alone.restarts.sample.n)
        for part in parts:
            selection = self.coalitions.solved[part].selection
            if part.bit_count() > 1 and selection is not None:
                found = found + self.coalitions.joint[part].draws_of(selection)
                alone = [self.coalitions.solved[1 << place].selection for place in members_in(part)]
                found = found - sum(
                    self.draws_alone(place, chosen)
                    for place, chosen in zip(members_in(part), alone, strict=True)
                    if chosen is not None
                )
        return found

    def draws_alone(self, place: int, selection: Selection) -> FloatArray:
        tables = self.members[place].alone
        found = np.zeros(tables.restarts.sample.n)
        taken, opened = selection.plan >= 0, selection.opening >= 0
        found += tables.plan_worths[selection.plan[taken], selection.start[taken]].sum(axis=0)
        found += tables.shared_worths[opened, selection.opening[opened]].sum(axis=0)
        counts = selection.modules[:, :, np.newaxis]
        summed: FloatArray = found + (counts * tables.module_worths).sum(axis=(0, 1))
        return summed

    def group_worth(self, group: int) -> GroupWorth:
        coalitions = self.coalitions
        parts = coalitions.structure(group)
        return GroupWorth(
            members=self.named(group),
            worth=_known(coalitions.worths[group]),
            bound=_known(coalitions.bounds[group]),
            as_one=_known(coalitions.solved[group].worth),
            parts=tuple(map(self.named, parts)),
        )

    def named(self, group: int) -> tuple[str, ...]:
        return tuple(self.names[place] for place in members_in(group))

    # ---- what is done ---------------------------------------------------------------------------

    def reader(self, group: int) -> JointReader | None:
        selection = self.coalitions.solved[group].selection
        if selection is None:
            return None
        if group not in self._readers:
            self._readers[group] = JointReader(self.coalitions.joint[group], selection, self.names)
        return self._readers[group]

    def blocs(self, group: int) -> tuple[Bloc, ...]:
        found = []
        for part in self.coalitions.structure(group):
            solved = self.coalitions.solved[part]
            reader = None if part.bit_count() == 1 else self.reader(part)
            if reader is not None:
                found.append(reader.bloc(solved.worth))
            elif solved.selection is not None:
                found.append(Bloc(self.named(part), solved.worth, None, 0.0, 0.0, ()))
        return tuple(found)

    def builds(self, group: int) -> tuple[str, ...]:
        return tuple(build.id for bloc in self.blocs(group) for build in bloc.builds)

    def alone(self, place: int) -> MemberPart | None:
        solved = self.coalitions.solved[1 << place]
        if solved.selection is None:
            return None
        return part_alone(self.members[place], solved.selection, solved.worth)

    def together(self, place: int) -> MemberPart | None:
        parts = self.coalitions.structure(self.coalitions.all_members)
        part = next(part for part in parts if part >> place & 1)
        if part.bit_count() == 1:
            return self.alone(place)
        reader = self.reader(part)
        return None if reader is None else reader.part(place)

    def shared_plan(self) -> SharedPlan:
        parts = [self.together(place) for place in range(len(self.members))]
        known = [part for part in parts if part is not None]
        blocs = [
            ([self.names.index(name) for name in bloc.members], bloc.joint_cost)
            for bloc in self.blocs(self.coalitions.all_members)
        ]
        return SharedPlan(
            names=self.names,
            gross=np.array([part.gross for part in known]),
            requests=np.array([part.requests for part in known]),
            blocs=blocs,
        )

    def member_outcomes(self) -> tuple[MemberOutcome, ...]:
        return tuple(self.member_outcome(place) for place in range(len(self.members)))

    def member_outcome(self, place: int) -> MemberOutcome:
        member, solved = self.members[place], self.coalitions.solved[1 << place]
        alone, together = self.alone(place), self.together(place)
        reaches = reaches_of(member)
        uses = []
        for use_case, name in enumerate(member.use_cases):
            before, after = (
                None if part is None else part.uses[use_case] for part in (alone, together)
            )
            reach = reaches[use_case]
            standing = self.standing(place, use_case, before, after, reach)
            uses.append(UseOutcome(name, standing, before, after, reach))
        return MemberOutcome(
            id=member.id,
            alone=_known(solved.worth),
            bound_alone=_known(solved.bound),
            gross=None if together is None else together.gross,
            alone_value=0.0 if alone is None else alone.value,
            gross_value=0.0 if together is None else together.value,
            requests=0.0 if together is None else together.requests,
            money_per_value_point=member.alone.price,
            uses=tuple(uses),
        )

    def standing(
        self,
        place: int,
        use_case: int,
        alone: UsePlan | None,
        together: UsePlan | None,
        reach: Reach | None,
    ) -> UseStanding:
        contest = self.members[place].pooled.restarts.contests[use_case]
        if alone is not None:
            return _after(alone, together)
        if together is not None:
            return UseStanding.TOGETHER
        if not contest.has_benefit:
            return UseStanding.NO_BENEFIT
        if reach is None:
            return UseStanding.NO_WAY
        must_pay = contest.deciding.reading is Reading.SIX_DIMENSIONS
        if must_pay and reach.gain < reach.cost:
            return UseStanding.NEVER_PAYS
        return UseStanding.NOT_IN_PLAN

    # ---- forms ----------------------------------------------------------------------------------

    def form(self, form: Governance) -> FormOutcome:
        coalitions = self.coalitions
        everybody = coalitions.all_members
        blocs = self.blocs(everybody)
        worth = _known(coalitions.worths[everybody])
        alone = _known(self.worth_alone())
        ready = [build.ready_year for bloc in blocs for build in bloc.builds]
        lead = coalitions.pact.lead
        return FormOutcome(
            id=form.id,
            vehicle=form.vehicle.value,
            worth=worth,
            gain=None if worth is None or alone is None else worth - alone,
            as_one=_known(coalitions.solved[everybody].worth),
            gap=_gap(coalitions.bounds[everybody], coalitions.worths[everybody]),
            ready_year=min(ready, default=None),
            earliest_year=self.years[lead] if lead < len(self.years) else None,
            control=form.control.level,
            pact_cost=sum(bloc.pact_cost for bloc in blocs),
            joint_cost=sum(bloc.joint_cost for bloc in blocs),
            parts=tuple(map(self.named, coalitions.structure(everybody))),
        )

    # ---- notes ----------------------------------------------------------------------------------

    def notes(self) -> Iterator[Message]:
        for member, solved in zip(self.members, self.solved_alone(), strict=True):
            if solved.selection is None:
                yield Message("together.note.no_plan_alone", {"member": member.id})
        for (kind, name), missing in _unstated(self.members).items():
            yield Message(
                f"together.note.unlimited.{kind}",
                {"role": name, "members": ", ".join(missing)},
            )


def _after(alone: UsePlan, together: UsePlan | None) -> UseStanding:
    # What becomes of a use that comes alone.
    if together is None:
        return UseStanding.DROPPED
    same = _how_and_when(alone) == _how_and_when(together)
    return UseStanding.ALONE if same else UseStanding.OTHERWISE


def _how_and_when(plan: UsePlan) -> tuple[object, ...]:
    when = plan.start_year, plan.switch_year
    return plan.option, plan.successor, plan.tier, plan.joint, plan.with_pooled, *when


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _gap(bound: float, worth: float) -> float:
    # Where there is no plan nothing can be said of how far it could be improved; a billionth of
    # the worth is rounding.
    if not np.isfinite(worth):
        return 0.0
    found = float(bound - worth)
    return found if found > TOLERANCE * max(abs(bound), abs(worth)) else 0.0


def _unstated(members: Sequence[MemberTables]) -> Mapping[tuple[str, str], list[str]]:
    # What some members limit and others do not state: together it is not limited.
    limited: dict[tuple[str, str], set[str]] = {}
    for member in members:
        for row in member.alone.resources.rows:
            if row.kind in POOLED and row.kind is not ResourceKind.PAYS and np.isfinite(row.limit):
                limited.setdefault((row.kind.value, str(row.name)), set()).add(member.id)
    return {
        what: [member.id for member in members if member.id not in stated]
        for what, stated in sorted(limited.items())
        if len(stated) < len(members)
    }
