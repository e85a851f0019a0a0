"""What all use cases of a study have in common when their options are ranked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.decision.readings import Rules
from steelyard.dossier.parameters import parameter_of
from steelyard.dossier.schema import Reading

if TYPE_CHECKING:
    from steelyard.decision.criteria import Criterion
    from steelyard.decision.preferences import Preferences
    from steelyard.dossier.schema import DecisionRules, Dossier
    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Sample


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What all use cases of a study have in common.

    Attributes
    ----------
    criteria
        In the order of every criterion axis.
    preferences
        Weights.
    sample
        Draws.
    rules
        The dossier's.
    price
        Money per value point, shape ``(draw,)``, or none. [CUR/point]
    """

    criteria: tuple[Criterion, ...]
    preferences: Preferences
    sample: Sample
    rules: DecisionRules
    price: FloatArray | None

    def reading_rules(self, has_benefit: bool) -> dict[Reading, Rules]:
        """Return what orders the options of a use case under each reading.

        Parameters
        ----------
        has_benefit
            Whether its benefit is stated.

        Returns
        -------
        dict
            Rules by reading.
        """
        price = None if self.price is None else float(self.price.mean())
        return {reading: Rules(reading, has_benefit, price) for reading in Reading}


def frame_of(
    dossier: Dossier, criteria: tuple[Criterion, ...], preferences: Preferences, sample: Sample
) -> Frame:
    """Return what all use cases of a study have in common.

    Parameters
    ----------
    dossier
        Its rules.
    criteria, preferences, sample
        As they stand.

    Returns
    -------
    Frame
        With the price of a value point drawn where one is stated.
    """
    stated = dossier.rules.money_per_value_point
    price = None
    if stated is not None:
        path = "rules/money_per_value_point"
        price = sample.of(parameter_of(path, stated, "CUR/point"))
    return Frame(criteria, preferences, sample, dossier.rules, price)
