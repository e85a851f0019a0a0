"""Models against thresholds of training compute: what a law presumes of those above them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.instruments import Given, LevelRange, evaluate, load_instrument
from steelyard.options.physics.training import TrainingKind, training_flop
from steelyard.quantities.units import BILLION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from steelyard.facts.book import FactBook
    from steelyard.instruments import AnswerValue, Instrument, JurisdictionPack
    from steelyard.options.model import Option

MANY_TASKS: Final = "wide"
"""Answer of the question whether a model generates language for many tasks."""


@dataclass(frozen=True, slots=True)
class ThresholdFinding:
    """One model against one instrument.

    Attributes
    ----------
    model
        Model id.
    n_flop
        Operations of its training, six per active parameter and token. [FLOP]
    instrument
        Instrument that knows a threshold.
    results
        Results that read the compute, by id.
    """

    model: str
    n_flop: float
    instrument: Instrument
    results: Mapping[str, LevelRange]


def threshold_findings(
    options: Iterable[Option], pack: JurisdictionPack, facts: FactBook
) -> tuple[ThresholdFinding, ...]:
    """Hold the models of a study against the compute thresholds of the jurisdiction.

    Parameters
    ----------
    options
        Options under study; planned models count with their planned size and tokens.
    pack
        Jurisdiction, with the instruments that apply.
    facts
        Model cards as known on the study's date.

    Returns
    -------
    tuple of ThresholdFinding
        By model, then by instrument; a model whose tokens nobody published is left out.
    """
    computes = {}
    for option in options:
        found = _compute(option, facts)
        if found is not None:
            computes[option.model] = found
    instruments = [
        load_instrument(entry.instrument)
        for entry in pack.instruments
        if entry.is_known(facts.as_of)
    ]
    return tuple(
        ThresholdFinding(model, n_flop, instrument, results)
        for model, n_flop in sorted(computes.items())
        for instrument in instruments
        if (results := _results(instrument, n_flop))
    )


def _compute(option: Option, facts: FactBook) -> float | None:
    if option.planned is not None:
        active, tokens = option.planned.params_b, option.planned.tokens_b
    elif option.model:
        card = facts.model(option.model)
        if card.params_active_b is None or card.training_tokens_b is None:
            return None
        active, tokens = card.params_active_b, card.training_tokens_b
    else:
        return None
    return float(
        training_flop(
            kind=TrainingKind.PRETRAINING,
            n_active_parameters=np.array(active * BILLION),
            n_tokens=np.array(tokens * BILLION),
        )
    )


def _results(instrument: Instrument, n_flop: float) -> dict[str, LevelRange]:
    # What the program knows of any model under study: its compute, and that it is for language.
    known: dict[Given, AnswerValue] = {
        Given.TRAINING_FLOP: n_flop,
        Given.GENERATES_LANGUAGE: MANY_TASKS,
    }
    given = {q.id: known[q.given_by] for q in instrument.questions if q.given_by in known}
    asked = [q.id for q in instrument.questions if q.given_by is Given.TRAINING_FLOP]
    if not asked:
        return {}
    found = evaluate(instrument, given)
    return {
        result.id: outcome
        for result in instrument.results
        if set(getattr(result, "of", ())) & set(asked)
        and (outcome := found.level_range(result.id)) is not None
    }
