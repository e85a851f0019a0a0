"""Evaluate an instrument as its text adds up, with a range wherever an answer is open.

An open answer is never zero: it stands for everything it could still be. Each result is found for
the lowest and the highest completion, and the answers that can still move it are named.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from steelyard.instruments.aggregation import aggregate
from steelyard.instruments.outcome import Counts, LevelRange
from steelyard.instruments.results import FloorsThenWeighted, Tally
from steelyard.instruments.standing import standings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.instruments.instrument import Instrument, Obligation
    from steelyard.instruments.outcome import Outcome
    from steelyard.instruments.questions import AnswerValue
    from steelyard.instruments.standing import Standing

NO_FLOORS: Final[dict[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an instrument says of one set of answers.

    Attributes
    ----------
    instrument
        The instrument.
    outcomes
        Outcome of each result, in the order of the instrument.
    open_questions
        Questions that apply, or may apply, and have no answer yet.
    settling
        Those of them whose answer can still move the main result.
    obligations
        What follows for certain.
    possible_obligations
        What follows at some of the levels still open.
    """

    instrument: Instrument
    outcomes: Mapping[str, Outcome]
    open_questions: tuple[str, ...] = ()
    settling: tuple[str, ...] = ()
    obligations: tuple[Obligation, ...] = field(default=())
    possible_obligations: tuple[Obligation, ...] = field(default=())

    @property
    def main(self) -> Outcome:
        """The outcome reported first."""
        return self.outcomes[self.instrument.main_result]

    def level_range(self, result: str) -> LevelRange | None:
        """Return the range of levels of a result.

        Parameters
        ----------
        result
            Id of a result.

        Returns
        -------
        LevelRange or None
            None for a result that is no level.
        """
        found = self.outcomes.get(result)
        return found if isinstance(found, LevelRange) else None


def evaluate(
    instrument: Instrument,
    answers: Mapping[str, AnswerValue],
    *,
    floors: Mapping[str, str] = NO_FLOORS,
) -> Evaluation:
    """Evaluate an instrument.

    Parameters
    ----------
    instrument
        The instrument.
    answers
        Answer by question: an id, several ids, or a number; a question left out is open.
    floors
        Least level by part, as the buyer states them.

    Returns
    -------
    Evaluation
        Settled results, or the range that open answers leave.

    Notes
    -----
    The answers must have passed :func:`steelyard.instruments.answers.answer_problems`.
    """
    standing = standings(instrument, answers)
    outcomes = _outcomes(instrument, standing, floors)
    still_open = tuple(name for name, entry in standing.items() if entry.is_open)
    certain, possible = _obligations(instrument, outcomes)
    return Evaluation(
        instrument=instrument,
        outcomes=outcomes,
        open_questions=still_open,
        settling=_settling(instrument, answers, outcomes, still_open, floors),
        obligations=certain,
        possible_obligations=possible,
    )


def _outcomes(
    instrument: Instrument, standing: Mapping[str, Standing], floors: Mapping[str, str]
) -> dict[str, Outcome]:
    found: dict[str, Outcome] = {}
    for result in instrument.results:
        found[result.id] = aggregate(result, instrument, standing, found, floors)
    return found


def _settling(
    instrument: Instrument,
    answers: Mapping[str, AnswerValue],
    outcomes: Mapping[str, Outcome],
    still_open: tuple[str, ...],
    floors: Mapping[str, str],
) -> tuple[str, ...]:
    main = outcomes[instrument.main_result]
    if main.is_settled:
        return ()
    if isinstance(main, Counts):
        counted = instrument.questions_in(_tallied(instrument))
        return tuple(name for name in still_open if name in counted)
    found = []
    for name in still_open:
        for value in instrument.question(name).possible_answers():
            trial = _outcomes(instrument, standings(instrument, {**answers, name: value}), floors)
            if _is_moved(trial[instrument.main_result], main):
                found.append(name)
                break
    return tuple(found) or still_open


def _is_moved(found: Outcome, before: Outcome) -> bool:
    # Points of mitigation that cannot reach their threshold change no score, so they move nothing.
    if isinstance(found, LevelRange) and isinstance(before, LevelRange):
        return (found.low, found.high, found.score) != (before.low, before.high, before.score)
    return found != before


def _tallied(instrument: Instrument) -> tuple[str, ...]:
    result = instrument.result(instrument.main_result)
    return result.of if isinstance(result, Tally) else ()


def _obligations(
    instrument: Instrument, outcomes: Mapping[str, Outcome]
) -> tuple[tuple[Obligation, ...], tuple[Obligation, ...]]:
    certain, possible = [], []
    for entry in instrument.obligations:
        outcome = outcomes[entry.result]
        if not isinstance(outcome, LevelRange):
            continue
        reached = [level in entry.at for level in outcome.possible]
        if all(reached):
            certain.append(entry)
        elif any(reached):
            possible.append(entry)
    return tuple(certain), tuple(possible)


def floors_of(instrument: Instrument) -> tuple[str, ...]:
    """Return the parts for which a buyer can state a least level.

    Parameters
    ----------
    instrument
        The instrument.

    Returns
    -------
    tuple of str
        Parts; empty for an instrument without floors.
    """
    for result in instrument.results:
        if isinstance(result, FloorsThenWeighted):
            return tuple(next(iter(result.weights.values())))
    return ()
