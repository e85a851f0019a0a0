"""Finding on whom an option rests, from offers, model cards and makers of accelerators."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from steelyard.errors import FactError
from steelyard.options.exposure import NOBODY, Exposure
from steelyard.options.model import Hosting, Pricing

if TYPE_CHECKING:
    from steelyard.dossier.schema import Dossier
    from steelyard.facts.book import FactBook
    from steelyard.options.model import Option

UNKNOWN: Final = "unknown"
"""Label where the facts do not say."""
AT_VENDOR: Final = frozenset({Hosting.VENDOR_ABROAD, Hosting.VENDOR_IN_COUNTRY})
FAMILY: Final = re.compile(r"[a-z]+")
"""A family is the leading word of the id of its root model: ``qwen`` of ``qwen3-32b``."""


def exposure_of(option: Option, dossier: Dossier, book: FactBook) -> Exposure:
    """Return on whom an option rests.

    Parameters
    ----------
    option
        Any option.
    dossier
        Offers received.
    book
        Model cards and makers of accelerators, as known on the study's date.

    Returns
    -------
    Exposure
        Labels for reports and for caps of the buyer's own; nothing that is scored reads them.
    """
    if option.is_do_minimum:
        return Exposure()
    chip = _maker(option, book) if option.hardware else NOBODY
    if option.planned is not None:
        return Exposure(lineage="own", chip_maker=chip)
    card = book.model(option.model)
    lineage = _family(option.model, book)
    offer = next((entry for entry in dossier.offers if entry.id == option.offer), None)
    if offer is not None:
        return Exposure(offer.supplier, offer.supplier_country, lineage, chip)
    place = option.generation_location or option.hosting
    if option.pricing is Pricing.TOKENS or place in AT_VENDOR:
        return Exposure(card.developer, card.country, lineage, chip)
    return Exposure(lineage=lineage, chip_maker=chip)


def _family(model: str, book: FactBook) -> str:
    name: str | None = model
    root = model
    while name:
        root = name
        try:
            name = book.model(name).base_model
        except FactError:
            # A base that the facts of that day do not hold still names its family.
            break
    return _word(root)


def _word(name: str) -> str:
    found = FAMILY.match(name)
    return name if found is None else found.group()


def _maker(option: Option, book: FactBook) -> str:
    fact = book.find_status(option.hardware, "maker")
    return UNKNOWN if fact is None else fact.value
