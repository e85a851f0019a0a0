"""Levels of the criteria that attributes decide, by rules printed in ``docs/method/levels.md``.

Every rule reads :class:`Traits` and nothing else of an option. Where an attribute is unknown the
level is drawn from the whole range it could have; it is never set to the middle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.dossier.capacity import Role
from steelyard.dossier.parameters import parameter_of
from steelyard.dossier.text import Message
from steelyard.errors import FactError
from steelyard.facts.cards import GovernmentUse
from steelyard.options.assumed import assumptions
from steelyard.options.model import Judged
from steelyard.options.traits import Upkeep
from steelyard.quantities.units import convert

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from steelyard.dossier.schema import Dossier
    from steelyard.dossier.voices import Judgement
    from steelyard.facts.book import FactBook
    from steelyard.facts.fact import Fact
    from steelyard.needs.model import UseCaseNeed
    from steelyard.options.model import Option
    from steelyard.options.traits import Traits
    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Sample

BEST: Final = 4
JUDGED: Final = ("norm_fit", "funding_continuity")
SETUP: Final = "setup-"


class Level(NamedTuple):
    """A level with the range that unknown attributes leave open.

    Attributes
    ----------
    low, high
        Both ends, equal where everything is known. [level]
    rule
        Which rule of the page decided.
    """

    low: int
    high: int
    rule: str


def data_sovereignty(traits: Traits) -> Level:
    """Return who can lay hands on the prompts (rule L-1).

    Parameters
    ----------
    traits
        Attributes of an option.

    Returns
    -------
    Level
        4 state premises, 3 an operator under the buyer's law who is not the supplier, 2 a supplier
        in the country under its law, 1 a supplier in the country under another law, 0 abroad.
    """
    if traits.on_state_premises:
        return Level(4, 4, "premises")
    if not traits.data_in_country:
        return Level(0, 0, "abroad")
    if traits.operator_under_buyers_law is None:
        return Level(1, 3, "unknown")
    if not traits.operator_under_buyers_law:
        return Level(1, 1, "foreign_law")
    return Level(2, 2, "supplier") if traits.supplier_reads_prompts else Level(3, 3, "operator")


def technology_sovereignty(traits: Traits) -> Level:
    """Return what the buyer may do with the model (rule L-2).

    Parameters
    ----------
    traits
        Attributes of an option.

    Returns
    -------
    Level
        4 can be made again by the buyer, 3 held and free to change and use, 2 held under
        conditions, 1 an instance or a tuned copy whose weights the supplier keeps, 0 access only.
    """
    if traits.is_trained_here or not traits.uses_model:
        return Level(4, 4, "own_recipe")
    if traits.weights_held:
        if traits.government_use is GovernmentUse.UNKNOWN or traits.may_modify is None:
            return Level(2, 3, "unknown")
        free = traits.government_use is GovernmentUse.YES and bool(traits.may_modify)
        return Level(3, 3, "free") if free else Level(2, 2, "conditions")
    tied = traits.is_tuned or traits.is_dedicated or not traits.at_supplier
    return Level(1, 1, "tied") if tied else Level(0, 0, "access")


def infrastructure_sovereignty(traits: Traits) -> Level:
    """Return who holds the machines, and whether they can be replaced (rule L-3).

    Parameters
    ----------
    traits
        Attributes of an option.

    Returns
    -------
    Level
        4 the state's and replaceable without a foreign licence, 3 the state's otherwise,
        2 to 3 an operator's under the buyer's law, 1 a supplier's in the country, 0 abroad.
    """
    if not traits.uses_model:
        return Level(4, 4, "none_needed")
    if not traits.data_in_country:
        return Level(0, 0, "abroad")
    if traits.at_supplier:
        return Level(1, 1, "supplier")
    top = 4 if traits.machines_of_state else 3
    if traits.hardware_at_risk is None:
        return Level(top - 1, top, "unknown")
    return (
        Level(top - 1, top - 1, "at_risk") if traits.hardware_at_risk else Level(top, top, "safe")
    )


def regulatory_sovereignty(traits: Traits) -> Level:
    """Return whose law can reach the service (rule L-4).

    Parameters
    ----------
    traits
        Attributes of an option.

    Returns
    -------
    Level
        4 nobody outside the buyer's law is needed, 3 a supplier outside it whose licence sets no
        conditions on held weights, 2 one whose licence does, or who licenses an instance to an
        operator under the buyer's law, 1 an operator outside that law but in the country,
        0 abroad and outside.
    """
    if not traits.uses_model:
        return Level(4, 4, "none_needed")
    operator, supplier = traits.operator_under_buyers_law, traits.supplier_under_buyers_law
    if operator is None or supplier is None:
        return Level(1, 4, "unknown")
    if not operator:
        return Level(1, 1, "foreign_operator") if traits.data_in_country else Level(0, 0, "abroad")
    return Level(4, 4, "own_law") if supplier else _under_foreign_terms(traits)


def _under_foreign_terms(traits: Traits) -> Level:
    if traits.weights_held and traits.government_use is GovernmentUse.YES:
        return Level(3, 3, "free_weights")
    if traits.weights_held and traits.government_use is GovernmentUse.UNKNOWN:
        return Level(2, 3, "unknown")
    return Level(2, 2, "foreign_terms")


def assurance(traits: Traits) -> Level:
    """Return how well privacy and security can be assured (rule L-5).

    Parameters
    ----------
    traits
        Attributes of an option.

    Returns
    -------
    Level
        One for each that holds: the operator can be audited under the buyer's law; the deployed
        model is tuned and tested for safety by somebody other than the buyer; data and recipe can
        be examined; the service is cut off from networks.
    """
    if not traits.uses_model:
        return Level(4, 4, "none_needed")
    sure = traits.is_safety_tuned + traits.has_open_recipe + traits.is_isolated
    audited = traits.operator_under_buyers_law
    if audited is None:
        return Level(sure, sure + 1, "unknown")
    return Level(sure + audited, sure + audited, "count")


def inspectability(traits: Traits) -> Level:
    """Return how far behaviour can be looked into and corrected (rule L-6).

    Parameters
    ----------
    traits
        Attributes of an option.

    Returns
    -------
    Level
        4 weights, data and recipe; 3 weights held and free to change; 2 tuning through a supplier
        or weights that may not be changed; 1 own sources checked against answers; 0 prompts only.
    """
    if not traits.uses_model or (traits.weights_held and traits.has_open_recipe):
        return Level(4, 4, "everything")
    if traits.weights_held:
        if traits.may_modify is None:
            return Level(2, 3, "unknown")
        return Level(3, 3, "weights") if traits.may_modify else Level(2, 2, "fixed_weights")
    if traits.is_tuned:
        return Level(2, 2, "supplier_tuning")
    return Level(1, 1, "sources") if traits.has_retrieval else Level(0, 0, "prompts")


RULES: Final[Mapping[str, Callable[[Traits], Level]]] = {
    "data_sovereignty": data_sovereignty,
    "technology_sovereignty": technology_sovereignty,
    "infrastructure_sovereignty": infrastructure_sovereignty,
    "regulatory_sovereignty": regulatory_sovereignty,
    "assurance": assurance,
    "inspectability": inspectability,
}


def level_criteria(  # noqa: PLR0917 - the shape every filler of a criterion has
    option: Option,
    traits: Traits,
    need: UseCaseNeed,
    dossier: Dossier,
    facts: FactBook,
    sample: Sample,
) -> dict[str, tuple[FloatArray, Judged]]:
    """Return every criterion that attributes, assumptions or judgements fill.

    Parameters
    ----------
    option
        The option; judgements may name its model, hosting or adaptation.
    traits
        Its attributes.
    need
        Use case.
    dossier
        Judgements of named raters.
    facts
        Effort of staying current.
    sample
        Draws common to all options.

    Returns
    -------
    dict
        Draws, shape ``(draw,)``, and where they come from, by criterion id. What nobody measured
        or judged has its full range.

    Notes
    -----
    Raises ``FactError`` where no effort of staying current is known.
    """
    found = {name: _drawn(name, rule(traits), traits, sample) for name, rule in RULES.items()}
    found["continuity"] = _continuity(traits, sample)
    found["stay_current"] = _stay_current(traits, facts, sample)
    found["measured_safety"] = _measured_safety(traits, sample)
    for criterion in JUDGED:
        found[criterion] = _judged(criterion, option, traits, need, dossier, sample)
    return found


def _drawn(name: str, level: Level, traits: Traits, sample: Sample) -> tuple[FloatArray, Judged]:
    told = Judged("computed", Message(f"level.{name}.{level.rule}", {"model": traits.model}))
    if level.low == level.high:
        return np.full(sample.n, float(level.low)), told
    # Levels are whole: each level of the range is equally likely.
    stream = sample.uniform(f"unknown-level/{name}/{traits.model}")
    steps = level.high - level.low + 1
    return level.low + np.minimum(np.floor(stream * steps), steps - 1), told


def _continuity(traits: Traits, sample: Sample) -> tuple[FloatArray, Judged]:
    if not traits.uses_model:
        return np.zeros(sample.n), _told("computed", "level.continuity.today")
    assumed = assumptions("levels")[f"months.{traits.replaced}"]
    months = np.maximum(sample.of(assumed.parameter), 0.0)
    return months, _told("computed", f"level.continuity.{traits.replaced}")


def _stay_current(traits: Traits, facts: FactBook, sample: Sample) -> tuple[FloatArray, Judged]:
    told = _told("computed", f"level.stay_current.{traits.upkeep}")
    if traits.upkeep is Upkeep.NOTHING:
        return np.zeros(sample.n), told
    entity, parameter = _INTERVALS[traits.upkeep]
    roles = (f"{SETUP}{role.replace('_', '-')}" for role in sorted(Role))
    efforts = [found for name in roles if (found := facts.find(traits.effort, name)) is not None]
    if not efforts:
        message = (
            f"effort of '{traits.effort}': no row '{SETUP}<role>' known at {facts.as_of}, so the "
            "cost of staying current has no basis. Add sourced rows to the effort table."
        )
        raise FactError(message)
    months = np.sum([_draws(effort, "FTE-month", sample) for effort in efforts], axis=0)
    if traits.upkeep in _REPEATED:
        share = facts.value("adapted_model", "refresh-effort-share")
        months = months * _draws(share, "1", sample)
    return months / _draws(facts.value(entity, parameter), "year", sample), told


def _draws(fact: Fact, unit: str, sample: Sample) -> FloatArray:
    # Drawn in the fact's own unit, so that every stage draws one and the same statement.
    return sample.of(fact.as_parameter()) * convert(1.0, from_unit=fact.unit, to_unit=unit)


_INTERVALS: Final = {
    Upkeep.FORCED_MIGRATION: ("service_model", "forced-migration-interval"),
    Upkeep.CHANGE_OF_BASE: ("adapted_model", "refresh-interval"),
    Upkeep.REPEATED_ADAPTATION: ("adapted_model", "refresh-interval"),
    Upkeep.REPEATED_PRETRAINING: ("pretrained_model", "refresh-interval"),
}
_REPEATED: Final = frozenset({Upkeep.REPEATED_ADAPTATION, Upkeep.REPEATED_PRETRAINING})


def _measured_safety(traits: Traits, sample: Sample) -> tuple[FloatArray, Judged]:
    if not traits.uses_model:
        return np.ones(sample.n), _told("computed", "level.measured_safety.today")
    # No shipped table measures harm or bias across groups and languages: the full range stands.
    stream = sample.uniform(f"unmeasured/measured_safety/{traits.model}/{traits.adaptation}")
    return stream, _told("judged", "level.measured_safety.no_measurement")


def _judged(  # noqa: PLR0917 - the shape every filler of a criterion has, with its criterion
    criterion: str,
    option: Option,
    traits: Traits,
    need: UseCaseNeed,
    dossier: Dossier,
    sample: Sample,
) -> tuple[FloatArray, Judged]:
    matching = [
        (_specificity(entry), number, entry)
        for number, entry in enumerate(dossier.judgements)
        if entry.criterion == criterion and _matches(entry, option, traits, need)
    ]
    if not matching:
        key = f"unjudged/{criterion}/{traits.model}/{traits.processing}/{traits.adaptation}"
        return BEST * sample.uniform(key), _told("judged", f"level.{criterion}.no_judgement")
    closest = max(specificity for specificity, _, _ in matching)
    chosen = [(number, entry) for rank, number, entry in matching if rank == closest]
    drawn = [
        sample.of(parameter_of(f"judgements/{number}/level", entry.level, "level"))
        for number, entry in chosen
    ]
    raters = ", ".join(f"{entry.rater} ({entry.role})" for _, entry in chosen)
    level = np.clip(np.mean(drawn, axis=0), 0.0, BEST)
    return level, _told("judged", f"level.{criterion}.judged", raters=raters)


def _matches(entry: Judgement, option: Option, traits: Traits, need: UseCaseNeed) -> bool:
    return (
        entry.model in {"", option.model}
        and entry.hosting in {"", str(traits.processing or "")}
        and entry.adaptation in {"", str(traits.adaptation or "")}
        and entry.use_case in {"", need.use_case.id}
        and (traits.uses_model or not (entry.model or entry.hosting or entry.adaptation))
    )


def _specificity(entry: Judgement) -> int:
    return sum(
        bool(part) for part in (entry.model, entry.hosting, entry.adaptation, entry.use_case)
    )


def _told(how: str, key: str, **values: str | float) -> Judged:
    return Judged(how, Message(key, values))
