"""Which facts of a study were learnt after its date, though they count as known on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from steelyard.facts.fact import Fact, StatusFact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

MARK: Final = re.compile(r"\bhindsight\b", re.IGNORECASE)
"""Word by which a row owns up to it in its note."""


def hindsight(answers: Iterable[object], *, as_of: date) -> tuple[Fact | StatusFact, ...]:
    """Return the facts that rest on something published after a study's date.

    Parameters
    ----------
    answers
        What a reader remembers: the values of ``FactReader.used``; other than facts and statuses
        are passed over, as cards, scores and prices are never read before their day.
    as_of
        The study's date.

    Returns
    -------
    tuple[Fact | StatusFact, ...]
        Sorted by id: those whose source was published later, and those whose note says so.
        A mark in a note counts only until the newest year that the note or locator names is past.
    """
    found = {
        answer.id: answer
        for answer in answers
        if isinstance(answer, Fact | StatusFact) and _is_later(answer, as_of)
    }
    return tuple(found[name] for name in sorted(found))


def _is_later(answer: Fact | StatusFact, as_of: date) -> bool:
    published = answer.source.published
    if published is not None and published > as_of:
        return True
    if not MARK.search(answer.note):
        return False
    years = [int(year) for year in re.findall(r"\b20\d\d\b", f"{answer.note} {answer.locator}")]
    return not years or max(years) >= as_of.year
