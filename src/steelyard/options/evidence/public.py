"""Everything the public scores known at the study's date say, fitted once per fact book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.options.evidence.ability import AbilityFit, fit_ability
from steelyard.options.evidence.languages import LanguageEvidence, language_evidence
from steelyard.options.evidence.scores import features_of, score_table

if TYPE_CHECKING:
    from steelyard.facts.book import FactBook
    from steelyard.facts.cards import ModelCard


@dataclass(frozen=True, slots=True, eq=False)
class Ability:
    """Belief about one model's ability.

    Attributes
    ----------
    mean, sd
        On the logit scale of the anchor benchmark. [logit]
    is_scored
        Whether public scores of the model itself are behind it.
    """

    mean: float
    sd: float
    is_scored: bool


@dataclass(frozen=True, slots=True, eq=False)
class PublicEvidence:
    """Abilities and language gaps.

    Attributes
    ----------
    fit
        Abilities and benchmarks.
    languages
        Language gaps.
    """

    fit: AbilityFit
    languages: LanguageEvidence

    def of_card(self, card: ModelCard) -> Ability:
        """Return the ability of a published model.

        Parameters
        ----------
        card
            Its card.

        Returns
        -------
        Ability
            From its scores, else predicted from size and date.
        """
        known = self.fit.of(card.id)
        if known is not None:
            return Ability(*known, is_scored=True)
        features = features_of(released=card.released, params_total_b=card.params_total_b)
        return Ability(*self.fit.predicted(features), is_scored=False)


def public_evidence(facts: FactBook) -> PublicEvidence:
    """Return what the public scores of a fact book say.

    Parameters
    ----------
    facts
        As known at the study's date.

    Returns
    -------
    PublicEvidence
        Fitted once a book, and kept with it.
    """
    return facts.kept("public evidence", lambda: _fitted(facts))


def _fitted(facts: FactBook) -> PublicEvidence:
    cards = {card.id: card for card in facts.models}
    table = score_table(facts.scores, cards)
    fit = fit_ability(table)
    # An update inherits from its base, or from the model of its developer that it replaced.
    lineage = {card.id: card.base_model or card.predecessor for card in facts.models}
    bases = {name: base for name, base in lineage.items() if base}
    return PublicEvidence(fit, language_evidence(table, fit, bases))
