"""On whom a plan rests, and what losing each of them would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.decision.horizon.dependence_result import Concentration, LossOf
from steelyard.decision.portfolio.concentration import concentration, loss_of_label
from steelyard.dossier.portfolio import CapMeasure, CapOn
from steelyard.options.exposure import NOBODY
from steelyard.quantities.money import discount_factors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision.horizon.limits import Limits
    from steelyard.decision.horizon.reading import PlanReader, Taken
    from steelyard.quantities.arrays import FloatArray, IntArray


def concentrations_of(reader: PlanReader, limits: Limits) -> tuple[Concentration, ...]:
    """Return how far a plan rests on each vendor, jurisdiction, lineage and chip maker.

    Parameters
    ----------
    reader
        The plan.
    limits
        Labels of options.

    Returns
    -------
    tuple of Concentration
        By respect and measure; empty where nothing is newly served.
    """
    taken = reader.taken()
    if not taken:
        return ()
    found = []
    for on in CapOn:
        names, label = _labels(taken, limits, on)
        for measure in CapMeasure:
            weights = _weights(reader, taken, measure)
            if weights.sum() > 0:
                found.append(_concentration(on, measure, names, label, weights))
    return tuple(found)


def _labels(taken: Sequence[Taken], limits: Limits, on: CapOn) -> tuple[list[str], IntArray]:
    # A plan rests on the option it ends with.
    labels = [limits.label(entry.plan.last, on) for entry in taken]
    names = sorted(set(labels))
    return names, np.array([names.index(label) for label in labels], dtype=np.int64)


def _weights(reader: PlanReader, taken: Sequence[Taken], measure: CapMeasure) -> FloatArray:
    if measure is CapMeasure.USE_CASES:
        return np.ones(len(taken))
    if measure is CapMeasure.REQUESTS:
        return np.array([entry.flow.handled.sum() for entry in taken])
    factors = discount_factors(rate=reader.tables.restarts.rate, n_years=len(reader.years))
    return np.array([
        factors @ (entry.flow.expected.capital + entry.flow.expected.running) for entry in taken
    ])


def _concentration(
    on: CapOn, measure: CapMeasure, names: list[str], label: IntArray, weights: FloatArray
) -> Concentration:
    whole = concentration(amounts=weights, label=label, n_labels=len(names))
    order = np.argsort(-whole.shares, kind="stable")
    named = label != (names.index(NOBODY) if NOBODY in names else -1)
    hhi = None
    if weights[named].sum() > 0:
        among = concentration(amounts=weights[named], label=label[named], n_labels=len(names))
        hhi = float(among.herfindahl)
    shares = {names[row]: float(whole.shares[row]) for row in order}
    return Concentration(on.value, measure.value, shares, hhi)


def losses_of(reader: PlanReader, limits: Limits) -> tuple[LossOf, ...]:
    """Return what losing each vendor, jurisdiction, lineage and chip maker would do.

    Parameters
    ----------
    reader
        The plan.
    limits
        Labels of options.

    Returns
    -------
    tuple of LossOf
        The heaviest first within each respect; those on whom nothing rests are left out.
    """
    taken = reader.taken()
    points = np.array([
        max(float(reader.tables.points[reader.selection.plan[entry.use_case], entry.start]), 0.0)
        for entry in taken
    ])
    if not taken:
        return ()
    if points.sum() <= 0:
        # Where no value is credited every use case counts alike.
        points = np.ones(len(taken))
    last = len(reader.years) - 1
    months = [reader.months_to_replace(entry, last) for entry in taken]
    found: list[LossOf] = []
    for on in CapOn:
        names, label = _labels(taken, limits, on)
        lost = loss_of_label(
            item_worths=points,
            label=label,
            n_labels=len(names),
            use_case=np.arange(len(taken)),
            n_use_cases=len(taken),
            months_to_replace=np.array([value or 0.0 for value in months]),
        )
        for row in np.argsort(-lost.worth_share, kind="stable"):
            if names[row] == NOBODY:
                continue
            hit = np.flatnonzero(lost.is_hit[row])
            unknown = any(months[entry] is None for entry in hit)
            contests = reader.tables.restarts.contests
            found.append(
                LossOf(
                    on=on.value,
                    label=names[row],
                    use_cases=tuple(
                        contests[taken[entry].use_case].appraisal.use_case for entry in hit
                    ),
                    points_lost=float(lost.worth_share[row]),
                    months_to_replace=None if unknown else float(lost.longest[row]),
                )
            )
    return tuple(found)
