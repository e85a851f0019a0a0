"""One option in one use case, as the categorical gates see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.dossier.text import Message
from steelyard.needs import NOTHING_ASSESSED
from steelyard.options.model import GateKind, GateResult, GateState

if TYPE_CHECKING:
    from steelyard.dossier.schema import Dossier, Offer
    from steelyard.facts.book import FactBook
    from steelyard.facts.cards import ModelCard
    from steelyard.instruments import JurisdictionPack
    from steelyard.needs.assessments import Assessments
    from steelyard.needs.model import UseCaseNeed
    from steelyard.options.model import Option
    from steelyard.options.traits import Traits

Values = dict[str, str | float]
"""What a sentence names, by placeholder."""


@dataclass(frozen=True, slots=True, eq=False)
class GateCase:
    """One option in one use case, with everything a categorical gate may read.

    Attributes
    ----------
    option, traits
        The option and its attributes.
    need
        The use case.
    dossier, facts, pack, assessments
        What the buyer, the sources, the jurisdiction and the instruments say.
    """

    option: Option
    traits: Traits
    need: UseCaseNeed
    dossier: Dossier
    facts: FactBook
    pack: JurisdictionPack
    assessments: Assessments = NOTHING_ASSESSED

    @property
    def country(self) -> str:
        """Country of the buyer."""
        return self.dossier.jurisdiction.country

    @property
    def card(self) -> ModelCard | None:
        """Card of the model, or none for a model still to be trained."""
        return None if self.option.planned else self.facts.model(self.option.model)

    @property
    def offer(self) -> Offer | None:
        """Offer received behind the option, if there is one."""
        found = (offer for offer in self.dossier.offers if offer.id == self.option.offer)
        return next(found, None)


def gate_result(
    gate: str,
    kind: GateKind,
    state: GateState,
    *,
    source: str,
    key: str,
    values: Values,
    margin: str = "",
) -> GateResult:
    """Return the result of a categorical gate.

    Parameters
    ----------
    gate
        Gate id.
    kind
        What it rests on.
    state
        What it says.
    source
        Source id or dossier path.
    key
        Middle of the message keys; the margin has a sentence of its own for each state.
    values
        What the sentences name.
    margin
        Key of the margin's sentence, where it does not go by state.

    Returns
    -------
    GateResult
        Certain where it passes or excludes; without a probability where unknown.
    """
    certain = {GateState.PASS: 1.0, GateState.EXCLUDED: 0.0}
    return GateResult(
        gate=gate,
        kind=kind,
        state=state,
        probability=certain.get(state),
        rule=Message(f"gate.{key}.rule", values),
        source=source,
        margin=Message(margin or f"gate.{key}.margin.{state}", values),
        remedy=Message(f"gate.{key}.remedy", values),
    )
