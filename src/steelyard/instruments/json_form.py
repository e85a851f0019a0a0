"""An evaluation as plain data, for programs and for the decision file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steelyard.instruments.outcome import Award, Counts, LevelRange

if TYPE_CHECKING:
    from steelyard.instruments.evaluate import Evaluation
    from steelyard.instruments.outcome import Count, Ends, Outcome


def evaluation_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return an evaluation as plain data.

    Parameters
    ----------
    evaluation
        What an instrument found.

    Returns
    -------
    dict
        ``instrument``, ``edition``, ``status``, ``main_result``, ``results``, ``open_questions``,
        ``settling``, ``obligations``, ``possible_obligations``.
    """
    instrument = evaluation.instrument
    return {
        "instrument": instrument.id,
        "edition": instrument.edition,
        "status": str(instrument.status),
        "main_result": instrument.main_result,
        "results": {name: _outcome(found) for name, found in evaluation.outcomes.items()},
        "open_questions": list(evaluation.open_questions),
        "settling": list(evaluation.settling),
        "obligations": [entry.id for entry in evaluation.obligations],
        "possible_obligations": [entry.id for entry in evaluation.possible_obligations],
    }


def _outcome(found: Outcome) -> dict[str, Any]:
    match found:
        case LevelRange():
            ends = {
                name: _ends(value)
                for name in ("raw", "mitigation", "score", "share")
                if (value := getattr(found, name)) is not None
            }
            return {"level": found.level or None, "possible": list(found.possible), **ends}
        case Award():
            return {
                "has_floors": found.has_floors,
                "passes": found.passes,
                "missed": list(found.missed),
                "in_doubt": list(found.in_doubt),
                "scores": {profile: _ends(ends) for profile, ends in found.scores.items()},
            }
        case Counts():
            groups = {group or "all": _count(count) for group, count in found.by_group.items()}
            return {**_count(found.total), "by_group": groups}


def _ends(ends: Ends) -> dict[str, float]:
    return {"low": round(ends.low, 6), "high": round(ends.high, 6)}


def _count(count: Count) -> dict[str, int]:
    return {
        "met": count.met,
        "not_met": count.not_met,
        "not_applicable": count.not_applicable,
        "open": count.open,
    }
