"""An empty answers file for an instrument: every question with its permitted answers above it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from steelyard.instruments import floors_of
from steelyard.report.catalogue import load_catalogue
from steelyard.report.instrument_words import InstrumentWords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.instruments import Instrument, Question

PURE_NUMBER: Final = "1"
WIDTH: Final = 110
"""Characters of a line of comment. [1]"""


def answer_template(instrument: Instrument, language: str) -> str:
    """Return an answers file in which every question is still open.

    Parameters
    ----------
    instrument
        The instrument.
    language
        ``en`` or ``zh``: language of the comments; keys and answers are the same in both.

    Returns
    -------
    str
        YAML that ``steelyard assess ID --answers FILE`` reads once name, office, day and subject
        are entered.
    """
    words = InstrumentWords(instrument, load_catalogue(language))
    name = words.local(instrument.name)
    lines = [
        *_comment(words.text("template.intro", name=name, edition=instrument.edition)),
        *_comment(words.local(instrument.purpose)),
        *_comment(words.text("template.evidence")),
        f"instrument: {instrument.id}",
        f'edition: "{instrument.edition}"',
        f"about: {{{instrument.assesses}: []}}  # {words.text('template.about')}",
        "assessor: ''",
        "role: ''",
        "date: ''  # 2026-11-27",
        *_floors(instrument, words),
        "answers:",
    ]
    group, before = "", instrument.questions[0]
    for question in instrument.questions:
        if question.group and question.group != group:
            group = question.group
            lines += ["", *_comment(f"== {words.part(group)}", "  ")]
        is_same = question is not before and question.choices == before.choices
        lines += ["", *_question(question, words, is_same=is_same), f"  {question.id}: unknown"]
        before = question
    return "\n".join(lines)


def _floors(instrument: Instrument, words: InstrumentWords) -> Iterator[str]:
    parts = floors_of(instrument)
    if parts:
        scale = next(r.scale for r in instrument.results if r.aggregate == "floors_then_weighted")
        levels = ", ".join(level.id for level in instrument.scales[scale])
        yield from _comment(words.text("template.floors", levels=levels))
        yield f"floors: {{}}  # {', '.join(parts)}"


def _question(question: Question, words: InstrumentWords, *, is_same: bool) -> Iterator[str]:
    marks = [question.original] if question.original else []
    marks += [words.text("template.optional")] if question.optional else []
    marks += [
        words.text("template.asked_if", question=entry.question, answers=" / ".join(entry.any_of))
        for entry in question.asked_if
    ]
    text = words.local(question.text)
    yield from _comment(f"{text} [{'; '.join(marks)}]" if marks else text, "  ")
    if question.number is not None:
        unit = question.number.unit
        is_share = unit == PURE_NUMBER
        text = words.text("template.share" if is_share else "template.number", unit=unit)
        yield from _comment(text, "    ")
    if question.several:
        yield from _comment(words.text("template.several"), "    ")
    if question.choices and is_same:
        yield from _comment(words.text("template.same"), "    ")
        return
    for choice in question.choices:
        yield from _comment(f"{choice.id}: {words.local(choice.text)}", "    ")


def _comment(text: str, margin: str = "") -> list[str]:
    lines = textwrap.wrap(text, WIDTH - len(margin), break_long_words=False) or [""]
    return [f"{margin}# {line}" for line in lines]
