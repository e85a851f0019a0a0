"""An assessment for the terminal, and an instrument as a row of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steelyard.report.catalogue import load_catalogue, upper_first
from steelyard.report.instrument_words import InstrumentWords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.dossier.assessments import Assessment
    from steelyard.instruments import Evaluation, Instrument

LONGEST_LIST: Final = 12
"""Open questions named one by one on the terminal. [1]"""


def assessment_in_words(evaluation: Evaluation, entry: Assessment, language: str) -> str:
    """Return an assessment for the terminal.

    Parameters
    ----------
    evaluation
        What the instrument found.
    entry
        Who answered, of what, and when.
    language
        ``en`` or ``zh``.

    Returns
    -------
    str
        Results first, then what is open and what follows.
    """
    words = InstrumentWords(evaluation.instrument, load_catalogue(language))
    kind = words.text(f"kind.{entry.about.kind}")
    by = words.text(
        "by",
        kind=kind,
        names=", ".join(entry.about.names),
        assessor=entry.assessor,
        role=entry.role,
        date=entry.date.isoformat(),
    )
    lines = [words.head(), upper_first(by), ""]
    main = evaluation.instrument.main_result
    for result in (main, *(name for name in evaluation.outcomes if name != main)):
        first, *more = words.outcome(result, evaluation.outcomes[result])
        lines += [first, *(f"  {line}" for line in more)]
    return "\n".join([*lines, *_open_lines(evaluation, words), *_follow_lines(evaluation, words)])


def _open_lines(evaluation: Evaluation, words: InstrumentWords) -> Iterator[str]:
    names = evaluation.settling
    if names:
        yield ""
        yield words.text("settles", n=len(names))
        for name in names[:LONGEST_LIST]:
            yield f"  {name}: {words.part(name)}"
        if len(names) > LONGEST_LIST:
            yield f"  {words.text('settles.further', n=len(names) - LONGEST_LIST)}"


def _follow_lines(evaluation: Evaluation, words: InstrumentWords) -> Iterator[str]:
    for key, entries in (
        ("follows", evaluation.obligations),
        ("may_follow", evaluation.possible_obligations),
    ):
        if entries:
            yield ""
            yield words.text(key)
            yield from (f"  - {words.obligation(entry)} [{entry.locator}]" for entry in entries)
    if evaluation.instrument.reservations:
        yield ""
        yield words.text("reservations")
        yield from (f"  - {words.local(text)}" for text in evaluation.instrument.reservations)


def instrument_line(instrument: Instrument, language: str) -> dict[str, str]:
    """Return an instrument as a row of a list.

    Parameters
    ----------
    instrument
        The instrument.
    language
        ``en`` or ``zh``.

    Returns
    -------
    dict
        Field to text.
    """
    words = InstrumentWords(instrument, load_catalogue(language))
    return {
        "id": instrument.id,
        "name": words.local(instrument.name),
        "edition": instrument.edition,
        "jurisdiction": instrument.jurisdiction,
        "status": words.text(f"status.{instrument.status}"),
        "assesses": words.text(f"kind.{instrument.assesses}"),
        "use": words.text(f"use.{instrument.use}"),
    }
