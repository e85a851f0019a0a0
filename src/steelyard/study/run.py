"""A study from dossier to decision: five calls, one per stage."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from steelyard.decision.decide import decide
from steelyard.decision.effort import Effort
from steelyard.dossier.loader import load_dossier
from steelyard.dossier.parameters import quantities_of
from steelyard.facts.fact import Fact
from steelyard.report.inputs import Manifest, Study
from steelyard.study.stages import appraise_dossier, require_draws
from steelyard.uncertainty import median_sample
from steelyard.uncertainty.summary import significant

if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from datetime import date

    from steelyard.dossier.schema import Dossier
    from steelyard.facts.book import FactReader
    from steelyard.uncertainty import Sample

DEFAULT_DRAWS: Final = 10_000
DEFAULT_SEED: Final = 20260213
"""The day on which the framework's paper appeared; any other number is as good. [1]"""

PACKAGES: Final = ("numpy", "scipy", "genai-prices", "ecologits")
"""Packages whose data or arithmetic enter the result."""

N_CLOSING_STEPS: Final = 2
"""Steps told to ``progress`` beside the use cases: decision, and the median case. [1]"""


def run_study(
    path: str | os.PathLike[str],
    *,
    draws: int = DEFAULT_DRAWS,
    seed: int = DEFAULT_SEED,
    as_of: date | None = None,
    effort: Effort = Effort.QUICK,
    progress: Callable[[str, int], None] | None = None,
) -> Study:
    """Run a study from dossier to decision.

    Parameters
    ----------
    path
        Dossier file.
    draws
        Number of random draws. [1]
    seed
        Seed of the draws. [1]
    as_of
        Date of the study, if not the dossier's own.
    effort
        How deep to look behind the verdicts.
    progress
        Called after each step with its name and the number of all steps.

    Returns
    -------
    Study
        Every stage result.

    Notes
    -----
    Raises ``DomainError`` for a number of draws outside 100–50,000, ``DossierError`` for a dossier
    that cannot be used, ``FactError`` for a missing fact or a model or accelerator that nobody
    knows.
    """
    require_draws(draws)
    dossier = load_dossier(path)
    digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    if as_of is not None:
        dossier = dossier.model_copy(update={"as_of": as_of})
    tell = _teller(progress, len(dossier.use_cases) + N_CLOSING_STEPS)

    _, facts, sample, needs, appraisal = appraise_dossier(
        dossier, draws=draws, seed=seed, progress=tell
    )
    decision = decide(needs, appraisal, sample, dossier, pedigrees=_pedigrees(facts), effort=effort)

    tell("decision")
    names = tuple(need.use_case.id for need in needs.use_cases)
    median = appraisal.model(median_sample(), names)
    tell("median case")
    return Study(
        dossier=dossier,
        facts=facts,
        sample=sample,
        needs=needs,
        appraisal=appraisal,
        median=median,
        decision=decision,
        manifest=_manifest(digest, dossier, facts, sample, effort),
    )


def _teller(progress: Callable[[str, int], None] | None, total: int) -> Callable[[str], None]:
    def tell(name: str) -> None:
        if progress is not None:
            progress(name, total)

    return tell


def _pedigrees(facts: FactReader) -> dict[str, str]:
    return {
        name: fact.pedigree.value for name, fact in facts.used.items() if isinstance(fact, Fact)
    }


def _manifest(
    digest: str, dossier: Dossier, facts: FactReader, sample: Sample, effort: Effort
) -> Manifest:
    statuses = {
        f"dossier:{place}": quantity.status.value for place, quantity, _ in quantities_of(dossier)
    }
    inputs = {
        name: {
            "p05": significant(parameter.statement.p05),
            "p50": significant(parameter.statement.p50),
            "p95": significant(parameter.statement.p95),
            "family": parameter.statement.family.value,
            "unit": parameter.unit,
            "status": statuses.get(name, "fact" if name.startswith("fact:") else "model"),
        }
        for name, parameter in sorted(sample.known.items())
    }
    return Manifest(
        steelyard=version("steelyard"),
        facts_edition=facts.edition,
        packages={name: version(name) for name in PACKAGES},
        schema_version=dossier.schema_version,
        dossier_digest=digest,
        as_of=dossier.as_of,
        n_draws=sample.n,
        seed=sample.seed,
        effort=effort,
        inputs=inputs,
    )
