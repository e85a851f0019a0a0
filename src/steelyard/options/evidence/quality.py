"""Probability that an answer is accepted, from public scores, assumptions and own trials.

``logit(quality) = task + slope * (ability - reference) + language gap + adaptation + residual``;
equation Q-1 of ``docs/method/quality.md``. A required language without any score is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import expit, logit

from steelyard.dossier.text import Message
from steelyard.dossier.use_cases import Task
from steelyard.options.assumed import assumptions
from steelyard.options.evidence.own_tasks import trials, updated
from steelyard.options.evidence.public import Ability, public_evidence
from steelyard.options.evidence.scores import features_of
from steelyard.options.model import Adaptation, Judged
from steelyard.uncertainty import Family, Parameter, Statement
from steelyard.uncertainty.statements import Z95

if TYPE_CHECKING:
    from steelyard.dossier.schema import Dossier
    from steelyard.dossier.voices import Evidence
    from steelyard.facts.book import FactBook
    from steelyard.needs.model import UseCaseNeed
    from steelyard.options.evidence.public import PublicEvidence
    from steelyard.options.model import Option, PlannedModel
    from steelyard.options.traits import Traits
    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Sample

REFERENCE_ABILITY: Final = float(logit(0.864))
"""Ability to which the assumed acceptance of each task refers: 86.4 % on the anchor benchmark,
the best published result at the time of the first government pilots. [logit]"""

TYPICAL_TOKENS_B: Final = 15_000.0
KNOWLEDGE_TASKS: Final = frozenset({
    Task.QUESTION_ANSWERING,
    Task.RECOMMENDATION,
    Task.DOCUMENT_CHECK,
    Task.REVIEW,
    Task.FORM_FILLING,
})


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One term of the sum: its draws, and the normal belief they stand for.

    Attributes
    ----------
    draws
        Shape ``(draw,)``. [logit]
    mean, sd
        Used to update the belief by own trials. [logit]
    """

    draws: FloatArray
    mean: float
    sd: float

    def plus(self, other: Term) -> Term:
        """Return the sum of two independent terms.

        Parameters
        ----------
        other
            The other.

        Returns
        -------
        Term
            Draws added, variances added.
        """
        return Term(
            self.draws + other.draws, self.mean + other.mean, float(np.hypot(self.sd, other.sd))
        )


def acceptance_probability(  # noqa: PLR0917 - the shape every filler of a criterion has
    option: Option,
    traits: Traits,
    need: UseCaseNeed,
    dossier: Dossier,
    facts: FactBook,
    sample: Sample,
) -> tuple[FloatArray, Judged]:
    """Return the probability that a result is accepted.

    Parameters
    ----------
    option
        The option; only its traits count.
    traits
        Which model, and how it is adapted.
    need
        Use case: task and languages.
    dossier
        Own trials.
    facts
        Public scores known at the study's date.
    sample
        Draws common to all options.

    Returns
    -------
    tuple
        Probability, shape ``(draw,)`` [1], nan throughout where a required language has no score;
        and where it comes from.
    """
    if not traits.uses_model:
        return 1.0 - need.error_rate_today, _told("measured", "quality.today")
    asked = _Asked(traits, need, dossier, facts, sample)
    known = asked.known_languages()
    missing = [
        entry.language
        for entry in need.use_case.languages
        if entry.required and entry.language not in known
    ]
    if missing or not known:
        return np.full(sample.n, np.nan), _told(
            "judged", "quality.unknown", languages=", ".join(missing) or "-"
        )
    total = sum(known.values())
    quality = np.zeros(sample.n)
    for language, share in known.items():
        quality += share / total * expit(asked.logit_in(language))
    return quality, asked.origin(tuple(known))


def language_coverage(  # noqa: PLR0917 - the shape every filler of a criterion has
    option: Option,
    traits: Traits,
    need: UseCaseNeed,
    dossier: Dossier,
    facts: FactBook,
    sample: Sample,
) -> tuple[FloatArray, Judged]:
    """Return the share of requests in languages for which there is evidence.

    Parameters
    ----------
    option
        The option; only its traits count.
    traits
        Which model.
    need
        Use case and its languages.
    dossier
        Own trials.
    facts
        Public scores known at the study's date.
    sample
        Draws common to all options.

    Returns
    -------
    tuple
        Share, the same in every draw, shape ``(draw,)`` [1]; and where it comes from. A language
        that a developer only claims does not count.
    """
    if not traits.uses_model:
        return np.ones(sample.n), _told("judged", "coverage.today")
    asked = _Asked(traits, need, dossier, facts, sample)
    known = asked.known_languages()
    share = float(sum(known.values()))
    names = ", ".join(known) or "-"
    return np.full(sample.n, share), _told("computed", "coverage.evidence", languages=names)


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """One option in one use case."""

    traits: Traits
    need: UseCaseNeed
    dossier: Dossier
    facts: FactBook
    sample: Sample

    @property
    def public(self) -> PublicEvidence:
        return public_evidence(self.facts)

    @property
    def name(self) -> str:
        return self.traits.model

    def known_languages(self) -> dict[str, float]:
        # Shares of the languages for which there is evidence, in the order of the use case.
        return {
            entry.language: entry.share
            for entry in self.need.use_case.languages
            if self._has_evidence(entry.language)
        }

    def _has_evidence(self, language: str) -> bool:
        if self._trials(language) or self._trials(""):
            return True
        if self.traits.planned is not None:
            # A model still to be trained: possible wherever any model has shown the language.
            return language in self.public.languages.common
        return self.public.languages.gap(self.name, language) is not None

    def _trials(self, language: str) -> tuple[Evidence, ...]:
        return trials(
            self.dossier.evidence,
            use_case=self.need.use_case.id,
            model=self.name,
            language=language,
        )

    def logit_in(self, language: str) -> FloatArray:
        # Updated by own trials: in this language if there are any, else over all languages.
        own = self._trials(language)
        if own:
            return self._after(own, language).draws
        shared = self._trials("")
        if shared:
            return self._after(shared, "").draws
        return self._before(self.traits.adaptation, language).draws

    def _after(self, own: tuple[Evidence, ...], language: str) -> Term:
        tried = str(self.traits.adaptation)
        same = [entry for entry in own if entry.adaptation == tried]
        if not same:
            # Another adaptation was tried: learn from it, then add the difference of the two.
            tried = max(own, key=lambda entry: entry.n_items).adaptation
            same = [entry for entry in own if entry.adaptation == tried]
        before = self._before(Adaptation(tried), language)
        statement = updated(
            mean=before.mean,
            sd=before.sd,
            n_accepted=sum(entry.n_accepted for entry in same),
            n_items=sum(entry.n_items for entry in same),
        )
        name = f"model:own-trial/{self.need.use_case.id}/{self.name}/{tried}/{language or 'all'}"
        found = self._term(Parameter(name, statement, "1"))
        if tried == str(self.traits.adaptation):
            return found
        effect = self._effect(self.traits.adaptation).draws - self._effect(Adaptation(tried)).draws
        return Term(found.draws + effect, found.mean, found.sd)

    def _before(self, adaptation: Adaptation | None, language: str) -> Term:
        term = self._task().plus(self._ability()).plus(self._effect(adaptation))
        term = term.plus(self._residual())
        return term if not language else term.plus(self._gap(adaptation, language))

    def _task(self) -> Term:
        assumed = assumptions("quality")[f"acceptance.{self.need.use_case.task}"]
        low, middle, high = (float(logit(p)) for p in (assumed.p05, assumed.p50, assumed.p95))
        draws = logit(self.sample.of(assumed.parameter))
        return Term(np.asarray(draws), middle, (high - low) / (2 * Z95))

    def _ability(self) -> Term:
        slope = self._assumed("slope.ability")
        ability = self._model_ability()
        over = ability.mean - REFERENCE_ABILITY
        sd = float(np.hypot(slope.mean * ability.sd, slope.sd * over))
        return Term(slope.draws * (ability.draws - REFERENCE_ABILITY), slope.mean * over, sd)

    def _model_ability(self) -> Term:
        planned = self.traits.planned
        if planned is not None:
            return self._planned_ability(planned)
        found = self.public.of_card(self.facts.model(self.name))
        return self._term(_normal(f"model:ability/{self.name}", found.mean, found.sd))

    def _planned_ability(self, planned: PlannedModel) -> Term:
        features = features_of(released=self.facts.as_of, params_total_b=planned.params_b)
        expected = Ability(*self.public.fit.predicted(features), is_scored=False)
        line = self._term(_normal(f"model:ability/{self.name}", expected.mean, expected.sd))
        tokens = self._assumed("effect.tokens")
        decades = float(np.log10(planned.tokens_b / TYPICAL_TOKENS_B))
        by_tokens = Term(tokens.draws * decades, tokens.mean * decades, tokens.sd * abs(decades))
        return line.plus(by_tokens).plus(self._assumed("effect.new_team"))

    def _gap(self, adaptation: Adaptation | None, language: str) -> Term:
        slope = self._assumed("slope.ability")
        known = self.public.languages.gap(self.name, language)
        if known is not None and known.sd == 0.0:
            return Term(np.full(self.sample.n, slope.mean * known.mean), slope.mean * known.mean, 0)
        if known is not None:
            gap = self._term(
                _normal(f"model:language-gap/{self.name}/{language}", known.mean, known.sd)
            )
        else:
            gap = self._assumed("gap.planned")
        left = np.ones(self.sample.n)
        if adaptation is Adaptation.CONTINUED_PRETRAINING:
            closed = self.sample.of(assumptions("quality")[f"gap_closed.{adaptation}"].parameter)
            left = 1.0 - np.where(gap.draws < 0, closed, 0.0)
        return Term(slope.draws * gap.draws * left, slope.mean * gap.mean, slope.mean * gap.sd)

    def _effect(self, adaptation: Adaptation | None) -> Term:
        if adaptation in {None, Adaptation.PROMPTING, Adaptation.PRETRAINING}:
            return Term(np.zeros(self.sample.n), 0.0, 0.0)
        name = f"effect.{adaptation}"
        if adaptation is Adaptation.RETRIEVAL:
            knows = self.need.use_case.task in KNOWLEDGE_TASKS
            name = f"effect.retrieval.{'knowledge' if knows else 'other'}"
        return self._assumed(name)

    def _residual(self) -> Term:
        slope = self._assumed("slope.ability")
        assumed = assumptions("quality")["residual.task"]
        name = f"model:residual.task/{self.need.use_case.id}/{self.name}"
        residual = self._term(Parameter(name, assumed.statement, assumed.unit))
        return Term(slope.draws * residual.draws, 0.0, slope.mean * residual.sd)

    def _assumed(self, name: str) -> Term:
        return self._term(assumptions("quality")[name].parameter)

    def _term(self, parameter: Parameter) -> Term:
        stated = parameter.statement
        sd = (stated.p95 - stated.p05) / (2 * Z95)
        return Term(self.sample.of(parameter), stated.p50, sd)

    def origin(self, languages: tuple[str, ...]) -> Judged:
        own = [entry for name in ("", *languages) for entry in self._trials(name)]
        if own:
            return _told(
                "measured",
                "quality.own",
                accepted=sum(entry.n_accepted for entry in own),
                items=sum(entry.n_items for entry in own),
            )
        if self.traits.planned is not None:
            return _told("computed", "quality.planned")
        found = self.public.of_card(self.facts.model(self.name))
        gaps = [self.public.languages.gap(self.name, language) for language in languages]
        inherited = any(gap is not None and gap.inherited for gap in gaps)
        if not found.is_scored:
            return _told("computed", "quality.predicted", model=self.name)
        key = "quality.inherited" if inherited else "quality.public"
        n_scores = sum(gap.n_scores for gap in gaps if gap is not None)
        return _told(
            "computed", key, model=self.name, languages=", ".join(languages), scores=n_scores
        )


def _normal(name: str, mean: float, sd: float) -> Parameter:
    width = Z95 * sd
    return Parameter(name, Statement(mean - width, mean, mean + width, Family.NORMAL), "1")


def _told(how: str, key: str, **values: str | float) -> Judged:
    return Judged(how, Message(f"judged.{key}", values))
