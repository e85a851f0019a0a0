"""The reference page of the facts, generated so that it cannot drift from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steelyard.facts.listing import facts_table
from steelyard.facts.schema import FactRow, StatusRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from steelyard.facts.book import FactBook
    from steelyard.facts.cards import ModelCard
    from steelyard.facts.listing import FactLine

RATES: Final = (
    ("dense-flops-16bit", "16 bit [TFLOP/s]"),
    ("dense-flops-8bit", "8 bit [TFLOP/s]"),
    ("memory-capacity", "memory [GB]"),
    ("memory-bandwidth", "bandwidth [GB/s]"),
    ("tdp", "power [W]"),
    ("link-bandwidth", "link [GB/s]"),
)
MONEY: Final = ("purchase-price", "rent-price")
PACKAGED: Final = "grid.ecologits."
"""Rows that a package supplies: they change with its version and stand in no page of ours."""

INTRODUCTION: Final = """\
This page is generated from `src/steelyard/facts/data` by `steelyard.facts.reference`; a test fails
when it is not up to date. It shows what is known at the edition's date. Every row is dated twice,
`valid_from` and `known_from`, and a study sees only what was known at its own date; the tables
hold the earlier values, `steelyard facts list` and `steelyard facts show` print them. A range is
the 5 to 95 per cent range. How rows are written stands in
[decision record 3](../decisions/0003-facts-format.md).
"""


def render_reference(book: FactBook) -> str:
    """Return the reference page.

    Parameters
    ----------
    book
        The facts, as of the day the page is for.

    Returns
    -------
    str
        Markdown.
    """
    parts = [
        f"# Facts, edition {book.edition}",
        INTRODUCTION + f"\nAs known on {book.as_of.isoformat()}.",
        "## What is shipped",
        _table(("table", "records"), _counts(book)),
        "## Accelerators",
        _table(("id", *(title for _, title in RATES), "8-bit format"), _hardware(book)),
        "### Prices",
        _lines(line for line in facts_table(book) if line.parameter in MONEY),
        "## Models",
        _table(
            ("id", "developer", "released", "weights", "government use", "parameters [billion]",
             "active [billion]", "context [token]", "capability index"),
            (_model(card, book) for card in book.models),
        ),
        "## Operations, economy and effort",
        _lines(_general(book)),
        "## Sources",
        _table(("id", "publisher", "title", "licence"), _sources(book)),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _counts(book: FactBook) -> Iterator[tuple[str, ...]]:
    tables = book.tables
    for name in (*tables.tables_of(FactRow), *tables.tables_of(StatusRow)):
        yield (f"`{name}`", str(sum(1 for _ in tables.raw_csv(name))))
    groups = (
        ("model cards", tables.models),
        ("offer archetypes", tables.offers),
        ("national programmes", tables.national_cases),
        ("training runs", tables.training_runs),
        ("serving measurements", tables.serving_measurements),
        ("benchmark scores", tables.scores),
        ("list prices of interfaces", tables.api_prices),
        ("effects in public services", tables.service_benefits),
        ("rates of progress", tables.progress),
        ("statements about documents of models", tables.documents),
        ("cells of the transparency index", tables.transparency),
        ("sources", tuple(tables.sources)),
    )
    for name, group in groups:
        yield (name, str(len(group)))


def _hardware(book: FactBook) -> Iterator[tuple[str, ...]]:
    for name in book.hardware:
        facts = [book.find(name, parameter) for parameter, _ in RATES]
        status = book.find_status(name, "eight-bit-format")
        rates = ("" if fact is None else f"{fact.statement.p50:g}" for fact in facts)
        yield (f"`{name}`", *rates, "" if status is None else status.value)


def _model(card: ModelCard, book: FactBook) -> tuple[str, ...]:
    reading = card.capability_at(book.as_of)
    return (
        f"`{card.id}`",
        card.developer,
        card.released.isoformat(),
        card.weights.value,
        card.licence_government_use.value,
        "" if card.params_total_b is None else f"{card.params_total_b:g}",
        "" if card.params_active_b is None else f"{card.params_active_b:g}",
        "" if card.context_tokens is None else str(card.context_tokens),
        "" if reading is None else f"{reading.value:g}",
    )


def _general(book: FactBook) -> Iterator[FactLine]:
    hardware = set(book.hardware)
    for line in facts_table(book):
        if line.entity not in hardware and not line.id.startswith(PACKAGED):
            yield line


def _sources(book: FactBook) -> Iterator[tuple[str, ...]]:
    for source in book.tables.sources.values():
        title = f"[{_safe(source.title)}]({source.url})" if source.url else _safe(source.title)
        yield (f"`{source.id}`", _safe(source.publisher), title, _safe(source.licence))


def _lines(lines: Iterable[FactLine]) -> str:
    head = ("entity", "parameter", "place", "value", "unit", "valid from", "pedigree", "source")
    rows = (
        (line.entity, line.parameter, line.place, line.value, line.unit, line.valid_from,
         line.pedigree, f"`{line.source}`")
        for line in lines
    )  # fmt: skip
    return _table(head, rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    ruled = [tuple(head), ("---",) * len(head), *(tuple(row) for row in rows)]
    return "\n".join("| " + " | ".join(row) + " |" for row in ruled)


def _safe(text: str) -> str:
    return text.replace("|", "/").replace("[", "(").replace("]", ")")
