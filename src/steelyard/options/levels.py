"""Levels of the criteria that attributes decide, by rules printed in ``docs/method/levels.md``.

Every rule reads :class:`Traits` and nothing else of an option. Where an attribute is unknown the
level is drawn from the whole range it could have; it is never set to the middle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.dossier.capacity import Role
from steelyard.dossier.parameters import parameter_of
from steelyard.dossier.text import Message
from steelyard.errors import FactError
from steelyard.options.assumed import assumptions
from steelyard.options.level_rules import RULES, ruled_level
from steelyard.options.model import Judged
from steelyard.options.traits import Upkeep
from steelyard.quantities.units import convert

if TYPE_CHECKING:
    from steelyard.dossier.schema import Dossier
    from steelyard.dossier.voices import Judgement
    from steelyard.facts.book import FactBook
    from steelyard.facts.fact import Fact
    from steelyard.needs.model import UseCaseNeed
    from steelyard.options.level_rules import Level
    from steelyard.options.model import Option
    from steelyard.options.traits import Traits
    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Sample

BEST: Final = 4
JUDGED: Final = ("norm_fit", "funding_continuity")
SETUP: Final = "setup-"


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
    found = {name: _drawn(name, ruled_level(name, traits), traits, sample) for name in RULES}
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
