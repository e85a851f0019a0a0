"""The same use case under several sets of rules, in words: a table and the rules behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from steelyard.dossier.text import in_language
from steelyard.instruments import evaluation_json, load_instrument
from steelyard.report.catalogue import load_catalogue
from steelyard.report.instrument_words import InstrumentWords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.instruments import AppliedInstrument
    from steelyard.needs import Finding
    from steelyard.options.rules_table import RulesCell, RulesColumn, RulesTable
    from steelyard.report.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class RulesRow:
    """One line of the table.

    Attributes
    ----------
    heading
        Part of the table it belongs to.
    name
        First cell.
    cells
        One a column.
    """

    heading: str
    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulesInWords:
    """The table in one language.

    Attributes
    ----------
    title
        With the name of the use case.
    columns
        Heads of the columns.
    rows
        Where it may run, what is asked of the use, and the frame.
    notes
        Every rule behind a cell that is not simply permitted, once.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[RulesRow, ...]
    notes: tuple[str, ...]

    def as_markdown(self, notes_heading: str) -> str:
        """Return the table as Markdown.

        Parameters
        ----------
        notes_heading
            Heading of the rules.

        Returns
        -------
        str
            A table and a list.
        """
        lines = [f"## {self.title}", "", _line(("", *self.columns))]
        lines.append("|" + "---|" * (len(self.columns) + 1))
        heading = ""
        for row in self.rows:
            if row.heading != heading:
                heading = row.heading
                lines.append(_line((f"**{heading}**", *("" for _ in self.columns))))
            lines.append(_line((row.name, *row.cells)))
        lines += ["", f"### {notes_heading}", "", *(f"- {note}" for note in self.notes)]
        return "\n".join(lines)


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def rules_in_words(table: RulesTable, language: str) -> RulesInWords:
    """Put a table of rules into words.

    Parameters
    ----------
    table
        Columns and cells.
    language
        ``en`` or ``zh``.

    Returns
    -------
    RulesInWords
        Ready to be printed.
    """
    catalogue = load_catalogue(language)
    case = table.columns[0].dossier.use_cases[0]
    title = catalogue.text("rules.title").format(use_case=in_language(case.name, language))
    return RulesInWords(
        title=title,
        columns=tuple(_column(column, table, catalogue) for column in table.columns),
        rows=(*_rows(table, catalogue), *_frame(table, catalogue)),
        notes=tuple(dict.fromkeys(_notes(table, catalogue))),
    )


def _column(column: RulesColumn, table: RulesTable, catalogue: Catalogue) -> str:
    # What differs between the columns names them.
    parts = {
        "pack": [in_language(entry.pack.name, catalogue.language) for entry in table.columns],
        "tier": [
            catalogue.text(f"rules.tier.{entry.dossier.jurisdiction.tier}")
            for entry in table.columns
        ],
        "day": [entry.dossier.as_of.isoformat() for entry in table.columns],
        "label": [_label(entry, catalogue.language) for entry in table.columns],
    }
    place = table.columns.index(column)
    varied = [values[place] for values in parts.values() if len(set(values)) > 1]
    # A mapped label follows from the pack: it has a row of its own.
    if len(set(parts["pack"])) > 1 and len(set(parts["label"])) > 1:
        varied = varied[:-1]
    if len(set(parts["pack"])) > 1 and len(set(parts["tier"])) == 1:
        varied.append(parts["tier"][place])
    return ", ".join(varied) or parts["pack"][place]


def _label(column: RulesColumn, language: str) -> str:
    names = {entry.label: entry.name for entry in column.pack.data_classes}
    return in_language(names[column.data_class], language)


def _rows(table: RulesTable, catalogue: Catalogue) -> Iterator[RulesRow]:
    for kind, heading, cells in (
        ("way", "where", table.ways),
        ("gate", "use", table.gates),
    ):
        for name, found in cells.items():
            yield RulesRow(
                catalogue.text(f"rules.row.{heading}"),
                catalogue.text(f"rules.{kind}.{name}"),
                tuple(
                    _cell(kind, column, cell, catalogue)
                    for column, cell in zip(table.columns, found, strict=True)
                ),
            )


def _cell(kind: str, column: RulesColumn, cell: RulesCell, catalogue: Catalogue) -> str:
    # A place is permitted or barred; a duty is met or still to be shown.
    if not column.is_covered:
        return catalogue.text("rules.uncovered")
    state = catalogue.text(f"rules.{kind}_state.{cell.state or 'none'}")
    rules = _rule_ids(cell)
    return f"{state} ({', '.join(rules)})" if rules and cell.state != "pass" else state


def _rule_ids(cell: RulesCell) -> list[str]:
    return [str(r.rule.values["rule"]) for r in cell.results if "rule" in r.rule.values]


def _frame(table: RulesTable, catalogue: Catalogue) -> Iterator[RulesRow]:
    heading = catalogue.text("rules.row.frame")
    for name, cells in (
        ("data_class", [_data_class(column, catalogue) for column in table.columns]),
        ("instruments", [_instruments(entries, catalogue) for entries in table.instruments]),
        ("languages", [_languages(column, catalogue) for column in table.columns]),
        ("currency", [column.pack.currency or _missing(catalogue) for column in table.columns]),
        ("rate", [_rate(column, catalogue) for column in table.columns]),
    ):
        yield RulesRow(heading, catalogue.text(f"rules.row.{name}"), tuple(cells))


def _missing(catalogue: Catalogue) -> str:
    return catalogue.text("rules.not_found")


def _data_class(column: RulesColumn, catalogue: Catalogue) -> str:
    label = _label(column, catalogue.language)
    return catalogue.text("rules.mapped").format(label=label) if column.is_mapped else label


def _instruments(
    entries: tuple[tuple[AppliedInstrument, Finding | None], ...], catalogue: Catalogue
) -> str:
    words = [_instrument(entry, finding, catalogue) for entry, finding in entries]
    return catalogue.text("list.semicolon").join(words) or _missing(catalogue)


def _instrument(entry: AppliedInstrument, finding: Finding | None, catalogue: Catalogue) -> str:
    words = InstrumentWords(load_instrument(entry.instrument), catalogue)
    name = words.local(words.instrument.name)
    if finding is None:
        return name
    main = words.instrument.main_result
    return f"{name} – {words.gist(main, finding.evaluation.main)}"


def _languages(column: RulesColumn, catalogue: Catalogue) -> str:
    codes = [entry.language for entry in column.pack.languages]
    return ", ".join(codes) or _missing(catalogue)


def _rate(column: RulesColumn, catalogue: Catalogue) -> str:
    rate = column.pack.appraisal_rate(column.dossier.as_of)
    if rate is None:
        return _missing(catalogue)
    middle = f"{100 * rate.p50:g} %"
    return middle if rate.p05 == rate.p95 else f"{middle} ({100 * rate.p05:g}–{100 * rate.p95:g} %)"


def _notes(table: RulesTable, catalogue: Catalogue) -> Iterator[str]:
    language = catalogue.language
    for cells in (*table.ways.values(), *table.gates.values()):
        for column, cell in zip(table.columns, cells, strict=True):
            for result in cell.results:
                rule = result.rule.values.get("rule")
                if rule is None:
                    continue
                source = column.pack.references[result.source.rpartition("/")[2]]
                yield catalogue.text("rules.note").format(
                    rule=rule,
                    text=result.rule.values[f"text_{language}"],
                    source=source.title,
                    since=result.rule.values["since"],
                )


def rules_json(table: RulesTable) -> dict[str, Any]:
    """Return a table of rules as plain data.

    Parameters
    ----------
    table
        Columns and cells.

    Returns
    -------
    dict
        ``use_case``, ``columns``, ``ways`` and ``gates``, each cell with its state and rules.
    """

    def cells(found: tuple[RulesCell, ...]) -> list[dict[str, Any]]:
        return [
            {
                "state": None if cell.state is None else str(cell.state),
                "rules": [
                    str(r.rule.values["rule"]) for r in cell.results if "rule" in r.rule.values
                ],
            }
            for cell in found
        ]

    return {
        "use_case": table.use_case,
        "columns": [
            {
                "pack": column.pack.id,
                "tier": str(column.dossier.jurisdiction.tier),
                "as_of": column.dossier.as_of.isoformat(),
                "data_class": column.data_class,
                "is_mapped": column.is_mapped,
                "instruments": {entry.instrument: _main(finding) for entry, finding in applied},
            }
            for column, applied in zip(table.columns, table.instruments, strict=True)
        ],
        "ways": {name: cells(found) for name, found in table.ways.items()},
        "gates": {name: cells(found) for name, found in table.gates.items()},
    }


def _main(finding: Finding | None) -> dict[str, Any] | None:
    if finding is None:
        return None
    form: dict[str, Any] = evaluation_json(finding.evaluation)
    found: dict[str, Any] = form["results"][form["main_result"]]
    return found
