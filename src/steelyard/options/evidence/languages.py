"""How far a model's ability falls in a language, from scores in that language.

Two parts: what translation of the same questions costs the models in common, and how one model
departs from that. Equations Q-6 and Q-7 of ``docs/method/quality.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.options.evidence.ability import AbilityFit
    from steelyard.options.evidence.scores import ScoreTable

ENGLISH: Final = "en"
PARALLEL: Final = (
    ("mmmlu-afrobench", "afrobench"),
    ("mmmlu", "mmmlu"),
    ("bmz-monitor-mmlu", "bmz"),
    ("afrimmlu", "afrimmlu"),
    ("indic-mmlu", "indic"),
    ("sea-helm-knowledge-pillar", "sea-helm"),
    ("euroeval-knowledge-mmlu", "euroeval"),
    ("euroeval-knowledge-global-mmlu", "euroeval"),
)
"""Benchmarks by the beginning of their name, and the set of questions they translate."""

IN_ENGLISH: Final = ("epoch-capabilities-index", "artificial-analysis-index")
"""Indices over benchmarks that are nearly all in English."""

GAP_PRIOR: Final = (-0.30, 0.40)
"""Mean and spread of a language's gap before any score: assumed. [logit of ability]"""
GAP_NOISE: Final = 0.10
MODEL_SD: Final = 0.35
"""How far single models depart from the common gap: assumed. [logit of ability]"""
LINEAGE_SD: Final = 0.30
"""Added spread for each step back to the base or predecessor that has scores.
[logit of ability]"""


class LanguageGap(NamedTuple):
    """What is believed of one model in one language.

    Attributes
    ----------
    mean, sd
        Difference of ability against English, in logits of ability.
    n_scores
        Scores behind it. [1]
    inherited
        Whether they are those of the model's base.
    """

    mean: float
    sd: float
    n_scores: int
    inherited: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class LanguageEvidence:
    """Gaps by model and language, and by language alone.

    Attributes
    ----------
    common
        Mean and spread by language, of every language in which any model has a score.
    own
        By model and language.
    base_of
        Base model by model, for those adapted from another.
    """

    common: Mapping[str, tuple[float, float]]
    own: Mapping[tuple[str, str], LanguageGap]
    base_of: Mapping[str, str]

    def gap(self, model: str, language: str) -> LanguageGap | None:
        """Return the gap of a model in a language.

        Parameters
        ----------
        model
            Model id.
        language
            ISO 639 code.

        Returns
        -------
        LanguageGap or None
            None where neither the model nor its base has a score in the language: unknown.
        """
        found = self.own.get((model, language))
        if found is not None:
            return found
        base, seen = self.base_of.get(model), {model}
        while base is not None and base not in seen:
            found = self.own.get((base, language))
            if found is not None:
                # Each generation between widens what is believed.
                sd = float(np.hypot(found.sd, LINEAGE_SD * len(seen) ** 0.5))
                return LanguageGap(found.mean, sd, found.n_scores, inherited=True)
            seen.add(base)
            base = self.base_of.get(base)
        return None


def language_evidence(
    table: ScoreTable, fit: AbilityFit, base_of: Mapping[str, str]
) -> LanguageEvidence:
    """Derive language gaps from the fitted scores.

    Parameters
    ----------
    table
        Scores on their working scale.
    fit
        Abilities and benchmarks.
    base_of
        Base model by model.

    Returns
    -------
    LanguageEvidence
        Relative to English.
    """
    common = _common_gaps(table, fit)
    return LanguageEvidence(common, _own_gaps(table, fit, common), dict(base_of))


def _question_set(benchmark: str) -> str | None:
    for beginning, name in PARALLEL:
        if benchmark.startswith(beginning):
            return name
    return None


def _language(benchmark: str, language: str) -> str:
    return ENGLISH if benchmark in IN_ENGLISH else language


def _common_gaps(table: ScoreTable, fit: AbilityFit) -> dict[str, tuple[float, float]]:
    # Ridge least squares: shift(benchmark) = level(set of questions) + gap(language), gap(en) = 0.
    parts = [
        (index, _question_set(name), language)
        for index, (name, language) in enumerate(table.benchmarks)
    ]
    used = [part for part in parts if part[1] is not None]
    sets = sorted({str(part[1]) for part in used})
    languages = sorted({_language(n, lang) for n, lang in table.benchmarks} - {ENGLISH, "mul"})
    design = np.zeros((len(used), len(sets) + len(languages)))
    shift, precise = np.zeros(len(used)), np.zeros(len(used))
    count = np.bincount(table.benchmark, minlength=len(table.benchmarks))
    for row, (index, name, language) in enumerate(used):
        shift[row] = fit.easiness[index] / fit.slope[index]
        own = fit.noise_sd[index] / fit.slope[index]
        precise[row] = 1.0 / (GAP_NOISE**2 + own**2 / max(count[index], 1))
        design[row, sets.index(str(name))] = 1.0
        if language in languages:
            design[row, len(sets) + languages.index(language)] = 1.0
    mean, sd = GAP_PRIOR
    precision = np.diag([1e-4] * len(sets) + [sd**-2.0] * len(languages))
    prior = np.concatenate([np.zeros(len(sets)), np.full(len(languages), mean)])
    gram = (design.T * precise) @ design + precision
    covariance = np.linalg.inv(gram)
    found = covariance @ (design.T @ (precise * shift) + precision @ prior)
    offset = len(sets)
    gaps = {
        language: (
            # Above English is an artefact of what the sets ask, not a gain.
            min(float(found[offset + place]), 0.0),
            float(np.sqrt(covariance[offset + place, offset + place])),
        )
        for place, language in enumerate(languages)
    }
    gaps[ENGLISH] = (0.0, 0.0)
    return gaps


def _own_gaps(
    table: ScoreTable, fit: AbilityFit, common: Mapping[str, tuple[float, float]]
) -> dict[tuple[str, str], LanguageGap]:
    slope = fit.slope[table.benchmark]
    expected = fit.easiness[table.benchmark] + slope * fit.ability[table.model]
    departure = (table.value - expected) / slope
    precision = table.weight * (slope / fit.noise_sd[table.benchmark]) ** 2
    sums: dict[tuple[str, str], list[float]] = {}
    for row, place in enumerate(table.benchmark):
        language = _language(*table.benchmarks[place])
        if language in common:
            key = (table.models[table.model[row]], language)
            entry = sums.setdefault(key, [0.0, 0.0, 0.0])
            entry[0] += precision[row] * departure[row]
            entry[1] += precision[row]
            entry[2] += 1.0
    found = {}
    for (model, language), (pull, weight, count) in sums.items():
        mean, sd = common[language]
        own = weight + MODEL_SD**-2.0
        mean_own = 0.0 if language == ENGLISH else pull / own
        sd_own = 0.0 if language == ENGLISH else own**-0.5
        found[model, language] = LanguageGap(
            mean + mean_own, float(np.hypot(sd, sd_own)), int(count)
        )
    return found
