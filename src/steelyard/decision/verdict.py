"""From the ranking to the verdict: an option, or why none can be named yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steelyard.decision.model import Verdict
from steelyard.decision.readings import POINTS
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


def rule(contest: Contest, scored: Scored, by_basis: Mapping[str, int]) -> Ruling:
    """Return the verdict of one use case.

    Parameters
    ----------
    contest
        The short list.
    scored
        The answer of the deciding reading.
    by_basis
        Best row with shared capabilities paid alone, shared and marginal.

    Returns
    -------
    Ruling
        The first rule that applies, in the order of the method page.

    Notes
    -----
    Section "The verdict" of ``docs/method/decision.md``, rules V-1 to V-7.
    """
    best = scored.best_row
    if len(contest.feasible) == 1:
        return Ruling(contest.ids[0], Message("verdict.nothing_feasible"))
    if not contest.deciding.is_priced and not scored.result.best:
        n = len(scored.result.efficient)
        return Ruling(Verdict.UNDECIDED, Message("verdict.no_price", {"n_options": float(n)}))
    option = contest.ids[best]
    unknown = unknowns(contest, best)
    if unknown:
        confirmed = _confirmed_twin(contest, scored)
        if confirmed is None:
            values = {"option": option, "unknown": ", ".join(unknown)}
            return Ruling(Verdict.FIND_OUT_FIRST, Message("verdict.find_out_first", values))
        option = contest.ids[confirmed]
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
    return Ruling(option, _reason(contest, best, option, scored.result.confidence))


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
    rules = contest.frame.rules
    scale = 1.0
    if contest.deciding.reading is Reading.VALUE_AND_COST:
        scale = POINTS * (contest.deciding.price or 0.0)
    for basis, row in by_basis.items():
        if contest.pathways[row] == contest.pathways[best]:
            continue
        utility = contest.deciding.utility(contest.on_basis(basis))[:, 0]
        if utility[row] - utility[best] > rules.materiality * scale:
            return basis, row
    return None


def _reason(contest: Contest, best: int, option: str, confidence: float) -> Message:
    if best == 0:
        return Message("verdict.keep_today", {"confidence": confidence})
    if not contest.has_benefit:
        return Message("verdict.best_without_benefit", {"option": option})
    if option != contest.ids[best]:
        values = {"option": option, "unconfirmed": contest.ids[best]}
        return Message("verdict.confirmed_twin", values)
    return Message("verdict.best", {"option": option, "confidence": confidence})
