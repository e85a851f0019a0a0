"""The decision stage: from the appraisal to a verdict per use case and the first portfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from steelyard.decision.break_even import break_evens
from steelyard.decision.contest import contest_of
from steelyard.decision.contests import frame_in
from steelyard.decision.convergence import convergence_of
from steelyard.decision.cross_check import best_by_method
from steelyard.decision.decisive import (
    assumed_share,
    decisive_inputs,
    drivers,
    information,
    money_driver,
    named_inputs,
)
from steelyard.decision.discovery import discover, targets_of
from steelyard.decision.effort import WORK, Effort
from steelyard.decision.first_portfolio import first_portfolio
from steelyard.decision.flips import listed, ordered, scan_flips
from steelyard.decision.group import group_view
from steelyard.decision.horizon.plan_over_years import plan_over_years
from steelyard.decision.influence import influence_of
from steelyard.decision.input_status import statuses_of
from steelyard.decision.lock_record import lock_record
from steelyard.decision.model import Decision, UseCaseDecision
from steelyard.decision.option_table import Spreads, option_results
from steelyard.decision.performance import ALONE, BASES
from steelyard.decision.preferences import by_dimension
from steelyard.decision.scans import volume_id
from steelyard.decision.scoring import best_by_basis, score
from steelyard.decision.sensitivity import sensitivity_of
from steelyard.decision.stability import stability_of
from steelyard.decision.stress import stress_tests
from steelyard.decision.verdict import is_placed_by_money, joining_notes, notes_of, rule
from steelyard.decision.weight_flips import price_flips, weight_flips
from steelyard.decision.worth_knowing import worth_knowing
from steelyard.dossier.parameters import parameter_of
from steelyard.dossier.schema import Reading
from steelyard.uncertainty import map_blocks, summarise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steelyard.decision.contest import Contest
    from steelyard.decision.decisive import Driver, Named
    from steelyard.decision.effort import Work
    from steelyard.decision.findings import Flip
    from steelyard.decision.frame import Frame
    from steelyard.decision.influence import Influence
    from steelyard.decision.input_status import Statuses
    from steelyard.dossier.schema import Dossier
    from steelyard.needs.model import Needs, UseCaseNeed
    from steelyard.options.model import Appraisal, UseCaseAppraisal
    from steelyard.uncertainty import Parameter, Sample, Spread


class _Known(NamedTuple):
    """What use cases have in common beside their frame."""

    appraisal: Appraisal
    influence: Influence
    statuses: Statuses
    spreads: Spreads
    work: Work


class _Found(NamedTuple):
    decision: UseCaseDecision
    flips: Sequence[Flip]
    drivers: Sequence[Driver]
    named: Sequence[Named]
    leading: int
    contest: Contest
    """Without what only the use case's own ranking needs."""


def decide(
    needs: Needs,
    appraisal: Appraisal,
    sample: Sample,
    dossier: Dossier,
    *,
    pedigrees: Mapping[str, str] | None = None,
    effort: Effort = Effort.QUICK,
) -> Decision:
    """Weigh the options of every use case, and all use cases together.

    Parameters
    ----------
    needs
        Says which use cases state a benefit.
    appraisal
        Options, performance, money, gates, and the appraisal as a function of the sample.
    sample
        The draws of the study.
    dossier
        Its rules, stakeholders and use cases.
    pedigrees
        Pedigree of the facts used, by fact id, for the share of assumed inputs; a fact that is not
        listed counts as published.
    effort
        How deep to look behind the verdicts, which stay the same.

    Returns
    -------
    Decision
        A verdict per use case with all that supports it, and the first portfolio.

    Notes
    -----
    ``docs/method/decision.md`` states every rule. Raises ``DossierError`` if a floor, or a
    statement about weights or money, cannot be met.
    """
    frame = frame_in(dossier, sample)
    preferences = frame.preferences
    statuses = statuses_of(dossier, pedigrees or {})
    work = WORK[effort]
    known = _Known(appraisal, influence_of(sample), statuses, Spreads(), work)

    def weigh(entry: UseCaseAppraisal) -> _Found:
        need = needs.of(entry.use_case)
        contest = contest_of(frame, entry, has_benefit=need.has_benefit)
        return _use_case(contest, need, known)

    found = map_blocks(weigh, appraisal.use_cases)
    contests = [part.contest for part in found]
    decisions = tuple(part.decision for part in found)
    inputs = decisive_inputs(
        {part.decision.use_case: part.flips for part in found},
        {part.decision.use_case: part.drivers for part in found},
        statuses,
        {part.decision.use_case: part.named for part in found},
    )
    weights = {use_case.id: use_case.weight for use_case in dossier.use_cases}
    return Decision(
        reading=dossier.rules.reading,
        is_illustration=preferences.is_illustration,
        stakeholders=tuple(voice.summary() for voice in preferences.voices),
        decided_weights=by_dimension(preferences.decided),
        money_per_value_point=_price(frame),
        use_cases=decisions,
        portfolio=first_portfolio(
            contests,
            appraisal,
            [weights[entry.use_case] for entry in appraisal.use_cases],
            {decision.use_case: decision.recommended for decision in decisions},
            needs,
        ),
        assumed_share=assumed_share(inputs),
        decisive_inputs=inputs,
        horizon=plan_over_years(
            contests,
            appraisal,
            needs,
            dossier,
            alone={part.use_case: part.best_by_cost_basis[ALONE] for part in decisions},
            effort=work.horizon,
        ),
        locks=lock_record(dossier),
        aggregation=dossier.rules.aggregation,
        stress=stress_tests(
            contests,
            {part.decision.use_case: part.leading for part in found},
            appraisal.model,
            n_draws=work.n_stressed,
        ),
    )


def _price(frame: Frame) -> Spread | None:
    return None if frame.price is None else summarise(frame.price, "CUR/point")


def _use_case(contest: Contest, need: UseCaseNeed, known: _Known) -> _Found:
    influence, model, work = known.influence, known.appraisal.model, known.work
    deciding = contest.deciding.reading
    preferences = contest.frame.preferences
    scored = {
        reading: score(
            contest,
            reading,
            preferences.voices if reading is deciding else preferences.deciding,
        )
        for reading in Reading
    }
    answer = scored[deciding]
    leading = answer.best_row
    errors = answer.rankings[leading].rank_error
    converged = convergence_of(contest, leading, confidence_error=errors[0] if errors else None)
    by_basis = best_by_basis(contest, BASES)
    driver = money_driver(contest, leading, influence)
    ruling = rule(contest, answer, by_basis, driver=driver)
    notes = (*notes_of(contest, answer, driver), *joining_notes(contest, leading))
    scanned = scan_flips(
        contest,
        model,
        volume=_volume(need),
        leading=leading,
        influence=influence,
        statuses=known.statuses,
    )
    value_flips = [
        *weight_flips(contest, leading),
        *price_flips(contest, scored[Reading.VALUE_AND_COST].result),
    ]
    even = break_evens(contest, leading, scanned)
    strongest = drivers(contest, leading, influence)
    decision = UseCaseDecision(
        use_case=contest.appraisal.use_case,
        recommended=ruling.recommended,
        leading=contest.ids[leading],
        reason=ruling.reason,
        confidence=answer.result.confidence,
        tied=answer.result.tied,
        best_by_cost_basis={basis: contest.ids[row] for basis, row in by_basis.items()},
        best_by_method=best_by_method(contest, leading),
        pathway_acceptability=answer.result.pathway_acceptability,
        readings={reading.value: scored[reading].result for reading in Reading},
        stakeholders=answer.views,
        money_anchors=contest.anchors,
        has_benefit=contest.has_benefit,
        flips=listed(ordered([*scanned.flips, *value_flips])),
        information=information(contest, leading, strongest),
        break_evens=even.pathways,
        profile=even.profile,
        options=option_results(
            contest,
            {reading.value: scored[reading].rankings for reading in Reading},
            known.spreads,
        ),
        notes=notes,
        today_by_money=is_placed_by_money(contest),
        convergence=converged,
        sensitivity=sensitivity_of(scanned.profile, leading, influence, work=work),
        discovery=discover(
            contest,
            targets_of(contest, leading),
            n_halves=work.n_halves,
            orders=influence.orders,
        ),
        stability=stability_of(contest, leading),
        group=group_view(contest),
        worth_knowing=worth_knowing(contest, contest.frame.sample, influence, n_draws=work.n_asked),
        decided_by=contest.joining.method.value,
        best_by_mean=_best_by_mean(contest),
    )
    named = named_inputs(contest, ruling.reason, *notes)
    return _Found(decision, scanned.flips, strongest, named, leading, contest.lightened())


def _best_by_mean(contest: Contest) -> str:
    if not contest.deciding.is_priced:
        return ""
    return contest.ids[contest.leading_by_mean(contest.deciding.reading)]


def _volume(need: UseCaseNeed) -> Parameter:
    quantity = need.use_case.workload.requests_per_year
    path = volume_id(need.use_case.id).removeprefix("dossier:")
    return parameter_of(path, quantity, "request/year")
