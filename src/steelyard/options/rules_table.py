"""One use case under several sets of rules: by jurisdiction, tier, day and data class.

The columns are the same dossier with one thing changed. Every cell is what the gates of law say of
a plain way of running a model, so the table cannot differ from a study.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

from steelyard.dossier.schema import Tier
from steelyard.errors import DomainError
from steelyard.facts.loader import load_facts
from steelyard.instruments import Subject, load_pack
from steelyard.needs import assess_needs, assessments_of
from steelyard.options.gate_case import GateCase
from steelyard.options.gates_of_law import SEVERITY, gates_of_law
from steelyard.options.model import (
    Adaptation,
    DeliveryVehicle,
    GateState,
    Hosting,
    Option,
    Pathway,
    PlannedModel,
    Pricing,
)
from steelyard.options.traits import traits_of
from steelyard.uncertainty import median_sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from steelyard.dossier.schema import Dossier
    from steelyard.facts.book import FactBook
    from steelyard.instruments import AppliedInstrument, JurisdictionPack
    from steelyard.needs import Finding
    from steelyard.options.model import GateResult

PLACE_GATES: Final = ("residency", "tier", "assurance")
"""Gates that ask where, by whom and how assured a model is run; the others ask about the use."""
USE_GATES: Final = ("registration", "prohibited", "oversight")
WAYS: Final = (
    "service_abroad",
    "service_in_country",
    "sovereign_cloud",
    "shared_platform",
    "own_machines",
    "own_training",
    "air_gapped",
)
"""Plain ways of running a model, from the least to the most in the buyer's hand."""
MOST_COLUMNS: Final = 12
SMALL_MODEL: Final = PlannedModel(params_b=7.0, tokens_b=1000.0)
"""Stands for any model trained at home; no rule of a place reads its size."""


@dataclass(frozen=True, slots=True)
class RulesColumn:
    """One set of rules.

    Attributes
    ----------
    dossier
        The dossier with one thing or more changed.
    pack
        Rules that apply.
    data_class
        Native label of the use case's data.
    is_mapped
        Whether the label was found by the common ladder, not stated by anybody.
    """

    dossier: Dossier
    pack: JurisdictionPack
    data_class: str
    is_mapped: bool

    @property
    def is_covered(self) -> bool:
        """Whether anything in the pack is written for the level of administration."""
        scopes = [
            *(rule.applies for rule in self.pack.rules),
            *(entry.applies for entry in self.pack.instruments),
        ]
        tier = str(self.dossier.jurisdiction.tier)
        return not scopes or any(not scope.tiers or tier in scope.tiers for scope in scopes)


@dataclass(frozen=True, slots=True)
class RulesCell:
    """What one set of rules says of one way of running a model, or of one gate.

    Attributes
    ----------
    state
        Strictest answer; none where no rule asks.
    results
        Gates behind it, the strictest first.
    """

    state: GateState | None
    results: tuple[GateResult, ...]


@dataclass(frozen=True, slots=True)
class RulesTable:
    """The same use case under several sets of rules.

    Attributes
    ----------
    use_case
        Its id.
    columns
        Sets of rules.
    ways
        Way of running a model to a cell per column.
    gates
        Gate on the use itself to a cell per column.
    instruments
        Instruments that apply, per column, each with its finding where somebody answered it.
    """

    use_case: str
    columns: tuple[RulesColumn, ...]
    ways: dict[str, tuple[RulesCell, ...]]
    gates: dict[str, tuple[RulesCell, ...]]
    instruments: tuple[tuple[tuple[AppliedInstrument, Finding | None], ...], ...]


def rules_table(
    dossier: Dossier,
    use_case: str,
    *,
    packs: Sequence[str] = (),
    tiers: Sequence[str] = (),
    days: Sequence[date] = (),
    data_classes: Sequence[str] = (),
) -> RulesTable:
    """Set out what law and standing rules say of a use case under several assumptions.

    Parameters
    ----------
    dossier
        The dossier; whatever is not varied stays as it states it.
    use_case
        Id of the use case.
    packs, tiers, days, data_classes
        What to vary: every combination is a column. A data class must be one of the pack. A pack
        may name its own data class and tier, as ``CA:protected_b:national``, where those of the
        dossier mean something else there.

    Returns
    -------
    RulesTable
        At most twelve columns.

    Raises
    ------
    DomainError
        If there is no such use case or tier, no model was known on a day, or the combinations are
        too many.

    Notes
    -----
    Raises ``DossierError`` for a pack or a data class that does not exist.
    """
    known = [case.id for case in dossier.use_cases]
    if use_case not in known:
        message = f"use case: expected one of {', '.join(known)}, found '{use_case}'. Name one."
        raise DomainError(message)
    columns = tuple(
        _column(dossier, use_case, varied)
        for varied in product(
            packs or [dossier.jurisdiction.pack],
            tiers or [str(dossier.jurisdiction.tier)],
            days or [dossier.as_of],
            data_classes or [""],
        )
    )
    if len(columns) > MOST_COLUMNS:
        message = f"columns: expected at most {MOST_COLUMNS}, found {len(columns)}. Vary less."
        raise DomainError(message)
    found = [_results(column, use_case) for column in columns]
    return RulesTable(
        use_case=use_case,
        columns=columns,
        ways={way: tuple(_cell(part[way], PLACE_GATES) for part in found) for way in WAYS},
        gates={
            gate: tuple(_cell(part["service_in_country"], (gate,)) for part in found)
            for gate in USE_GATES
        },
        instruments=tuple(_instruments(column, use_case) for column in columns),
    )


def nearest_label(pack: JurisdictionPack, sensitivity: int) -> str:
    """Return the label of a pack that protects data at least as much as a place on the ladder.

    Parameters
    ----------
    pack
        The pack.
    sensitivity
        Place on the common ladder. [level]

    Returns
    -------
    str
        The label at or above it on the lowest step, the last of those that share the step; the
        most sensitive one where none is as high.
    """
    at_least = [entry for entry in pack.data_classes if entry.sensitivity >= sensitivity]
    if not at_least:
        return pack.data_classes[-1].label
    # Where several share the step, the last: a pack lists them from the least sensitive.
    step = min(entry.sensitivity for entry in at_least)
    return [entry.label for entry in at_least if entry.sensitivity == step][-1]


def _column(dossier: Dossier, use_case: str, varied: tuple[str, str, date, str]) -> RulesColumn:
    named, tier, day, data_class = varied
    pack_id, own_class, own_tier = (*named.split(":"), "", "")[:3]
    tier, data_class = own_tier or tier, own_class or data_class
    if tier not in list(Tier):
        message = f"tier: expected one of {', '.join(Tier)}, found '{tier}'. Name one."
        raise DomainError(message)
    pack = load_pack(pack_id)
    own = next(case for case in dossier.use_cases if case.id == use_case)
    label, is_mapped = data_class or own.data_class, False
    if label not in pack.labels and not data_class:
        place = load_pack(dossier.jurisdiction.pack).sensitivity_of(own.data_class)
        label, is_mapped = nearest_label(pack, place), True
    pack.sensitivity_of(label)  # a stated label that the pack does not know is refused here
    assessments = dossier.assessments
    if data_class and pack.classified_by is not None:
        # A class that is only supposed here was not what the classifying answers found.
        classifying = pack.classified_by.instrument
        assessments = tuple(a for a in assessments if a.instrument != classifying)
    jurisdiction = {"pack": pack_id, "tier": Tier(tier)}
    if pack.countries and dossier.jurisdiction.country not in pack.countries:
        jurisdiction["country"] = pack.countries[0]
    changed = dossier.model_copy(
        update={
            "as_of": day,
            "jurisdiction": dossier.jurisdiction.model_copy(update=jurisdiction),
            "use_cases": (own.model_copy(update={"data_class": label}),),
            "assessments": assessments,
        }
    )
    return RulesColumn(changed, pack, label, is_mapped)


def _results(column: RulesColumn, use_case: str) -> dict[str, tuple[GateResult, ...]]:
    dossier = column.dossier
    needs = assess_needs(dossier, median_sample(), names=(use_case,))
    facts = load_facts(as_of=dossier.as_of)
    need = needs.of(use_case)
    found = {}
    for option in _ways(column, facts):
        traits = traits_of(option, dossier, facts, needs.assessments)
        case = GateCase(option, traits, need, dossier, facts, column.pack, needs.assessments)
        found[option.id] = tuple(gates_of_law(case))
    return found


def _ways(column: RulesColumn, facts: FactBook) -> Iterator[Option]:
    held = _any_model(facts, column)
    plain = {
        "service_abroad": (Pathway.API, Hosting.VENDOR_ABROAD),
        "service_in_country": (Pathway.API, Hosting.VENDOR_IN_COUNTRY),
        "sovereign_cloud": (Pathway.SOVEREIGN_CLOUD, Hosting.SOVEREIGN_CLOUD),
        "shared_platform": (Pathway.OPEN_ADAPTATION, Hosting.SHARED_GOVERNMENT_PLATFORM),
        "own_machines": (Pathway.OPEN_ADAPTATION, Hosting.OWN_DATA_CENTRE),
        "own_training": (Pathway.PRETRAINING, Hosting.OWN_DATA_CENTRE),
        "air_gapped": (Pathway.OPEN_ADAPTATION, Hosting.AIR_GAPPED),
    }
    for way, (pathway, hosting) in plain.items():
        is_trained = pathway is Pathway.PRETRAINING
        yield Option(
            id=way,
            pathways=(pathway,),
            vehicle=DeliveryVehicle.AGENCY,
            pricing=Pricing.TOKENS if pathway is Pathway.API else Pricing.CAPACITY,
            model="own-7b" if is_trained else held,
            hosting=hosting,
            adaptation=Adaptation.PRETRAINING if is_trained else Adaptation.PROMPTING,
            planned=SMALL_MODEL if is_trained else None,
        )


def _any_model(facts: FactBook, column: RulesColumn) -> str:
    # A model whose developer is on record in a register of the pack, where there is one: what the
    # registration gate then says is the best case.
    day = column.dossier.as_of
    names = sorted(card.id for card in facts.models)
    if not names:
        message = f"day: expected one on which a model was known, found {day}. Name a later one."
        raise DomainError(message)
    for register in column.pack.registers:
        for name in names:
            entry = column.pack.entry_of(facts.model(name).developer, day, register=register)
            if entry is not None and entry.listed:
                return name
    return names[0]


def _cell(results: tuple[GateResult, ...], gates: tuple[str, ...]) -> RulesCell:
    asked = [result for result in results if result.gate in gates]
    if not asked:
        return RulesCell(None, ())
    asked.sort(key=lambda result: -SEVERITY.index(result.state))
    worst = asked[0].state
    return RulesCell(worst, tuple(result for result in asked if result.state is worst))


def _instruments(
    column: RulesColumn, use_case: str
) -> tuple[tuple[AppliedInstrument, Finding | None], ...]:
    case = next(entry for entry in column.dossier.use_cases if entry.id == use_case)
    # Of the dossier's assessments those of this use case count; the others name what is not here.
    about = [a for a in column.dossier.assessments if use_case in a.about.names]
    found = assessments_of(column.dossier.model_copy(update={"assessments": tuple(about)}))
    applied = column.pack.instruments_for(
        column.dossier.as_of,
        data_class=column.data_class,
        tier=str(column.dossier.jurisdiction.tier),
        serves_public=case.serves_public,
    )
    return tuple(
        (entry, found.find(entry.instrument, Subject.USE_CASE, use_case)) for entry in applied
    )
