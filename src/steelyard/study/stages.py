"""The first stages of a study, up to the appraisal: common to one dossier and to several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from steelyard.dossier.names import unknown_in_facts
from steelyard.dossier.parameters import parameters_of
from steelyard.errors import DomainError, FactError
from steelyard.facts.loader import load_facts
from steelyard.needs import assess_needs
from steelyard.options.appraise import appraise_options
from steelyard.uncertainty import draw

if TYPE_CHECKING:
    from collections.abc import Callable

    from steelyard.dossier.schema import Dossier
    from steelyard.facts.book import FactReader
    from steelyard.needs.model import Needs
    from steelyard.options.model import Appraisal
    from steelyard.uncertainty import Sample

LEAST_DRAWS: Final = 100
MOST_DRAWS: Final = 50_000
"""Nine use cases then take some seven gigabytes. [1]"""


class Appraised(NamedTuple):
    """A dossier carried as far as the appraisal of its options."""

    dossier: Dossier
    """What the government brought."""
    facts: FactReader
    """The fact book with its record of what was read."""
    sample: Sample
    """Draws common to all options."""
    needs: Needs
    """Workload, benefit, capacity."""
    appraisal: Appraisal
    """Options gated, priced and measured, in every draw."""


def require_draws(draws: int) -> None:
    """Check a number of draws.

    Parameters
    ----------
    draws
        As asked for. [1]

    Raises
    ------
    DomainError
        If it is outside 100–50,000.
    """
    if not LEAST_DRAWS <= draws <= MOST_DRAWS:
        message = f"draws: expected {LEAST_DRAWS} to {MOST_DRAWS}, found {draws}. Choose 10000."
        raise DomainError(message)


def appraise_dossier(
    dossier: Dossier,
    *,
    draws: int,
    seed: int,
    progress: Callable[[str], None] | None = None,
) -> Appraised:
    """Carry a dossier through facts, draws, needs and options.

    Parameters
    ----------
    dossier
        Checked.
    draws
        Number of random draws. [1]
    seed
        Seed of the draws. [1]
    progress
        Called with the id of each use case when its options are appraised.

    Returns
    -------
    Appraised
        Every stage result so far.

    Raises
    ------
    FactError
        If the dossier names a model or an accelerator that nobody knows.
    """
    facts = load_facts(as_of=dossier.as_of).recording()
    unknown = [f"{path}: {words}" for path, words in unknown_in_facts(dossier, facts)]
    if unknown:
        raise FactError("\n".join(unknown))
    sample = draw(parameters_of(dossier).values(), n=draws, seed=seed)
    needs = assess_needs(dossier, sample)
    appraisal = appraise_options(needs, dossier, facts, sample, progress=progress)
    return Appraised(dossier, facts, sample, needs, appraisal)
