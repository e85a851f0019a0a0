"""A jurisdiction pack in words: its frame, its data classes, and its rules on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steelyard.dossier.text import in_language
from steelyard.instruments import load_instrument
from steelyard.report.catalogue import load_catalogue
from steelyard.report.instrument_words import InstrumentWords

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from steelyard.instruments import AppliedInstrument, JurisdictionPack, Rule
    from steelyard.report.catalogue import Catalogue


def pack_line(pack: JurisdictionPack, language: str) -> dict[str, str]:
    """Return a pack as a row of a list.

    Parameters
    ----------
    pack
        The pack.
    language
        ``en`` or ``zh``.

    Returns
    -------
    dict
        Field to text.
    """
    return {
        "id": pack.id,
        "name": in_language(pack.name, language),
        "currency": pack.currency,
        "classes": str(len(pack.data_classes)),
        "rules": str(len(pack.rules)),
        "instruments": str(len(pack.instruments)),
    }


def pack_page(pack: JurisdictionPack, language: str, *, as_of: date) -> str:
    """Return a pack as a page.

    Parameters
    ----------
    pack
        The pack.
    language
        ``en`` or ``zh``.
    as_of
        Only what was known by then.

    Returns
    -------
    str
        Markdown.
    """
    catalogue = load_catalogue(language)
    return "\n".join([
        f"# {in_language(pack.name, language)} ({pack.id}), {as_of}",
        *_frame(pack, catalogue, as_of),
        "",
        f"## {catalogue.text('pack.classes')}",
        *_classes(pack, language),
        "",
        f"## {catalogue.text('pack.rules')}",
        *_rules(pack, catalogue, as_of),
        "",
        f"## {catalogue.text('pack.instruments')}",
        *_instruments(pack, catalogue, as_of),
    ])


def _frame(pack: JurisdictionPack, catalogue: Catalogue, as_of: date) -> Iterator[str]:
    language = catalogue.language
    if pack.languages:
        parts = [
            f"{entry.language} ({in_language(entry.scope, language)})"
            if entry.scope
            else entry.language
            for entry in pack.languages
        ]
        yield f"- {catalogue.text('rules.row.languages')}: {', '.join(parts)}"
    if pack.currency:
        yield f"- {catalogue.text('rules.row.currency')}: {pack.currency}"
    if (rate := pack.appraisal_rate(as_of)) is not None:
        basis = in_language(rate.basis, language)
        title = catalogue.text("rules.row.rate")
        yield f"- {title}: {100 * rate.p50:g} % – {basis} [{pack.references[rate.source].title}]"
    for entry in pack.documents:
        if pack.references[entry.source].published > as_of:
            continue
        yield f"- {in_language(entry.text, language)} [{pack.references[entry.source].title}]"


def _classes(pack: JurisdictionPack, language: str) -> Iterator[str]:
    for entry in pack.data_classes:
        name = in_language(entry.name, language)
        yield f"- {entry.sensitivity} · {name} ({entry.label}): {entry.basis}"


def _rules(pack: JurisdictionPack, catalogue: Catalogue, as_of: date) -> Iterator[str]:
    known = [rule for rule in pack.rules if rule.is_in_force(as_of) or rule.is_announced(as_of)]
    if not known:
        yield catalogue.text("rules.not_found")
    for rule in known:
        yield f"- {_rule(pack, rule, catalogue, as_of)}"


def _rule(pack: JurisdictionPack, rule: Rule, catalogue: Catalogue, as_of: date) -> str:
    source = pack.references[rule.source]
    key = "pack.rule.announced" if rule.is_announced(as_of) else "pack.rule"
    return catalogue.text(key).format(
        id=rule.id,
        text=in_language(rule.text, catalogue.language),
        since=rule.effective_from,
        source=source.title,
        locator=rule.locator or "–",
        read=catalogue.text(f"pack.read.{source.read_as}"),
    )


def _instruments(pack: JurisdictionPack, catalogue: Catalogue, as_of: date) -> Iterator[str]:
    known = [entry for entry in pack.instruments if entry.is_known(as_of)]
    if not known:
        yield catalogue.text("rules.not_found")
    for entry in known:
        yield f"- {_instrument(entry, catalogue, as_of)}"


def _instrument(entry: AppliedInstrument, catalogue: Catalogue, as_of: date) -> str:
    language = catalogue.language
    found = load_instrument(entry.instrument)
    begins = entry.effective_from.isoformat() if entry.effective_from else "–"
    return catalogue.text("pack.instrument").format(
        id=entry.instrument,
        name=in_language(found.name, language),
        use=catalogue.text(f"instrument.use.{entry.use}"),
        status=InstrumentWords(found, catalogue).standing(as_of),
        since=begins,
        text=in_language(entry.text, language),
    )
