"""What is documented about a model, as lines for a terminal and as plain data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from steelyard.options.audit_documents import Standing
from steelyard.report.document_words import DocumentWords

if TYPE_CHECKING:
    from steelyard.options.audit_documents import AuditDocuments, DocumentFinding

COLUMNS: Final = ("document", "standing", "licence", "since", "source", "where")


def document_head(found: AuditDocuments, *, language: str) -> list[str]:
    """Return what stands above the table.

    Parameters
    ----------
    found
        Documents of a model.
    language
        ``en``, ``zh`` or ``ko``.

    Returns
    -------
    list of str
        Lines.
    """
    words, card = DocumentWords(language), found.model
    lines = [
        words.say(
            "documents.head", model=card.id, developer=card.developer, day=words.day(found.as_of)
        )
    ]
    if card.base_model is not None:
        lines.append(words.say("documents.base", base=card.base_model))
    if found.pathway is not None:
        lines.append(words.say("documents.head_pathway", pathway=found.pathway.value))
    if not found.findings:
        lines.append(words.say("documents.none_needed"))
    return lines


def document_rows(
    found: AuditDocuments, *, language: str
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the table: its header, and one row a document.

    Parameters
    ----------
    found
        Documents of a model.
    language
        ``en``, ``zh`` or ``ko``.

    Returns
    -------
    tuple
        Header, rows.
    """
    words = DocumentWords(language)
    header = tuple(words.say(f"documents.column.{name}") for name in COLUMNS)
    return header, tuple(_row(words, finding) for finding in found.findings)


def _row(words: DocumentWords, finding: DocumentFinding) -> tuple[str, ...]:
    name = finding.entry.name[words.language]
    standing = words.say(f"documents.standing.{finding.standing}")
    fact = finding.fact
    if fact is None:
        return (name, standing, "", "", "", "")
    since = fact.valid_from.isoformat()
    return (name, standing, fact.licence, since, fact.source.id, fact.locator)


def document_foot(found: AuditDocuments, *, language: str) -> list[str]:
    """Return what stands below the table: counts, the index, what to demand.

    Parameters
    ----------
    found
        Documents of a model.
    language
        ``en``, ``zh`` or ``ko``.

    Returns
    -------
    list of str
        Lines.
    """
    words = DocumentWords(language)
    counted = Counter(finding.standing for finding in found.findings)
    counts = {standing.value: counted[standing] for standing in Standing}
    lines = [words.say("documents.counts", **counts)] if found.findings else []
    lines += words.transparency("documents.transparency", found)
    if found.to_demand:
        lines += ["", words.say("documents.demand_head")]
    for finding in found.to_demand:
        lines.append(f"- {finding.entry.name[language]}{_missing(words, finding)}")
        lines += [f"  - {demand[language]}" for demand in finding.entry.demand]
    if found.to_demand:
        lines += ["", words.say("documents.letter_hint")]
    return lines


def _missing(words: DocumentWords, finding: DocumentFinding) -> str:
    standing = words.say(f"documents.standing.{finding.standing}")
    gap = "" if finding.gap is None else f": {finding.gap[words.language]}"
    return f" [{standing}{gap}]"


def documents_json(found: AuditDocuments, *, language: str) -> dict[str, object]:
    """Return the documents of a model as plain data.

    Parameters
    ----------
    found
        Documents of a model.
    language
        Language of the texts; keys are the same in all.

    Returns
    -------
    dict
        Model, day, documents, share of the index.
    """
    share = found.transparency
    index = share and {
        "edition": share.edition,
        "met": share.n_met,
        "indicators": share.n_indicators,
        "share": share.fact.statement.p50,
        "fact": share.fact.id,
        "source": share.fact.source.id,
    }
    return {
        "model": found.model.id,
        "developer": found.model.developer,
        "base_model": found.model.base_model,
        "as_of": found.as_of.isoformat(),
        "pathway": None if found.pathway is None else found.pathway.value,
        "documents": [_entry(finding, language) for finding in found.findings],
        "transparency": index,
    }


def _entry(finding: DocumentFinding, language: str) -> dict[str, object]:
    return {
        "id": finding.entry.id.value,
        "name": finding.entry.name[language],
        "standing": finding.standing.value,
        "missing": None if finding.gap is None else finding.gap[language],
        "on_record": _on_record(finding),
        "why": finding.entry.why[language],
        "demand": [demand[language] for demand in finding.entry.demand],
        "pathways": list(finding.entry.pathways),
        "asked_by": [
            {
                "instrument": asked.id,
                "name": asked.instrument.name[language],
                "binds": asked.instrument.binds,
                "read_as": asked.instrument.read_as,
                "locator": asked.requirement.locator[language],
                "text": asked.requirement.text[language],
            }
            for asked in finding.asked_by
        ],
    }


def _on_record(finding: DocumentFinding) -> dict[str, str] | None:
    fact = finding.fact
    if fact is None:
        return None
    return {
        "fact": fact.id,
        "licence": fact.licence,
        "valid_from": fact.valid_from.isoformat(),
        "known_from": fact.known_from.isoformat(),
        "pedigree": fact.pedigree.value,
        "source": fact.source.id,
        "title": fact.source.title,
        "url": fact.source.url,
        "locator": fact.locator,
        "note": fact.note,
    }
