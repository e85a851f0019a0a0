"""From the ranking to the verdict: an option, or why none can be named yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steelyard.decision.bar import misses_bar, none_reaches
from steelyard.decision.findings import Verdict
from steelyard.decision.group_lead import materiality
from steelyard.dossier.schema import Reading
from steelyard.dossier.text import Message
from steelyard.options.model import GateState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision.contest import Contest
    from steelyard.decision.scoring import Scored


class Ruling(NamedTuple):
    """The verdict and its reason."""

    recommended: str
    """An option's id, or a :class:`Verdict`."""
    reason: Message


def rule(
    contest: Contest, scored: Scored, by_basis: Mapping[str, int], *, driver: str = ""
) -> Ruling:
    """Return the verdict of one use case.

    Parameters
    ----------
    contest
        The short list.
    scored
        The answer of the deciding reading.
    by_basis
        Best row with shared capabilities paid alone, shared and marginal.
    driver
        Parameter that the money of the leading option follows most closely; empty where it
        follows none.

    Returns
    -------
    Ruling
        The first rule that applies, in the order of the method page.

    Notes
    -----
    Section "The verdict" of ``docs/method/decision.md``, rules V-1 to V-8.
    """
    best = scored.best_row
    if len(contest.feasible) == 1:
        return Ruling(contest.ids[0], _nothing_feasible(contest))
    if not contest.deciding.is_priced and not scored.result.best:
        n = len(scored.result.efficient)
        return Ruling(Verdict.UNDECIDED, Message("verdict.no_price", {"n_options": float(n)}))
    option = contest.ids[best]
    if unknowns(contest, best):
        confirmed = _confirmed_twin(contest, scored)
        if confirmed is None:
            return Ruling(Verdict.FIND_OUT_FIRST, _find_out(contest, scored, driver))
        option = contest.ids[confirmed]
    few = few_futures(contest, scored, driver)
    if few is not None:
        return Ruling(Verdict.FIND_OUT_FIRST, few)
    unsettled = _unsettled(contest, scored, by_basis)
    return unsettled or Ruling(option, _reason(contest, scored, option))


def _unsettled(contest: Contest, scored: Scored, by_basis: Mapping[str, int]) -> Ruling | None:
    # Rules V-5 and V-6: what is shared decides, or another pathway is level.
    best = scored.best_row
    other = _other_by_basis(contest, best, by_basis)
    if other is not None:
        basis, row = other
        values = {"option": contest.ids[best], "other": contest.ids[row], "basis": basis}
        return Ruling(Verdict.DEPENDS_ON_SHARING, Message("verdict.depends_on_sharing", values))
    rivals = [
        name
        for name in scored.result.tied
        if contest.pathways[contest.ids.index(name)] != contest.pathways[best]
    ]
    if rivals and contest.deciding.is_priced:
        values = {"option": contest.ids[best], "others": ", ".join(rivals)}
        return Ruling(Verdict.UNDECIDED, Message("verdict.tied", values))
    return None


def few_futures(contest: Contest, scored: Scored, driver: str) -> Message | None:
    """Return the sentence for a lead that rests on a few futures with large gains.

    Parameters
    ----------
    contest
        The short list.
    scored
        The answer of the deciding reading.
    driver
        Parameter that the money of the leading option follows most closely.

    Returns
    -------
    Message or None
        None unless today's service is first more often than all options of the leading pathway
        together.

    Notes
    -----
    Rule V-4. Options of one pathway count together, so that near-clones do not split a vote.
    """
    best = scored.best_row
    if best == 0 or not contest.has_benefit or not contest.deciding.is_priced or not driver:
        return None
    today = scored.rankings[0].first
    share = scored.result.pathway_acceptability[contest.pathways[best]]
    if share >= today:
        return None
    return Message(
        "verdict.few_futures",
        {"option": contest.ids[best], "confidence": share, "share": today, "name": driver},
    )


def notes_of(contest: Contest, scored: Scored, driver: str) -> tuple[Message, ...]:
    """Return what stands beside the verdict whatever it is.

    Parameters
    ----------
    contest
        The short list.
    scored
        The answer of the deciding reading.
    driver
        Parameter that the money of the leading option follows most closely.

    Returns
    -------
    tuple of Message
        That weights do not move today's service, that the leading option rests on few futures, and
        that the leading option, or the best one beside today's service, may miss the bar.
    """
    notes = []
    if is_placed_by_money(contest):
        notes.append(Message("verdict.note.today_by_money"))
    few = few_futures(contest, scored, driver)
    if few is not None:
        notes.append(Message("verdict.note.few_futures", few.values))
    row = scored.best_row or best_new(contest)
    missed = misses_bar(contest, row) if row else None
    if missed is not None:
        notes.append(Message("verdict.note.bar", missed.values()))
    return tuple(notes)


def joining_notes(contest: Contest, leading: int) -> tuple[Message, ...]:
    """Return which rule decided where orders are joined, and what mean weights would say.

    Parameters
    ----------
    contest
        The use case.
    leading
        Row of the leading option.

    Returns
    -------
    tuple of Message
        Empty where mean weights decide.
    """
    joining, reading = contest.joining, contest.deciding.reading
    if not joining.is_of_orders or not contest.deciding.is_priced:
        return ()
    other = contest.leading_by_mean(reading)
    values: dict[str, str | float] = {"option": contest.ids[leading]}
    if other == leading:
        return (Message(f"verdict.note.{joining.method.value}", values),)
    values["other"] = contest.ids[other]
    return (Message(f"verdict.note.{joining.method.value}_differs", values),)


def is_placed_by_money(contest: Contest) -> bool:
    """Return whether money alone places today's service, so that no weights move it.

    Parameters
    ----------
    contest
        The use case.

    Returns
    -------
    bool
        Under six dimensions where a benefit is stated (equation D-4).
    """
    return contest.deciding.reading is Reading.SIX_DIMENSIONS and contest.has_benefit


def best_new(contest: Contest) -> int:
    """Return the best option beside today's service.

    Parameters
    ----------
    contest
        The short list.

    Returns
    -------
    int
        Its row; 0 where there is none.
    """
    if len(contest.ids) == 1:
        return 0
    joining, reading = contest.joining, contest.deciding.reading
    by_mean, *own = (
        contest.deciding.utility(contest.expected(reading, weights))[1:]
        for weights in (joining.decided, *joining.own)
    )
    return 1 + int(joining.first_of(by_mean, own)[0])


def _nothing_feasible(contest: Contest) -> Message:
    nearest = none_reaches(contest)
    if nearest is None:
        return Message("verdict.nothing_feasible")
    return Message("verdict.none_reaches_bar", nearest.values())


def _find_out(contest: Contest, scored: Scored, driver: str) -> Message:
    best = scored.best_row
    unknown: dict[str, str | float] = {"unknown": ", ".join(unknowns(contest, best))}
    few = few_futures(contest, scored, driver)
    if few is not None:
        return Message("verdict.few_futures_unknown", {**few.values, **unknown})
    missed = misses_bar(contest, best)
    if missed is not None:
        return Message("verdict.find_out_first_bar", {**missed.values(), **unknown})
    return Message("verdict.find_out_first", {"option": contest.ids[best], **unknown})


def unknowns(contest: Contest, row: int) -> list[str]:
    """Return what is unknown of an option.

    Parameters
    ----------
    contest
        The short list.
    row
        The option.

    Returns
    -------
    list of str
        Gate ids, and ``quality`` where no score exists in a required language.
    """
    position = contest.table.options[row]
    gates = contest.appraisal.gates[position]
    found = [gate.gate for gate in gates if gate.state is GateState.UNKNOWN]
    is_service = not contest.options[row].is_do_minimum
    if is_service and np.isnan(contest.appraisal.quality[position]).any():
        found.append("quality")
    return list(dict.fromkeys(found))


def _confirmed_twin(contest: Contest, scored: Scored) -> int | None:
    # A tied option of the same pathway of which nothing is unknown may stand in.
    for name in scored.result.tied:
        row = contest.ids.index(name)
        same = contest.pathways[row] == contest.pathways[scored.best_row]
        if same and not unknowns(contest, row):
            return row
    return None


def _other_by_basis(
    contest: Contest, best: int, by_basis: Mapping[str, int]
) -> tuple[str, int] | None:
    # Another pathway is best on another basis, by more than the stated materiality.
    for basis, row in by_basis.items():
        if contest.pathways[row] == contest.pathways[best]:
            continue
        if _is_ahead(contest, basis, row, best):
            return basis, row
    return None


def _is_ahead(contest: Contest, basis: str, row: int, best: int) -> bool:
    reading, joining = contest.deciding.reading, contest.joining
    least = materiality(contest, reading)
    if not joining.is_of_orders:
        utility = contest.deciding.utility(contest.on_basis(basis))[:, 0]
        return bool(utility[row] - utility[best] > least)
    own = [
        contest.deciding.utility(contest.on_basis(basis, weights))[:, 0] for weights in joining.own
    ]
    shape = (len(contest.ids), len(contest.ids), len(own))
    found = joining.leaders(np.stack(own, axis=1)[:, :, np.newaxis], np.full(shape, least))
    return not found[best, 0]


def _reason(contest: Contest, scored: Scored, option: str) -> Message:
    best, confidence = scored.best_row, scored.result.confidence
    if best == 0:
        rival = best_new(contest)
        missed = misses_bar(contest, rival) if rival else None
        if missed is not None:
            values = {**missed.values(), "confidence": confidence}
            return Message("verdict.keep_today_bar", values)
        return Message("verdict.keep_today", {"confidence": confidence})
    if not contest.has_benefit:
        return Message("verdict.best_without_benefit", {"option": option})
    if option != contest.ids[best]:
        values = {"option": option, "unconfirmed": contest.ids[best]}
        return Message("verdict.confirmed_twin", values)
    return Message("verdict.best", {"option": option, "confidence": confidence})
