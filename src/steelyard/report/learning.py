"""What the study says about learning over time: triggers, and the path of every use case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from steelyard.decision.adaptive import adaptive_path
from steelyard.decision.triggers import triggers_of
from steelyard.facts.succession import review_dates
from steelyard.instruments import load_pack
from steelyard.report.names import CLASSES, class_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision.adaptive import AdaptivePath
    from steelyard.decision.trigger import Trigger
    from steelyard.options.model import Pathway
    from steelyard.report.inputs import Study


@dataclass(frozen=True, slots=True)
class Learning:
    """Triggers of a decision, and the paths that follow from them.

    Attributes
    ----------
    triggers
        What reopens the decision.
    paths
        The adaptive reading of every use case, in the order of the dossier.
    """

    triggers: tuple[Trigger, ...]
    paths: tuple[AdaptivePath, ...]

    def of(self, use_case: str) -> tuple[Trigger, ...]:
        """Return the triggers of one use case, the likeliest first.

        Parameters
        ----------
        use_case
            Its id; empty for the plan as a whole.

        Returns
        -------
        tuple of Trigger
            Those that what is believed leaves open come first, else in the order found.
        """
        own = [trigger for trigger in self.triggers if trigger.use_case == use_case]
        return tuple(sorted(own, key=lambda trigger: not trigger.is_inside))

    def as_json(self) -> dict[str, Any]:
        """Return the JSON form.

        Returns
        -------
        dict
            ``triggers`` and ``adaptive``, as they stand in ``decision.json``.
        """
        return {
            "triggers": [trigger.as_json() for trigger in self.triggers],
            "adaptive": [path.as_json() for path in self.paths],
        }


def learning_of(study: Study) -> Learning:
    """Return what a study says about learning over time.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Learning
        Its triggers and paths.
    """
    names = [name.removeprefix("fact:") for name in study.sample.known if name.startswith("fact:")]
    triggers = triggers_of(
        study.decision,
        study.dossier,
        pack=load_pack(study.dossier.jurisdiction.pack),
        reviews=review_dates(study.facts, names),
        median=study.median,
    )
    paths = tuple(
        adaptive_path(case, triggers, ownership=_ownership) for case in study.decision.use_cases
    )
    return Learning(triggers, paths)


def _ownership(pathways: Sequence[Pathway]) -> int:
    return CLASSES.index(class_of(pathways))
