"""The long list: every sensible pathway composed with models, places and vehicles.

Bounded and deterministic: the same dossier and facts give the same options in the same order.
What is barred still yields one option a pathway, so that the report can say why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steelyard.instruments import load_pack
from steelyard.options.candidates import (
    machines_in_place,
    pick_machines,
    pick_models,
    tenure_of,
)
from steelyard.options.model import (
    Adaptation,
    DeliveryVehicle,
    Hosting,
    Option,
    Pathway,
    PlannedModel,
    Pricing,
    Tenure,
)
from steelyard.options.obtainability import BARRED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.dossier.schema import Dossier, Offer
    from steelyard.facts.book import FactBook
    from steelyard.facts.cards import ModelCard

SECRET: Final = 4
PLANNED: Final = (PlannedModel(7.0, 2_000.0), PlannedModel(70.0, 15_000.0))
"""Sizes tried for a model of one's own: a first national model (7 billion parameters on 2 trillion
tokens, as Llama 2) and a full one (70 billion on 15 trillion, as Apertus). [1e9, Gtoken]"""

USUAL_VEHICLE: Final = {
    Pathway.DO_MINIMUM: DeliveryVehicle.AGENCY,
    Pathway.API: DeliveryVehicle.VENDOR,
    Pathway.LICENSED_INSTANCE: DeliveryVehicle.VENDOR,
    Pathway.FINETUNED_PURCHASE: DeliveryVehicle.VENDOR,
    Pathway.RAG_PURCHASED: DeliveryVehicle.AGENCY,
    Pathway.SOVEREIGN_CLOUD: DeliveryVehicle.VENDOR,
    Pathway.OPEN_ADAPTATION: DeliveryVehicle.AGENCY,
    Pathway.PRETRAINING: DeliveryVehicle.PUBLIC_RESEARCH_INSTITUTE,
}
OTHER_BUILDERS: Final = (DeliveryVehicle.STATE_OWNED_ENTERPRISE, DeliveryVehicle.CONSORTIUM)


def generate_options(dossier: Dossier, facts: FactBook) -> tuple[Option, ...]:
    """Compose the long list, common to all use cases.

    Parameters
    ----------
    dossier
        Languages, country, premises, offers, candidates.
    facts
        Models, machines and prices as known at the study's date.

    Returns
    -------
    tuple[Option, ...]
        ``do_minimum`` first; ids are unique.
    """
    composer = _Composer(dossier, facts)
    options = (
        composer.do_minimum(),
        *composer.offers(),
        *composer.bought(),
        *composer.adapted(),
        *composer.pretrained(),
        *composer.barred(),
    )
    return tuple({option.id: option for option in options}.values())


class _Composer:
    def __init__(self, dossier: Dossier, facts: FactBook) -> None:
        self.dossier = dossier
        self.facts = facts
        self.models = pick_models(dossier, facts)
        self.serving = pick_machines(dossier, facts, by="memory-bandwidth")
        self.training = pick_machines(dossier, facts, by="dense-flops-16bit")
        pack = load_pack(dossier.jurisdiction.pack)
        classes = {use_case.data_class for use_case in dossier.use_cases}
        self.has_secrets = any(pack.sensitivity_of(label) == SECRET for label in classes)

    # What keeps today's service, and what suppliers offered ----------------------------------

    def do_minimum(self) -> Option:
        return Option(
            id=str(Pathway.DO_MINIMUM),
            pathways=(Pathway.DO_MINIMUM,),
            vehicle=DeliveryVehicle.AGENCY,
            pricing=Pricing.NOTHING,
        )

    def offers(self) -> Iterator[Option]:
        for offer in self.dossier.offers:
            pathway, place = Pathway(offer.pathway), Hosting(offer.hosting)
            yield self._bought(
                (pathway,),
                self.facts.model(offer.model),
                place,
                _fitting(pathway),
                generation=place,
                offer=offer,
            )

    # Buying and hybrids ----------------------------------------------------------------------

    def bought(self) -> Iterator[Option]:
        for card in (*self.models.bought_at_home, *self.models.bought_abroad):
            yield self._bought((Pathway.API,), card, self._at(card), Adaptation.PROMPTING)
        for pick in (self.models.bought_at_home, self.models.bought_abroad):
            if pick:
                yield from self._around(pick[0])
        for card in self.models.bought_at_home[1:2]:
            yield self._retrieval_at_supplier(card)
        for card in self.models.no_longer_sold:
            yield self._bought(
                (Pathway.API,), card, Hosting.VENDOR_IN_COUNTRY, Adaptation.PROMPTING
            )

    def _around(self, card: ModelCard) -> Iterator[Option]:
        in_country = Hosting.VENDOR_IN_COUNTRY
        cloud = Hosting.SOVEREIGN_CLOUD
        yield self._bought((Pathway.LICENSED_INSTANCE,), card, in_country, Adaptation.PROMPTING)
        yield self._bought((Pathway.FINETUNED_PURCHASE,), card, self._at(card), Adaptation.LORA)
        yield self._retrieval_at_supplier(card)
        if not self.dossier.capacity.has_data_centre:
            # Without a room of one's own the store can stand at the supplier's as well.
            yield self._bought((Pathway.RAG_PURCHASED,), card, self._at(card), Adaptation.RETRIEVAL)
        yield self._bought((Pathway.SOVEREIGN_CLOUD,), card, cloud, Adaptation.PROMPTING)
        yield self._bought(
            (Pathway.RAG_PURCHASED, Pathway.SOVEREIGN_CLOUD),
            card,
            cloud,
            Adaptation.RETRIEVAL,
            generation=cloud,
        )

    def _retrieval_at_supplier(self, card: ModelCard) -> Option:
        # The store stands at home, the text is made at the supplier's: its exposure counts.
        return self._bought(
            (Pathway.RAG_PURCHASED,),
            card,
            self._premises,
            Adaptation.RETRIEVAL,
            generation=self._at(card),
        )

    def _at(self, card: ModelCard) -> Hosting:
        at_home = card in self.models.bought_at_home
        return Hosting.VENDOR_IN_COUNTRY if at_home else Hosting.VENDOR_ABROAD

    @property
    def _premises(self) -> Hosting:
        has_room = self.dossier.capacity.has_data_centre
        return Hosting.OWN_DATA_CENTRE if has_room else Hosting.SOVEREIGN_CLOUD

    def _bought(
        self,
        pathways: tuple[Pathway, ...],
        card: ModelCard,
        place: Hosting,
        adaptation: Adaptation,
        *,
        generation: Hosting | None = None,
        offer: Offer | None = None,
    ) -> Option:
        parts = ["+".join(pathways), card.id, place, adaptation]
        if offer is not None:
            parts.append(offer.id)
        return Option(
            id=":".join(parts),
            pathways=pathways,
            vehicle=USUAL_VEHICLE[pathways[0]],
            pricing=Pricing.TOKENS,
            model=card.id,
            hosting=place,
            generation_location=generation or place,
            adaptation=adaptation,
            offer="" if offer is None else offer.id,
        )

    # Adapting open models --------------------------------------------------------------------

    def adapted(self) -> Iterator[Option]:
        if not self.serving:
            return
        for card in (*self.models.ladder, *self.models.newcomers):
            yield self._held(card, self._premises, Adaptation.RETRIEVAL)
        for card in self.models.ladder:
            yield self._held(card, Hosting.SOVEREIGN_CLOUD, Adaptation.RETRIEVAL)
        for card in self.models.ladder[:3]:
            yield self._held(card, self._premises, Adaptation.LORA)
        yield from self._around_middle()

    def _around_middle(self) -> Iterator[Option]:
        ladder = self.models.ladder
        if not ladder:
            return
        middle = ladder[min(2, len(ladder) - 1)]
        yield self._held(middle, Hosting.SHARED_GOVERNMENT_PLATFORM, Adaptation.RETRIEVAL)
        yield self._held(
            ladder[0], self._premises, Adaptation.CONTINUED_PRETRAINING, machines=self.training
        )
        if len(ladder) > 1:
            yield self._held(
                middle, self._premises, Adaptation.CONTINUED_PRETRAINING, machines=self.training
            )
        yield self._held(
            middle, self._premises, Adaptation.RETRIEVAL, vehicle=DeliveryVehicle.VENDOR
        )
        for name in self.serving[1:2]:
            yield self._held(middle, self._premises, Adaptation.RETRIEVAL, machines=(name,))
        if self.dossier.capacity.has_data_centre:
            for name in machines_in_place(self.dossier, self.facts)[:1]:
                yield self._held(
                    middle, Hosting.OWN_DATA_CENTRE, Adaptation.RETRIEVAL, machines=(name,)
                )
        else:
            yield self._held(ladder[0], Hosting.EDGE_DEVICE, Adaptation.RETRIEVAL)
        if self.has_secrets:
            yield self._held(middle, Hosting.AIR_GAPPED, Adaptation.RETRIEVAL)

    def _held(
        self,
        card: ModelCard,
        place: Hosting,
        adaptation: Adaptation,
        *,
        machines: tuple[str, ...] = (),
        vehicle: DeliveryVehicle = USUAL_VEHICLE[Pathway.OPEN_ADAPTATION],
    ) -> Option:
        hardware = (machines or self.serving)[0]
        pathways: tuple[Pathway, ...] = (Pathway.OPEN_ADAPTATION,)
        if place is Hosting.SOVEREIGN_CLOUD:
            pathways = (Pathway.OPEN_ADAPTATION, Pathway.SOVEREIGN_CLOUD)
        if place is Hosting.SHARED_GOVERNMENT_PLATFORM:
            vehicle = DeliveryVehicle.UPPER_TIER_GOVERNMENT
        parts = ["+".join(pathways), card.id, place, adaptation]
        if hardware != self.serving[0]:
            parts.append(hardware)
        if vehicle is not USUAL_VEHICLE[Pathway.OPEN_ADAPTATION]:
            parts.append(vehicle)
        return Option(
            id=":".join(parts),
            pathways=pathways,
            vehicle=vehicle,
            pricing=Pricing.CAPACITY,
            model=card.id,
            hosting=place,
            generation_location=place,
            adaptation=adaptation,
            hardware=hardware,
            tenure=self._tenure(hardware, place),
        )

    def _tenure(self, hardware: str, place: Hosting) -> Tenure:
        wanted = Tenure.RENT if place is Hosting.SOVEREIGN_CLOUD else Tenure.OWN
        return tenure_of(hardware, self.dossier, self.facts, wanted=wanted)

    # Training a model of one's own -----------------------------------------------------------

    def pretrained(self) -> Iterator[Option]:
        if not self.training:
            return
        for planned in PLANNED:
            yield self._planned(planned, self.training[0])
        for vehicle in OTHER_BUILDERS:
            # A vehicle makes an option of its own only where a parameter of it is on record.
            if self.facts.find(f"vehicle_{vehicle}", "rate-multiple") is not None:
                yield self._planned(PLANNED[0], self.training[0], vehicle=vehicle)

    def _planned(
        self,
        planned: PlannedModel,
        hardware: str,
        *,
        vehicle: DeliveryVehicle = USUAL_VEHICLE[Pathway.PRETRAINING],
    ) -> Option:
        name = f"own-{planned.params_b:g}b"
        parts = [str(Pathway.PRETRAINING), name, self._premises, Adaptation.PRETRAINING]
        if not self.training or hardware != self.training[0]:
            parts.append(hardware)
        if vehicle is not USUAL_VEHICLE[Pathway.PRETRAINING]:
            parts.append(vehicle)
        return Option(
            id=":".join(parts),
            pathways=(Pathway.PRETRAINING,),
            vehicle=vehicle,
            pricing=Pricing.CAPACITY,
            model=name,
            hosting=self._premises,
            generation_location=self._premises,
            adaptation=Adaptation.PRETRAINING,
            hardware=hardware,
            tenure=self._tenure(hardware, self._premises),
            planned=planned,
        )

    # What is barred, once a pathway ----------------------------------------------------------

    def barred(self) -> Iterator[Option]:
        best = pick_machines(self.dossier, self.facts, by="dense-flops-16bit", status=BARRED)[:1]
        if best and self.models.ladder and self.serving:
            largest = self.models.ladder[-1]
            yield self._held(largest, self._premises, Adaptation.RETRIEVAL, machines=best)
        for name in best:
            yield self._planned(PLANNED[1], name)


def _fitting(pathway: Pathway) -> Adaptation:
    if pathway is Pathway.FINETUNED_PURCHASE:
        return Adaptation.LORA
    return Adaptation.RETRIEVAL if pathway is Pathway.RAG_PURCHASED else Adaptation.PROMPTING
