"""How the result hangs on its inputs: swings, shares of the spread, and maps of two of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.decision.measures import duel_of
from steelyard.decision.swings import swings_of
from steelyard.decision.two_way import switching_maps
from steelyard.decision.variance import (
    Runs,
    explained_by_group,
    explained_by_input,
    explained_by_single,
)

if TYPE_CHECKING:
    from steelyard.decision.effort import Work
    from steelyard.decision.influence import Influence
    from steelyard.decision.json_form import Json
    from steelyard.decision.profiles import Profile
    from steelyard.decision.swings import Swings
    from steelyard.decision.two_way import SwitchingMap
    from steelyard.decision.variance import Explained, GroupShare


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How the result of one use case hangs on its inputs.

    Attributes
    ----------
    use_case
        Its id.
    leading, rival
        Ids of the leading option and of the next best by expected utility.
    subject
        Id of the option whose money and value are told.
    lead_unit
        Unit of the lead: ``1`` for value, ``CUR`` for money.
    swings
        What each input does from its low to its high end.
    inputs
        Single inputs that explain the spread, from the study's draws.
    groups, singles
        What kinds of inputs, and the strongest single ones, bring about by themselves and with
        whatever they act on together, by further runs of the model; empty if left out.
    maps
        Best option over the volume and a second thing, the one most likely to turn it first.
    """

    use_case: str
    leading: str
    rival: str
    subject: str
    lead_unit: str
    swings: Swings
    inputs: tuple[Explained, ...]
    groups: tuple[GroupShare, ...]
    singles: tuple[GroupShare, ...]
    maps: tuple[SwitchingMap, ...]

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "use_case": self.use_case,
            "leading": self.leading,
            "rival": self.rival,
            "subject": self.subject,
            "lead_unit": self.lead_unit,
            "swings": self.swings.as_json(),
            "inputs": [entry.as_json() for entry in self.inputs],
            "groups": [entry.as_json() for entry in self.groups],
            "singles": [entry.as_json() for entry in self.singles],
            "maps": [entry.as_json() for entry in self.maps],
        }


def sensitivity_of(
    profile: Profile, leading: int, influence: Influence, *, work: Work
) -> Sensitivity | None:
    """Return how the result of one use case hangs on its inputs.

    Parameters
    ----------
    profile
        The anchored median case, as :func:`~steelyard.decision.flips.scan_flips` returns it.
    leading
        Row of the leading option.
    influence
        Which inputs the measures follow.
    work
        How much it may take.

    Returns
    -------
    Sensitivity or None
        None where the leading option has no rival.

    Notes
    -----
    ``docs/method/sensitivity.md``.
    """
    contest = profile.contest
    duel = duel_of(contest, leading)
    if duel is None:
        return None
    inputs = explained_by_input(
        contest, duel, n_draws=work.n_read, n_listed=work.n_listed, orders=influence.orders
    )
    groups: tuple[GroupShare, ...] = ()
    singles: tuple[GroupShare, ...] = ()
    if work.n_base:
        runs = Runs(profile.model, work.n_base, work.n_bootstrap)
        groups = explained_by_group(contest, duel, runs)
        singles = explained_by_single(contest, duel, runs, inputs, n_listed=work.n_singles)
    return Sensitivity(
        contest.appraisal.use_case,
        contest.ids[leading],
        contest.ids[duel.rival],
        contest.ids[duel.subject],
        duel.unit,
        swings_of(profile, duel, influence, n_tried=work.n_tried, n_listed=work.n_listed),
        inputs,
        groups,
        singles,
        switching_maps(profile, duel.subject, steps=work.steps),
    )
