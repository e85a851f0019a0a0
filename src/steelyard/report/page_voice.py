"""What the pages say of table cells: inputs, facts, lines of a bill, changes of the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steelyard.decision.findings import FlipFamily
from steelyard.quantities.units import MONTHS_PER_YEAR
from steelyard.report.filler import Said
from steelyard.report.input_names import fact_label, known_word
from steelyard.report.speaker import Speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision import Flip
    from steelyard.options.model import GateResult
    from steelyard.report.bills import BillLine
    from steelyard.report.first_year_parts import FiscalYear
    from steelyard.report.inputs_list import FactEntry, InputRow
    from steelyard.uncertainty.statements import Statement
    from steelyard.uncertainty.summary import Spread

PLAIN_NUMBERS: Final = frozenset({"peak_to_mean", "pue"})
"""Dossier fields of unit 1 that are no shares."""
VOLUME: Final = "volume"
SAME: Final = 1e-6
"""Relative difference below which two volumes are the same end of the scan. [1]"""


class PageVoice(Speaker):
    """A speaker that also fills table cells."""

    def flip(self, flip: Flip, *, is_brief: bool = False) -> str:
        """Return what would change an answer, as a sentence.

        Parameters
        ----------
        flip
            The change.
        is_brief
            Whether the option is named by pathway and model alone.

        Returns
        -------
        str
            In words.
        """
        values: dict[str, str | float | Said] = dict(flip.words.values)
        if is_brief:
            values["option"] = Said(flip.becomes, self.brief(flip.becomes))
        if flip.family is FlipFamily.PARAMETER:
            words = self.stated(flip.value, flip.unit, flip.parameter, 2)
            values |= {"name": flip.parameter, "value": words}
        return self.sentence(flip.words.key, values)

    def believed(self, flip: Flip) -> str:
        """Return what is believed of a parameter that would change the answer.

        Parameters
        ----------
        flip
            The change, with its quantiles.

        Returns
        -------
        str
            Middle and range.
        """
        ends = (flip.p05 or 0.0, flip.p95 or 0.0)
        middle = self.stated(flip.p50 or 0.0, flip.unit, flip.parameter)
        if flip.unit == "request/year":
            low, high = (self.figures.scaled(part) for part in ends)
        else:
            low, high = (self.stated(part, flip.unit, flip.parameter) for part in ends)
        span = self.catalogue.text("range").format(low=low, high=high)
        return "(" + self.text("front.believed", middle=middle, range=span) + ")"

    def stated(self, value: float, unit: str, name: str, digits: int = 3) -> str:
        """Return a stated number with its unit.

        Parameters
        ----------
        value
            The number, in ``unit``.
        unit
            Unit symbol.
        name
            Parameter id: shares are said in per cent, other pure numbers are not.
        digits
            Significant digits to keep. [1]

        Returns
        -------
        str
            For readers.
        """
        if unit in {"1", "1/year"} and self._is_share(name):
            words = self.figures.percent(value)
            return words if unit == "1" else self.text("unit.1/year", number=words)
        if unit == "as printed":
            return self.figures.scaled(value, digits)
        return self.figures.quantity(value, unit, digits)

    @staticmethod
    def _is_share(name: str) -> bool:
        if name.startswith(("weight:", "family:", "model:acceptance")):
            return True
        return name.startswith("dossier:") and name.rsplit("/", 1)[-1] not in PLAIN_NUMBERS

    def stated_range(self, statement: Statement, unit: str, name: str) -> str:
        """Return the range of a stated number.

        Parameters
        ----------
        statement
            Quantiles.
        unit
            Unit symbol.
        name
            Parameter id.

        Returns
        -------
        str
            From the 5 to the 95 per cent quantile.
        """
        low = self.stated(statement.p05, unit, name)
        high = self.stated(statement.p95, unit, name)
        return self.catalogue.text("range").format(low=low, high=high)

    def between(self, low: float | None, high: float | None, lowest: float) -> str:
        """Return a range of volumes.

        Parameters
        ----------
        low, high
            Ends; none below is nowhere, none above is open. [request/year]
        lowest
            Smallest volume that was tried: a range that begins there is open below.
            [request/year]

        Returns
        -------
        str
            In words.
        """
        if low is None:
            return self.text("volumes.never")
        if low <= lowest * (1.0 + SAME):
            words = "volumes.any" if high is None else "volumes.up_to"
            return self.text(words, high=self.figures.scaled(high or 0.0))
        first = self.figures.scaled(low)
        if high is None:
            return self.text("volumes.from", low=first)
        return self.text("volumes.from_to", low=first, high=self.figures.scaled(high))

    def fiscal_year(self, year: FiscalYear, starts_in: int) -> str:
        """Return a fiscal year, with its months where the study covers a part of it.

        Parameters
        ----------
        year
            The year.
        starts_in
            Month in which it begins, 1-12.

        Returns
        -------
        str
            For example ``2024/2025 (3 months)``.
        """
        words = str(year.start)
        if starts_in != 1:
            words = self.text("first.year.split", year=words, next=str(year.start + 1))
        if year.months == MONTHS_PER_YEAR:
            return words
        return self.text("first.year.part", year=words, months=float(year.months))

    def posts(self, value: float) -> str:
        """Return a number of posts, to a tenth below ten.

        Parameters
        ----------
        value
            Full-time equivalents. [FTE]

        Returns
        -------
        str
            The number.
        """
        return f"{value:.1f}" if value < 10 else f"{value:.0f}"  # noqa: PLR2004 - two digits

    def signed_money(self, value: float) -> str:
        """Return a difference of money with its sign.

        Parameters
        ----------
        value
            Dearer positive. [CUR]

        Returns
        -------
        str
            With a plus where dearer.
        """
        return ("+" if value > 0 else "") + self.figures.money(value)

    def performance(self, spread: Spread | None) -> str:
        """Return a performance in its own unit.

        Parameters
        ----------
        spread
            Quantiles, or none where unknown.

        Returns
        -------
        str
            Middle and range.
        """
        if spread is None:
            return self.text("doc.unknown")
        middle = self.figures.quantity(spread.p50, spread.unit)
        if spread.p05 == spread.p95:
            return middle
        low, high = (self.figures.end_of_range(v, spread.unit) for v in (spread.p05, spread.p95))
        return f"{middle} ({self.catalogue.text('range').format(low=low, high=high)})"

    def stakeholder(self, name: str) -> str:
        """Return a stakeholder's name.

        Parameters
        ----------
        name
            Id; ``anyone`` where the dossier names nobody.

        Returns
        -------
        str
            As the dossier calls it.
        """
        found = self.names.stakeholders.get(name)
        return self.text("weights.anyone") if found is None else self.local(found)

    def gates(self, gates: Sequence[GateResult]) -> str:
        """Return gates as a list.

        Parameters
        ----------
        gates
            Their results.

        Returns
        -------
        str
            Names, joined.
        """
        return self.catalogue.text("list.comma").join(self.gate(gate.gate) for gate in gates)

    def shares(self, names: Sequence[str]) -> str:
        """Return what a precedent shares with the plan.

        Parameters
        ----------
        names
            Keys.

        Returns
        -------
        str
            Joined; a dash for nothing.
        """
        words = [self.word("near", name) for name in names]
        return self.catalogue.text("list.comma").join(words) or "–"

    def bill_line(self, line: BillLine) -> str:
        """Return a line of a bill in words.

        Parameters
        ----------
        line
            The line.

        Returns
        -------
        str
            Kind, activity and role, and what it is shared for.
        """
        kind, *rest = line.id.split("/")
        parts = []
        for part in rest:
            if part == VOLUME:
                parts.append(self.word("line", VOLUME))
            elif f"role.{part}" in self.catalogue:
                parts.append(self.word("role", part))
            else:
                parts.append(known_word("entity", part, self))
        kinds = self.text("bill.capital" if line.is_capital else "bill.running")
        if line.capability:
            shared = self.text("bill.shared_with", what=self.capability(line.capability))
            kinds = self.catalogue.text("list.semicolon").join([kinds, shared])
        words = self.catalogue.text("list.comma").join([known_word("line", kind, self), *parts])
        return self.catalogue.text("option.full").format(pathway=words, details=kinds)

    def input_row(self, row: InputRow) -> str:
        """Return a numbered input in words.

        Parameters
        ----------
        row
            The input.

        Returns
        -------
        str
            With its use case, or with how many it holds for.
        """
        if len(row.ids) == 1:
            return self.parameter(row.ids[0])
        if row.ids[0].startswith("dossier:use_cases/"):
            field = self.word("field", row.ids[0].rsplit("/", 1)[-1])
            of = self.text("assumptions.cases", n=float(len(row.ids)))
            return self.catalogue.text("input.of").format(what=field, of=of)
        names = [self.parameter(name) for name in row.ids]
        return self.catalogue.text("list.semicolon").join(names)

    def fact(self, entry: FactEntry) -> str:
        """Return a fact in words.

        Parameters
        ----------
        entry
            The fact.

        Returns
        -------
        str
            What is stated, of what.
        """
        return fact_label(entry.label, self)

    def fact_value(self, entry: FactEntry) -> str:
        """Return the value of a fact.

        Parameters
        ----------
        entry
            The fact.

        Returns
        -------
        str
            With unit and range, or the word of a status.
        """
        if entry.statement is None:
            known = f"export_word.{entry.value}"
            return self.catalogue.text(known) if known in self.catalogue else entry.value
        middle = self.figures.quantity(entry.statement.p50, entry.unit, 3)
        if entry.statement.is_certain:
            return middle
        low = self.figures.end_of_range(entry.statement.p05, entry.unit)
        high = self.figures.end_of_range(entry.statement.p95, entry.unit)
        return f"{middle} ({self.catalogue.text('range').format(low=low, high=high)})"
