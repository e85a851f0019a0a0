"""The options stage: every option of every use case gated, priced and measured."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.instruments import load_pack
from steelyard.needs import assess_needs
from steelyard.options.appraise_use_case import UseCaseAppraiser
from steelyard.options.dependence import exposure_of
from steelyard.options.estimate_training import calibrate_training
from steelyard.options.generate import generate_options
from steelyard.options.lookup import FactLookup
from steelyard.options.market import MEDIAN_CASE, Market, places_of
from steelyard.options.model import Appraisal
from steelyard.options.screened import Screened
from steelyard.options.serving_need import ServingDesk
from steelyard.uncertainty import draw, map_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from steelyard.dossier.schema import Dossier
    from steelyard.facts.book import FactBook
    from steelyard.needs.model import Needs
    from steelyard.options.appraise_use_case import Appraised
    from steelyard.options.model import Option
    from steelyard.options.training_calibration import UtilisationFit
    from steelyard.options.years import SharedCapability
    from steelyard.uncertainty import Sample


SHARING_DRAWS: Final = 400
"""Draws on which the gates of possible sharers are judged. [1]"""


@dataclass(frozen=True, slots=True, eq=False)
class _Fixed:
    """What does not change between samples: the dossier, the facts, and what is fitted to them."""

    dossier: Dossier
    book: FactBook
    options: tuple[Option, ...]
    screened: Screened
    facts: FactLookup
    fit: UtilisationFit
    serving: ServingDesk
    n_sharers: dict[str, int] = field(default_factory=dict)
    medians: dict[tuple[str, ...], Appraisal] = field(default_factory=dict)


def appraise_options(
    needs: Needs,
    dossier: Dossier,
    book: FactBook,
    sample: Sample,
    *,
    progress: Callable[[str], None] | None = None,
) -> Appraisal:
    """Gate, price and measure every option of every use case.

    Parameters
    ----------
    needs
        Workload, benefit and capacity, from the same sample.
    dossier
        What the government brings.
    book
        Facts as known on the study's date.
    sample
        Draws common to all options.
    progress
        Called with the id of each use case when it is done.

    Returns
    -------
    Appraisal
        With ``model``, the same as a pure function of the sample.
    """
    fixed = _Fixed(
        dossier=dossier,
        book=book,
        options=generate_options(dossier, book),
        screened=Screened(dossier, book, load_pack(dossier.jurisdiction.pack), needs.assessments),
        facts=FactLookup(book, places_of(dossier)),
        fit=calibrate_training(book),
        serving=ServingDesk(book),
    )
    names = tuple(need.use_case.id for need in needs.use_cases)
    # Who can share a capability is settled once, and holds in every draw and every profile.
    fixed.n_sharers.update(_count_sharers(fixed, names, sample.seed))
    return _appraise(fixed, needs, sample, names, progress=progress)


def _count_sharers(fixed: _Fixed, names: tuple[str, ...], seed: int) -> dict[str, int]:
    # At the medians every gate is all or nothing, so an option at risk would never share.
    sample = draw((), n=SHARING_DRAWS, seed=seed)
    needs = assess_needs(fixed.dossier, sample, assessments=fixed.screened.assessments)
    counts: dict[str, int] = {}
    market = Market(fixed.dossier, fixed.book, sample, fixed.facts)
    for appraised in _each(fixed, needs, market, names):
        usable = {
            capability
            for index, wanted in enumerate(appraised.result.capabilities)
            if appraised.result.is_feasible(index)
            for capability in wanted
        }
        for capability in usable:
            counts[capability] = counts.get(capability, 0) + 1
    return counts


def _appraise(
    fixed: _Fixed,
    needs: Needs,
    sample: Sample,
    names: tuple[str, ...],
    *,
    progress: Callable[[str], None] | None = None,
    wanted: frozenset[str] | None = None,
    keeps_years: bool = False,
) -> Appraisal:
    market = Market(fixed.dossier, fixed.book, sample, fixed.facts, keeps_years)
    appraised = _each(fixed, needs, market, names, progress=progress, wanted=wanted)
    return Appraisal(
        use_cases=tuple(entry.result for entry in appraised),
        capabilities=_capabilities(appraised),
        exposures={
            option.id: exposure_of(option, fixed.dossier, fixed.book) for option in fixed.options
        },
        model=partial(_model, fixed),
    )


def _model(
    fixed: _Fixed,
    sample: Sample,
    names: tuple[str, ...],
    wanted: frozenset[str] | None = None,
    start_years: Mapping[str, int] | None = None,
) -> Appraisal:
    keeps_years = start_years is not None
    # The median case is asked for by several stages; it is one draw, so it is kept.
    is_kept = sample.is_median_case and wanted is None and not keeps_years
    if is_kept and names in fixed.medians:
        return fixed.medians[names]
    if start_years is not None:
        fixed = replace(fixed, dossier=_started(fixed.dossier, start_years))
    needs = assess_needs(fixed.dossier, sample, names=names, assessments=fixed.screened.assessments)
    found = _appraise(fixed, needs, sample, names, wanted=wanted, keeps_years=keeps_years)
    if is_kept:
        fixed.medians[names] = found
    return found


def _started(dossier: Dossier, start_years: Mapping[str, int]) -> Dossier:
    use_cases = tuple(
        entry.model_copy(update={"start_year": start_years.get(entry.id, entry.start_year)})
        for entry in dossier.use_cases
    )
    return dossier.model_copy(update={"use_cases": use_cases})


def _each(
    fixed: _Fixed,
    needs: Needs,
    market: Market,
    names: tuple[str, ...],
    *,
    progress: Callable[[str], None] | None = None,
    wanted: frozenset[str] | None = None,
) -> list[Appraised]:
    options = tuple(row for row in fixed.options if wanted is None or row.id in wanted)

    def appraise(name: str) -> Appraised:
        appraiser = UseCaseAppraiser(
            need=needs.of(name),
            needs=needs,
            market=market,
            screened=fixed.screened,
            fit=fixed.fit,
            serving=fixed.serving,
            n_sharers=fixed.n_sharers,
        )
        found = appraiser.appraise(options)
        if progress is not None:
            progress(name)
        return found

    # One draw axis of length 1 is the median case: threads would cost more than they save.
    return map_blocks(appraise, names, n_workers=1 if market.sample.n == MEDIAN_CASE else None)


def _capabilities(appraised: list[Appraised]) -> dict[str, SharedCapability]:
    # Each capability counts at its dearest statement, so that sharing is never flattered.
    found: dict[str, SharedCapability] = {}
    for entry in appraised:
        for name, capability in entry.capabilities.items():
            if name not in found or np.mean(capability.cost) > np.mean(found[name].cost):
                found[name] = capability
    return dict(sorted(found.items()))
