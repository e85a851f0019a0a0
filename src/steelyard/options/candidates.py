"""Which models and machines come into question, picked by numbers alone.

Size, release, evidence in the required languages, ability, price and export status decide; no
name does. What the dossier lists under ``candidates`` takes the place of the pick.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.errors import FactError
from steelyard.facts.cards import GovernmentUse, Weights
from steelyard.facts.schema import EVERYWHERE
from steelyard.options.evidence import public_evidence
from steelyard.options.model import Tenure
from steelyard.options.obtainability import (
    CASE_BY_CASE,
    LICENCE,
    OBTAINABLE,
    UNKNOWN,
    obtainability,
)
from steelyard.options.serving_models import architecture_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.dossier.schema import Dossier
    from steelyard.facts.book import FactBook
    from steelyard.facts.cards import ModelCard

SIZE_STEPS_B: Final = (16.0, 50.0, 160.0, float("inf"))
"""Upper ends of the size ladder: one small card, one server card, half a server, whole servers.
[billion parameters]"""
MAX_LISTED: Final = 6
"""Most models of the dossier's own list that are tried as open models. [1]"""
CHEAPER_MAY_LOSE: Final = 1.0
"""How much ability the cheapest purchase may give up against the best. [logit]"""
CLEARLY_BETTER: Final = 0.1
"""Least difference of ability that tells two models apart: of those nearer than this with as much
evidence the newest is taken, and one with less evidence is tried beside only from here. [logit]"""
INHERITED: Final = 0.5
"""What evidence inherited from a base or a predecessor counts for against a score of one's own."""
MIN_SERVER_MEMORY_GB: Final = 40.0
"""Smaller cards are for single desks. [GB]"""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Picks for one dossier on its date.

    Attributes
    ----------
    ladder
        Open models from small to large, one a step (or the dossier's own list).
    newcomers
        Open models predicted to be clearly better than their step's pick, with less evidence.
    bought_at_home, bought_abroad
        Models with a list price: the best, the best of another supplier, the cheapest that is
        nearly as good, and the ablest if it has less evidence in the languages but is predicted
        clearly better. At home means that a seller with its seat in the buyer's country sells it
        on the study's date; abroad, that its maker's seat is elsewhere.
    no_longer_sold
        The best of the buyer's country that only others list, in other countries: tried, so that
        the report can say why it is no purchase.
    """

    ladder: tuple[ModelCard, ...]
    newcomers: tuple[ModelCard, ...]
    bought_at_home: tuple[ModelCard, ...]
    bought_abroad: tuple[ModelCard, ...]
    no_longer_sold: tuple[ModelCard, ...] = ()


def pick_models(dossier: Dossier, facts: FactBook) -> Candidates:
    """Return the models that come into question.

    Parameters
    ----------
    dossier
        Languages of its use cases, country, own list.
    facts
        Models, scores and prices known at the study's date.

    Returns
    -------
    Candidates
        In a fixed order.
    """
    picker = _Picker(dossier, facts)
    return Candidates(
        ladder=picker.ladder(),
        newcomers=picker.newcomers(),
        bought_at_home=picker.bought(at_home=True),
        bought_abroad=picker.bought(at_home=False),
        no_longer_sold=picker.no_longer_sold(),
    )


class _Picker:
    def __init__(self, dossier: Dossier, facts: FactBook) -> None:
        self.dossier = dossier
        self.facts = facts
        self.country = dossier.jurisdiction.country
        self.evidence = public_evidence(facts)
        self.languages = sorted({
            entry.language
            for use_case in dossier.use_cases
            for entry in use_case.languages
            if entry.required
        })
        self.listed = tuple(facts.model(name) for name in dossier.candidates.models)

    def _n_evidenced(self, card: ModelCard) -> float:
        # What is inherited from a base or a predecessor is less than a score of one's own.
        gaps = [self.evidence.languages.gap(card.id, language) for language in self.languages]
        return sum(INHERITED if gap.inherited else 1.0 for gap in gaps if gap is not None)

    def _ability(self, card: ModelCard) -> float:
        return self.evidence.of_card(card).mean

    def _merit(self, card: ModelCard) -> tuple[float, float, str]:
        # Evidence first, then ability; the id only breaks exact ties.
        return (-self._n_evidenced(card), -self._ability(card), card.id)

    def _pick(self, cards: Sequence[ModelCard], *, bought: bool = False) -> ModelCard:
        # Of those that nothing tells from the best: what its maker sells, then the newest.
        best = min(cards, key=self._merit)
        equals = [
            card
            for card in cards
            if self._n_evidenced(card) >= self._n_evidenced(best)
            and self._ability(card) >= self._ability(best) - CLEARLY_BETTER
        ]
        return max(
            equals,
            key=lambda card: (
                bought and self._is_sold_by_maker(card),
                card.released,
                self._ability(card),
                card.id,
            ),
        )

    def _is_sold_by_maker(self, card: ModelCard) -> bool:
        price = self.facts.api_price(card.id)
        return price is not None and price.is_maker

    def _is_usable(self, card: ModelCard) -> bool:
        if card.weights is not Weights.OPEN or card.licence_government_use is GovernmentUse.NO:
            return False
        try:
            architecture_of(card)
        except FactError:
            return False
        return True

    def _steps(self) -> list[list[ModelCard]]:
        usable = [card for card in self.facts.models if self._is_usable(card)]
        low, steps = 0.0, []
        for high in SIZE_STEPS_B:
            steps.append([c for c in usable if low < (c.params_total_b or 0.0) <= high])
            low = high
        return steps

    def ladder(self) -> tuple[ModelCard, ...]:
        if self.listed:
            mine = [card for card in self.listed if self._is_usable(card)][:MAX_LISTED]
            return tuple(sorted(mine, key=lambda card: (card.params_total_b or 0.0, card.id)))
        return tuple(self._pick(step) for step in self._steps() if step)

    def newcomers(self) -> tuple[ModelCard, ...]:
        if self.listed:
            return ()
        found = []
        for step in self._steps():
            if not step:
                continue
            pick = self._pick(step)
            best = min(step, key=lambda card: (-self._ability(card), card.id))
            if self._ability(best) > self._ability(pick) + CLEARLY_BETTER:
                found.append(best)
        return tuple(found)

    def _purchases(self, *, at_home: bool) -> list[ModelCard]:
        return [
            card
            for card in (self.listed or self.facts.models)
            if (self._sold_at_home(card) if at_home else card.country != self.country)
            and card.licence_government_use is not GovernmentUse.NO
            and self._price(card) is not None
        ]

    def _sold_at_home(self, card: ModelCard) -> bool:
        price = self.facts.api_price(card.id, place=self.country)
        return price is not None and price.seat == self.country

    def no_longer_sold(self) -> tuple[ModelCard, ...]:
        pool = [
            card
            for card in (self.listed or self.facts.models)
            if card.country == self.country
            and self._price(card) is not None
            and not self._sold_at_home(card)
        ]
        return (self._pick(pool, bought=True),) if pool else ()

    def bought(self, *, at_home: bool) -> tuple[ModelCard, ...]:
        pool = self._purchases(at_home=at_home)
        if not pool:
            return ()
        best = self._pick(pool, bought=True)
        near = [
            card
            for card in pool
            if self._n_evidenced(card) >= self._n_evidenced(best)
            and self._ability(card) >= self._ability(best) - CHEAPER_MAY_LOSE
        ]
        cheapest = min(near, key=lambda card: (self._price(card), card.id))
        others = [card for card in pool if card.developer != best.developer]
        second = self._pick(others, bought=True) if others else best
        ablest = min(pool, key=lambda card: (-self._ability(card), card.id))
        if self._ability(ablest) <= self._ability(best) + CLEARLY_BETTER:
            ablest = best
        return tuple({card.id: card for card in (best, second, cheapest, ablest)}.values())

    def _price(self, card: ModelCard) -> float | None:
        # Output price in US dollars, for comparison only.
        place = self.country if self._sold_at_home(card) else ""
        price = self.facts.api_price(card.id, place=place)
        if price is None or price.output_per_mtoken is None:
            return None
        rate = 1.0
        if price.currency != "USD":
            fact = self.facts.find(price.currency, "exchange-rate")
            if fact is None:
                return None
            rate = fact.statement.p50
        return price.output_per_mtoken / rate


def pick_machines(
    dossier: Dossier, facts: FactBook, *, by: str, status: str = OBTAINABLE
) -> tuple[str, ...]:
    """Return accelerators with a purchase price, the most capable for the money first.

    Parameters
    ----------
    dossier
        Country, and its own list of machines.
    facts
        Rates, prices and export status known at the study's date.
    by
        Parameter that counts: ``memory-bandwidth`` for serving, ``dense-flops-16bit`` for training.
    status
        Status wanted: the stricter of what the seller's side lets out and the buyer's side in.

    Returns
    -------
    tuple[str, ...]
        Accelerator ids. Without any of the wanted status ``obtainable``, those of unknown status.
    """
    country = dossier.jurisdiction.country
    places = (country, EVERYWHERE)
    names = [facts.hardware_id(name) for name in dossier.candidates.hardware]
    found: dict[str, list[tuple[float, str]]] = {}
    for name in names or facts.hardware:
        price = facts.find(name, "purchase-price", places=places)
        rate, memory = facts.find(name, by), facts.find(name, "memory-capacity")
        if price is None or rate is None or memory is None:
            continue
        if memory.statement.p50 < MIN_SERVER_MEMORY_GB and not names:
            continue
        word = obtainability(name, country, facts).word
        found.setdefault(word, []).append((price.statement.p50 / rate.statement.p50, name))
    fallback = (UNKNOWN, LICENCE, CASE_BY_CASE) if status == OBTAINABLE else ()
    for word in (status, *fallback):
        if word in found:
            return tuple(name for _, name in sorted(found[word]))
    return ()


def machines_in_place(dossier: Dossier, facts: FactBook) -> tuple[str, ...]:
    """Return accelerators that the buyer has, under any reading of its published figures.

    Parameters
    ----------
    dossier
        Capacity.
    facts
        Known accelerators.

    Returns
    -------
    tuple[str, ...]
        Accelerator ids with memory for a server, those of the likeliest reading first.
    """
    stated: list[tuple[float, str]] = [
        (1.0, entry.hardware) for entry in dossier.capacity.accelerators
    ]
    for figure in dossier.capacity.published:
        stated.extend(
            (reading.probability, reading.accelerators.hardware)
            for reading in figure.interpretations
            if reading.accelerators is not None
        )
    ranked = sorted({(-p, facts.hardware_id(name)) for p, name in stated})
    return tuple(dict.fromkeys(name for _, name in ranked if _is_server(name, facts)))


def _is_server(name: str, facts: FactBook) -> bool:
    memory = facts.find(name, "memory-capacity")
    return memory is not None and memory.statement.p50 >= MIN_SERVER_MEMORY_GB


def tenure_of(name: str, dossier: Dossier, facts: FactBook, *, wanted: Tenure) -> Tenure:
    """Return how an accelerator can be paid for.

    Parameters
    ----------
    name
        Accelerator id.
    dossier
        Country.
    facts
        Prices.
    wanted
        Rent or own.

    Returns
    -------
    Tenure
        Owned where no rent is known.
    """
    places = (dossier.jurisdiction.country, EVERYWHERE)
    if wanted is Tenure.RENT and facts.find(name, "rent-price", places=places) is None:
        return Tenure.OWN
    return wanted
