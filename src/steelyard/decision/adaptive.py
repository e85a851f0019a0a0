"""The path that learns: start with one way, prepare a more owned one, switch when it is time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.decision.findings import FlipFamily
from steelyard.decision.json_form import message_json, number, spread_json
from steelyard.dossier.text import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from steelyard.decision.findings import Flip
    from steelyard.decision.json_form import Json
    from steelyard.decision.model import UseCaseDecision
    from steelyard.decision.trigger import Trigger
    from steelyard.options.model import Pathway
    from steelyard.uncertainty.summary import Spread

PREFERENCES: Final = frozenset({FlipFamily.WEIGHT, FlipFamily.MONEY_PER_VALUE_POINT})
"""What nobody learns by waiting: what counts, and for how much."""


@dataclass(frozen=True, slots=True)
class AdaptivePath:
    """The adaptive reading of one use case.

    Attributes
    ----------
    use_case
        Its id.
    now
        The leading option, to start with.
    later
        Option of a more owned class to prepare for; empty where nothing within what is believed
        leads there.
    is_conditional
        Whether something about ``now`` must be confirmed before anything is spent on it.
    capabilities
        What ``later`` needs beyond ``now``: to be built in the meantime.
    months
        Time from the word go until ``later`` serves; none where unknown. [month]
    triggers
        Ids of the triggers that say when to switch, the nearest first.
    share
        Probability that the nearest of them is true already. [1]
    words
        The sentence for readers: ``adaptive.…``.
    """

    use_case: str
    now: str
    later: str
    is_conditional: bool
    capabilities: tuple[str, ...]
    months: Spread | None
    triggers: tuple[str, ...]
    share: float | None
    words: Message

    @property
    def is_path(self) -> bool:
        """Whether there is something to prepare for."""
        return bool(self.later)

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "use_case": self.use_case,
            "now": self.now,
            "later": self.later,
            "is_conditional": self.is_conditional,
            "capabilities": list(self.capabilities),
            "months": spread_json(self.months),
            "triggers": list(self.triggers),
            "share": number(self.share),
            "words": message_json(self.words),
        }


def adaptive_path(
    case: UseCaseDecision,
    triggers: Iterable[Trigger],
    *,
    ownership: Callable[[Sequence[Pathway]], int],
) -> AdaptivePath:
    """Return the adaptive reading of a use case.

    Parameters
    ----------
    case
        Its decision.
    triggers
        All triggers of the decision.
    ownership
        Rank of the class of pathways: the more the state owns, the higher.

    Returns
    -------
    AdaptivePath
        The nearest change, within what is believed, to an option of a more owned class; ``later``
        is empty where there is none.

    Notes
    -----
    Section "Start, prepare, switch" of ``docs/method/triggers.md``. Weights and the price of value
    are preferences: nobody learns them by waiting, so they start no path.
    """
    leading = case.option(case.leading)
    least = ownership(leading.option.pathways)
    changes = [
        flip
        for flip in case.flips
        if flip.is_inside
        and flip.family not in PREFERENCES
        and ownership(case.option(flip.becomes).option.pathways) > least
    ]
    confirm = bool(leading.to_be_confirmed)
    if not changes:
        words = Message("adaptive.none", {"option": case.leading})
        return AdaptivePath(case.use_case, case.leading, "", confirm, (), None, (), None, words)
    nearest = min(changes, key=lambda flip: (flip.distance, flip.parameter))
    later = case.option(nearest.becomes)
    same = [
        flip
        for flip in changes
        if case.option(flip.becomes).option.pathways == later.option.pathways
    ]
    own = [trigger for trigger in triggers if trigger.use_case == case.use_case]
    key = "adaptive.confirm" if confirm else "adaptive.start"
    return AdaptivePath(
        case.use_case,
        case.leading,
        nearest.becomes,
        confirm,
        tuple(name for name in later.capabilities if name not in leading.capabilities),
        later.months_to_service,
        _ids(same, own),
        _share(nearest),
        Message(key, {"option": case.leading, "other": later.option.id}),
    )


def _ids(flips: Sequence[Flip], triggers: Sequence[Trigger]) -> tuple[str, ...]:
    found = [
        trigger.id
        for flip in sorted(flips, key=lambda flip: (flip.distance, flip.parameter))
        for trigger in triggers
        if trigger.value == flip.value
        and trigger.then == flip.becomes
        and trigger.comparison.value == flip.direction
    ]
    return tuple(dict.fromkeys(found))


def _share(flip: Flip) -> float | None:
    if flip.position is None:
        return None
    return 1.0 - flip.position if flip.direction == "above" else flip.position
