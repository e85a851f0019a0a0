"""What building together says: gain, shares, who would stay, what is built once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from steelyard.decision.json_form import record_json

if TYPE_CHECKING:
    from steelyard.decision.horizon.joint_shares_result import CoreOutcome, RuleOutcome
    from steelyard.decision.json_form import Json
    from steelyard.dossier.text import Message
    from steelyard.uncertainty.summary import Spread


class UseStanding(StrEnum):
    """What becomes of one use of one member."""

    ALONE = "alone"
    """A new service comes to the member alone, and is the same together."""
    OTHERWISE = "otherwise"
    """It comes alone too; together it is done another way, or in another year."""
    DROPPED = "dropped"
    """It comes alone; together today's service stays."""
    TOGETHER = "together"
    """A new service comes only with the others."""
    NEVER_PAYS = "never_pays"
    """Even if everything shared were free, the best way costs more than it brings."""
    NOT_IN_PLAN = "not_in_plan"
    """It would pay if everything shared were free, and is in no plan all the same."""
    NO_WAY = "no_way"
    """No way with a model passes, even with everybody's people and money."""
    NO_BENEFIT = "no_benefit"
    """No benefit is stated, so that nothing can be said."""


@dataclass(frozen=True, slots=True)
class UsePlan:
    """What one plan does for one use.

    Attributes
    ----------
    option
        Option with which it starts.
    pathways
        Pathways of the option it ends with, joined by ``+``.
    way
        Their class: ``buy``, ``hybrid`` or ``build``.
    start_year
        First calendar year of service.
    successor, switch_year
        Option to which it switches, and when; empty and none where it stays.
    tier
        Volume tier under which it buys; empty for none.
    own, joint
        Capabilities of the member's own, and joint ones, that it uses.
    with_pooled
        Whether it counts on other members' people or money.
    requests
        Expected requests given to a model over the horizon. [request]
    """

    option: str
    pathways: str
    way: str
    start_year: int
    successor: str
    switch_year: int | None
    tier: str
    own: tuple[str, ...]
    joint: tuple[str, ...]
    with_pooled: bool
    requests: float


@dataclass(frozen=True, slots=True)
class Reach:
    """The way that comes nearest to paying, if everything shared were free.

    Attributes
    ----------
    option
        Its id.
    start_year
        Year of the start.
    cost, gain
        Expected own cost, and what it brings against today's service, present values. [CUR]
    """

    option: str
    start_year: int
    cost: float
    gain: float

    @property
    def returned(self) -> float:
        """Part of the cost that comes back, 0 where it brings less than nothing. [1]."""
        return max(self.gain, 0.0) / self.cost if self.cost > 0 else 0.0


@dataclass(frozen=True, slots=True)
class UseOutcome:
    """One use of one member, alone and together.

    Attributes
    ----------
    use_case
        Its id.
    standing
        What becomes of it.
    alone, together
        What the plans do; none where today's service stays.
    reach
        The way that comes nearest to paying; none where no way passes or no benefit is stated.
    """

    use_case: str
    standing: UseStanding
    alone: UsePlan | None
    together: UsePlan | None
    reach: Reach | None


@dataclass(frozen=True, slots=True)
class MemberOutcome:
    """One member.

    Attributes
    ----------
    id
        Of the member.
    alone, bound_alone
        Worth of its best plan alone, and what no plan of its own exceeds; none where it has no
        plan. [CUR]
    gross
        What its part of the joint plan is worth before its share of what is joint; none where
        there is no joint plan. [CUR]
    alone_value, gross_value
        Of both, what value is reckoned at; the rest is money. [CUR]
    requests
        Requests handled with something joint: what sharing by use goes by. [request]
    money_per_value_point
        What a point of value of one of its uses is reckoned at. [CUR/point]
    uses
        In the order of its dossier.
    """

    id: str
    alone: float | None
    bound_alone: float | None
    gross: float | None
    alone_value: float
    gross_value: float
    requests: float
    money_per_value_point: float
    uses: tuple[UseOutcome, ...]


@dataclass(frozen=True, slots=True)
class JointUser:
    """One use of one member."""

    member: str
    """Id of the member."""
    use_case: str
    """Id of the use."""


@dataclass(frozen=True, slots=True)
class JointBuild:
    """Something built once for several.

    Attributes
    ----------
    id
        Of the capability.
    ready_year
        First calendar year in which it can be used.
    cost
        Expected present value, its machines included. [CUR]
    users
        Uses that share it.
    nodes
        Replicas beyond the footprint. [1]
    """

    id: str
    ready_year: int
    cost: float
    users: tuple[JointUser, ...]
    nodes: int


@dataclass(frozen=True, slots=True)
class Bloc:
    """Members that go together in the best plan; one that goes alone is a bloc of its own.

    Attributes
    ----------
    members
        Ids.
    worth
        Worth of their plan. [CUR]
    pact_year, pact_cost
        First year in which the pact works, and its expected present value; none and 0 where they
        need none. [CUR]
    joint_cost
        Expected present value of what is joint, the pact included. [CUR]
    builds
        What they build once.
    """

    members: tuple[str, ...]
    worth: float
    pact_year: int | None
    pact_cost: float
    joint_cost: float
    builds: tuple[JointBuild, ...]


@dataclass(frozen=True, slots=True)
class GroupWorth:
    """What one group of members is worth.

    Attributes
    ----------
    members
        Ids.
    worth, bound
        At its best structure, and what that cannot exceed; none where it has no plan. [CUR]
    as_one
        Worth if it must act as one; none where it cannot. [CUR]
    parts
        The groups into which it parts at best.
    """

    members: tuple[str, ...]
    worth: float | None
    bound: float | None
    as_one: float | None
    parts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FormOutcome:
    """What one form of governance gives.

    Attributes
    ----------
    id, vehicle
        Of the form, and who carries it out.
    worth, gain
        Worth of the best structure, and by how much it exceeds all alone; none where there is no
        plan or a member has none alone. [CUR]
    as_one
        Worth if all must act as one; none where they cannot. [CUR]
    gap
        By how much the worth could still be exceeded. [CUR]
    ready_year
        First year in which something joint can be used; none where nothing is built together.
    earliest_year
        First year in which that would be possible; none beyond the horizon.
    control
        How much say each member keeps, 0–4. [level]
    pact_cost, joint_cost
        Expected present value of the pact, and of everything joint with it. [CUR]
    parts
        Who goes with whom.
    """

    id: str
    vehicle: str
    worth: float | None
    gain: float | None
    as_one: float | None
    gap: float
    ready_year: int | None
    earliest_year: int | None
    control: int
    pact_cost: float
    joint_cost: float
    parts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TogetherResult:
    """What building together says.

    Attributes
    ----------
    chosen
        The form of governance that is worked out in full.
    years
        Calendar years.
    members
        In the order of the consortium.
    worth_alone, worth, gain
        Of all alone, of the best structure, and their difference; none where there is no plan.
        [CUR]
    gain_value
        Of the gain, what value is reckoned at; the rest is money. [CUR]
    gap
        By how much the gain could still be larger or smaller. [CUR]
    gain_spread
        The same gain over the draws, plans held fixed; none where there is none. [CUR]
    gain_share
        Share of draws in which these plans are worth more together. [1]
    blocs
        Who goes with whom, and what they build once.
    rules
        Shares by each rule; empty where a member has no plan alone.
    core
        Whether any sharing would hold all; none where a member has no plan alone.
    groups
        Every group of members.
    forms
        Every form of governance, the chosen one first.
    n_draws
        Draws behind every expectation. [1]
    notes
        What the reader must know of it.
    """

    chosen: str
    years: tuple[int, ...]
    members: tuple[MemberOutcome, ...]
    worth_alone: float | None
    worth: float | None
    gain: float | None
    gain_value: float
    gap: float
    gain_spread: Spread | None
    gain_share: float
    blocs: tuple[Bloc, ...]
    rules: tuple[RuleOutcome, ...]
    core: CoreOutcome | None
    groups: tuple[GroupWorth, ...]
    forms: tuple[FormOutcome, ...]
    n_draws: int
    notes: tuple[Message, ...]

    @property
    def is_together(self) -> bool:
        """Whether anybody goes with anybody."""
        return any(len(bloc.members) > 1 for bloc in self.blocs)

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        found: Json = record_json(self)
        return found
