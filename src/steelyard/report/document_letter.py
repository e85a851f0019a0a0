"""The letter that asks a provider for what is missing; the same input gives the same letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steelyard.options.audit_documents import Standing
from steelyard.report.catalogue import upper_first
from steelyard.report.document_words import DocumentWords

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from steelyard.options.audit_documents import AuditDocuments, DocumentFinding


def document_letter(found: AuditDocuments, *, language: str, on: date, sender: str = "") -> str:
    """Return a letter that asks for every document that is not present in full.

    Parameters
    ----------
    found
        Documents of a model.
    language
        ``en``, ``zh`` or ``ko``.
    on
        Date of the letter.
    sender
        Who asks; a blank to be filled in if empty.

    Returns
    -------
    str
        Markdown. What only the sender knows stands in brackets.
    """
    words = DocumentWords(language)
    parts = _head(words, found, on, sender)
    if not found.to_demand:
        return "\n\n".join([*parts, words.say("letter.nothing", day=words.day(found.as_of))]) + "\n"
    parts += _opening(words, found)
    incomplete = found.standing(Standing.ABSENT, Standing.PARTIAL)
    unrecorded = found.standing(Standing.NOT_ON_RECORD)
    if incomplete:
        parts.append(f"## {words.say('letter.incomplete')}")
        parts += _items(words, incomplete, first=1)
    if unrecorded:
        parts += [f"## {words.say('letter.unrecorded')}", words.say("letter.unrecorded_intro")]
        parts += _items(words, unrecorded, first=len(incomplete) + 1)
    return "\n\n".join([*parts, *_reservations(words, found), *_closing(words)]) + "\n"


def _head(words: DocumentWords, found: AuditDocuments, on: date, sender: str) -> list[str]:
    card = found.model
    return [
        f"# {words.say('letter.title', model=card.id)}",
        "  \n".join((
            words.say("letter.to", developer=card.developer),
            words.say("letter.from", sender=sender or words.say("letter.sender_blank")),
            words.say("letter.date", day=words.day(on)),
            words.say("letter.about", model=card.id, released=words.day(card.released)),
        )),
    ]


def _opening(words: DocumentWords, found: AuditDocuments) -> list[str]:
    return [
        words.say("letter.greeting"),
        words.say("letter.intro", model=found.model.id, day=words.day(found.as_of)),
        *words.transparency("letter.transparency", found),
    ]


def _items(words: DocumentWords, findings: Iterable[DocumentFinding], *, first: int) -> list[str]:
    parts: list[str] = []
    for number, finding in enumerate(findings, start=first):
        name = upper_first(finding.entry.name[words.language])
        parts.append(f"### {words.say('letter.item', number=number, document=name)}")
        parts.append("\n".join(_lines(words, finding)))
    return parts


def _lines(words: DocumentWords, finding: DocumentFinding) -> list[str]:
    language = words.language
    lines = [f"- {line}" for line in _on_record(words, finding)]
    lines.append(f"- {words.say('letter.why', why=finding.entry.why[language])}")
    lines.append(f"- {words.say('letter.send')}")
    lines += [f"  - {demand[language]}" for demand in finding.entry.demand]
    if finding.asked_by:
        lines.append(f"- {words.say('letter.asked_by')}")
    for asked in finding.asked_by:
        line = words.say(
            "letter.asked",
            instrument=asked.instrument.name[language],
            locator=asked.requirement.locator[language],
            text=asked.requirement.text[language],
        )
        lines.append(f"  - {line}")
    return lines


def _on_record(words: DocumentWords, finding: DocumentFinding) -> list[str]:
    fact, gap = finding.fact, finding.gap
    if fact is None or gap is None:
        return []
    key = "letter.found_absent" if finding.standing is Standing.ABSENT else "letter.found_partial"
    return [
        words.say(key, gap=gap[words.language]),
        words.say(
            "letter.found_source",
            title=fact.source.title,
            publisher=fact.source.publisher,
            locator=fact.locator,
            day=words.day(fact.known_from),
        ),
    ]


def _reservations(words: DocumentWords, found: AuditDocuments) -> list[str]:
    named = {asked.id: asked.instrument for entry in found.to_demand for asked in entry.asked_by}
    lines = [
        "- "
        + words.say(
            "letter.instrument",
            instrument=instrument.name[words.language],
            reservation=instrument.reservation[words.language],
        )
        for instrument in named.values()
        if instrument.reservation is not None
    ]
    return [f"## {words.say('letter.instruments')}", "\n".join(lines)] if lines else []


def _closing(words: DocumentWords) -> list[str]:
    blanks = {name: words.say(f"letter.{name}_blank") for name in ("deadline", "address")}
    return [
        words.say("letter.closing", **blanks),
        words.say("letter.regards"),
        words.say("letter.signature_blank"),
    ]
