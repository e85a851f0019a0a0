"""How the result hangs on its inputs: swings, shares of the spread, and a map of two of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.decision.measures import duel_of
from steelyard.decision.swings import swings_of
from steelyard.decision.two_way import volume_and_price
from steelyard.decision.variance import explained_by_group, explained_by_input

if TYPE_CHECKING:
    from steelyard.decision.influence import Influence
    from steelyard.decision.json_form import Json
    from steelyard.decision.profiles import Profile
    from steelyard.decision.swings import Swings
    from steelyard.decision.two_way import SwitchingMap
    from steelyard.decision.variance import Explained, GroupShare


@dataclass(frozen=True, slots=True)
class Effort:
    """How much work sensitivity may take for one use case.

    Attributes
    ----------
    n_tried, n_listed
        Inputs moved from end to end at most, and listed at most for each measure. [1]
    n_draws
        The study's draws from which shares of single inputs are read at most. [1]
    n_base
        Draws of each sample behind the shares of kinds of inputs; 0 leaves these out. [1]
    n_bootstrap
        Resamples behind their standard errors. [1]
    steps
        Points along the two axes of the map. [1]
    """

    n_tried: int = 60
    n_listed: int = 12
    n_draws: int = 4000
    n_base: int = 256
    n_bootstrap: int = 100
    steps: tuple[int, int] = (25, 17)


USUAL: Final = Effort()
QUICK: Final = Effort(n_tried=30, n_draws=2000, n_base=0, steps=(17, 9))
"""About a third of the usual work, without the shares of kinds of inputs."""
THOROUGH: Final = Effort(n_draws=10_000, n_base=1024, n_bootstrap=200, steps=(41, 25))


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
    groups
        What kinds of inputs bring about, by further runs of the model; empty if left out.
    map
        Best option over volume and price; none where nothing is bought by use.
    """

    use_case: str
    leading: str
    rival: str
    subject: str
    lead_unit: str
    swings: Swings
    inputs: tuple[Explained, ...]
    groups: tuple[GroupShare, ...]
    map: SwitchingMap | None

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
            "map": None if self.map is None else self.map.as_json(),
        }


def sensitivity_of(
    profile: Profile, leading: int, influence: Influence, *, effort: Effort = USUAL
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
    effort
        How much work it may take.

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
    groups: tuple[GroupShare, ...] = ()
    if effort.n_base:
        groups = explained_by_group(
            contest, profile.model, duel, n_base=effort.n_base, n_bootstrap=effort.n_bootstrap
        )
    return Sensitivity(
        contest.appraisal.use_case,
        contest.ids[leading],
        contest.ids[duel.rival],
        contest.ids[duel.subject],
        duel.unit,
        swings_of(profile, duel, influence, n_tried=effort.n_tried, n_listed=effort.n_listed),
        explained_by_input(
            contest,
            duel,
            n_draws=effort.n_draws,
            n_listed=effort.n_listed,
            orders=influence.orders,
        ),
        groups,
        volume_and_price(profile, steps=effort.steps),
    )
