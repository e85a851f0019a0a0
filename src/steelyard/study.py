"""The table of contents: a study is five calls, one per stage."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from steelyard.decision import decide
from steelyard.dossier.loader import load_dossier
from steelyard.dossier.parameters import parameters_of, quantities_of
from steelyard.errors import DomainError, OutputError
from steelyard.facts.loader import load_facts
from steelyard.needs import assess_needs
from steelyard.options.appraise import appraise_options
from steelyard.report import build_report, render_html
from steelyard.report.inputs import Manifest, Study
from steelyard.uncertainty import draw, median_sample
from steelyard.uncertainty.summary import significant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from steelyard.dossier.schema import Dossier
    from steelyard.facts.book import FactReader
    from steelyard.uncertainty import Sample

DEFAULT_DRAWS: Final = 10_000
DEFAULT_SEED: Final = 20260213
"""The day on which the framework's paper appeared; any other number is as good. [1]"""

LEAST_DRAWS: Final = 100
MOST_DRAWS: Final = 200_000
PACKAGES: Final = ("numpy", "scipy", "genai-prices", "ecologits")


def run_study(
    path: str | os.PathLike[str],
    *,
    draws: int = DEFAULT_DRAWS,
    seed: int = DEFAULT_SEED,
    as_of: date | None = None,
    progress: Callable[[str], None] | None = None,
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
    progress
        Called with the id of each use case as it is appraised.

    Returns
    -------
    Study
        Every stage result.

    Notes
    -----
    Raises ``DossierError`` for a dossier that cannot be used, ``FactError`` for a missing fact,
    ``DomainError`` for a number of draws outside 100–200,000.
    """
    if not LEAST_DRAWS <= draws <= MOST_DRAWS:
        message = f"--draws: expected {LEAST_DRAWS} to {MOST_DRAWS}, found {draws}. Choose 10000."
        raise DomainError(message)
    dossier = load_dossier(path)
    if as_of is not None:
        dossier = dossier.model_copy(update={"as_of": as_of})
    facts = load_facts(as_of=dossier.as_of).recording()
    sample = draw(parameters_of(dossier).values(), n=draws, seed=seed)

    needs = assess_needs(dossier, sample)
    appraisal = appraise_options(needs, dossier, facts, sample, progress=progress)
    decision = decide(needs, appraisal, sample, dossier)

    names = tuple(need.use_case.id for need in needs.use_cases)
    return Study(
        dossier=dossier,
        facts=facts,
        sample=sample,
        needs=needs,
        appraisal=appraisal,
        median=appraisal.model(median_sample(), names),
        decision=decision,
        manifest=_manifest(Path(path), dossier, facts, sample),
    )


def decision_json(study: Study) -> str:
    """Return ``decision.json`` of a study.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    str
        UTF-8 text, keys in a fixed order, no clock; the same study gives the same text.
    """
    body = {
        "id": study.dossier.id,
        "title": study.dossier.title,
        "currency": study.dossier.money.currency,
        "price_year": study.dossier.money.price_year,
        **study.decision.as_json(),
        "manifest": study.manifest.as_json(),
    }
    return json.dumps(body, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def render_reports(study: Study, languages: Iterable[str]) -> dict[str, str]:
    """Return the report of a study in each language.

    Parameters
    ----------
    study
        A finished study.
    languages
        ``en``, ``zh`` or ``ko``.

    Returns
    -------
    dict
        Text by file name, ``report.<language>.html``.
    """
    report = build_report(study)
    return {f"report.{code}.html": render_html(report, code) for code in languages}


def write_files(folder: str | os.PathLike[str], files: Mapping[str, str]) -> tuple[Path, ...]:
    """Write result files, each whole or not at all.

    Parameters
    ----------
    folder
        Created if it does not exist.
    files
        Text by file name.

    Returns
    -------
    tuple of Path
        What was written.

    Raises
    ------
    OutputError
        If the folder cannot be made or written; nothing is left half written.
    """
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target, prefix=".writing-") as scratch:
            for name, text in files.items():
                (Path(scratch) / name).write_text(text, encoding="utf-8")
            for name in files:
                (Path(scratch) / name).replace(target / name)
    except OSError as error:
        message = (
            f"output folder '{target}': cannot be written ({error.strerror or error}). "
            "Name another folder with --out; nothing was left half written."
        )
        raise OutputError(message) from error
    return tuple(target / name for name in files)


def _manifest(path: Path, dossier: Dossier, facts: FactReader, sample: Sample) -> Manifest:
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
            "status": statuses.get(name, "fact"),
        }
        for name, parameter in sorted(sample.known.items())
    }
    return Manifest(
        steelyard=version("steelyard"),
        facts_edition=facts.edition,
        packages={name: version(name) for name in PACKAGES},
        schema_version=dossier.schema_version,
        dossier_digest=hashlib.sha256(path.read_bytes()).hexdigest(),
        as_of=dossier.as_of,
        n_draws=sample.n,
        seed=sample.seed,
        inputs=inputs,
    )
