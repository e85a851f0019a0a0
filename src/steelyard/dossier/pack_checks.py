"""Where a dossier departs from the frame of its jurisdiction: rate, currency, year, languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steelyard.instruments import load_pack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.dossier.schema import Dossier
    from steelyard.instruments import JurisdictionPack

MANY_LANGUAGES: Final = 6
"""From so many official languages on, nobody serves them all, so none is missed. [1]"""


def departures(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    """Find where a dossier departs from what its pack says of money and language.

    Parameters
    ----------
    dossier
        A dossier without problems.

    Yields
    ------
    tuple of str
        Place, what departs, and the next step. Each may be right; a reader should know.
    """
    pack = load_pack(dossier.jurisdiction.pack)
    yield from _money(dossier, pack)
    yield from _rate(dossier, pack)
    yield from _languages(dossier, pack)


def _money(dossier: Dossier, pack: JurisdictionPack) -> Iterator[tuple[str, str, str]]:
    money = dossier.money
    if pack.currency and money.currency != pack.currency:
        words = f"{money.currency}, where the pack {pack.id} counts in {pack.currency}"
        yield "money/currency", words, "Keep it only if the budget is in that currency."
    start = pack.fiscal_year_start
    if start is not None and money.fiscal_year_start != start:
        words = f"month {money.fiscal_year_start}, where the pack {pack.id} has month {start}"
        yield "money/fiscal_year_start", words, "Correct it, or keep a year of your own."


def _rate(dossier: Dossier, pack: JurisdictionPack) -> Iterator[tuple[str, str, str]]:
    asked = pack.appraisal_rate(dossier.as_of)
    stated = dossier.money.discount_rate.statement
    if asked is None or asked.p05 <= stated.p50 <= asked.p95:
        return
    span = f"{100 * asked.p05:g} to {100 * asked.p95:g} %"
    words = (
        f"{100 * stated.p50:g} % a year, outside the {span} of the appraisal guidance "
        f"({pack.references[asked.source].title})"
    )
    yield "money/discount_rate", words, "Use the guidance's rate, or say why not in the note."


def _languages(dossier: Dossier, pack: JurisdictionPack) -> Iterator[tuple[str, str, str]]:
    everywhere = [entry.language for entry in pack.languages if entry.scope is None]
    if len(everywhere) >= MANY_LANGUAGES:
        return
    for case in dossier.use_cases:
        served = {share.language for share in case.languages}
        missing = [language for language in everywhere if language not in served]
        if case.serves_public and missing:
            words = f"serves the public without the official {', '.join(missing)}"
            yield f"use_cases/{case.id}/languages", words, "Add its share, or say who serves it."
