"""What changed between two decisions, in words: the answers first, then one line a change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from steelyard.dossier.schema import Aggregation, Reading
from steelyard.report.catalogue import load_catalogue
from steelyard.report.decision_names import names_without_dossier
from steelyard.report.figures import Figures
from steelyard.report.page_voice import PageVoice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from steelyard.decision.compare import Comparison, Moved, UseCaseChange

DIGITS: Final = 6
"""Significant digits of what differs: fewer could hide the difference. [1]"""


def comparison_in_words(
    comparison: Comparison, decisions: Sequence[Mapping[str, Any]], language: str
) -> str:
    """Return what changed between two decisions as plain text.

    Parameters
    ----------
    comparison
        What changed.
    decisions
        Contents of the two ``decision.json``, the newer last: what they call options.
    language
        ``en`` or ``zh``.

    Returns
    -------
    str
        How many answers changed, then those, then one line a change; says so where nothing
        changed. What has a name is followed by its id.
    """
    catalogue = load_catalogue(language)
    names = names_without_dossier(decisions)
    teller = _Teller(PageVoice(catalogue, Figures(catalogue, names.currency), names))
    lines = [*teller.lines(comparison)]
    if not lines:
        return teller.say("nothing")
    answers = [
        "  " + teller.say("answer", case=entry.use_case, moved=teller.moved(entry.recommended))
        for entry in comparison.use_cases
        if entry.recommended is not None
    ]
    return "\n".join([teller.say("gist", n=str(len(answers))), *answers, "", *lines])


class _Teller:
    """Says one change after the other."""

    def __init__(self, voice: PageVoice) -> None:
        self.voice = voice

    def say(self, key: str, **values: str) -> str:
        return self.voice.catalogue.text(f"compare.{key}").format(**values)

    def lines(self, comparison: Comparison) -> list[str]:
        found = [self.say("only_before", name=name) for name in comparison.only_before]
        found += [self.say("only_after", name=name) for name in comparison.only_after]
        for entry in comparison.use_cases:
            found += self._use_case(entry)
        for moved in comparison.frame:
            name = self.voice.word("compare.frame", moved.name)
            found.append(self.say("frame", name=name, moved=self._framed(moved)))
        for moved in comparison.inputs:
            values = self._pair(self._quantiles(moved.before), self._quantiles(moved.after))
            found.append(self.say("input", name=self._input(moved.name), moved=values))
        return found

    def moved(self, entry: Moved) -> str:
        return self._both(entry, self._answer)

    def _use_case(self, entry: UseCaseChange) -> list[str]:
        case, found = entry.use_case, []
        if entry.recommended:
            words = self._both(entry.recommended, self._option)
            found.append(self.say("recommended", case=case, moved=words))
        if entry.confidence:
            before, after = map(self.voice.figures.of_hundred, self._ends(entry.confidence))
            found.append(self.say("confidence", case=case, before=before, after=after))
        found += [*self._options(entry)]
        if entry.causes:
            names = self.voice.catalogue.text("list.comma").join(map(self._input, entry.causes))
            found.append(self.say("causes", case=case, names=names))
        return found

    def _options(self, entry: UseCaseChange) -> Iterator[str]:
        case = entry.use_case
        for moved in entry.exclusions:
            option, words = self._option(moved.name), self._both(moved, self._gates)
            yield self.say("excluded", case=case, option=option, moved=words)
        for moved in entry.costs:
            option, words = self._option(moved.name), self._both(moved, self._money)
            yield self.say("cost", case=case, option=option, moved=words)
        for moved in entry.options:
            key = "gone" if moved.after is None else "new"
            yield self.say(key, case=case, option=self._option(moved.name))

    def _both(self, entry: Moved, say: Callable[[Any], str]) -> str:
        return self._pair(say(entry.before), say(entry.after))

    @staticmethod
    def _ends(entry: Moved) -> tuple[Any, Any]:
        return entry.before, entry.after

    def _pair(self, before: str, after: str) -> str:
        return self.say("moved", before=before, after=after)

    def _answer(self, name: str) -> str:
        if name in self.voice.names.options:
            return self.voice.brief(name)
        return self._word("verdict_word", name)

    def _option(self, name: str) -> str:
        words = self._answer(name)
        return words if words == name else self.say("with_id", words=words, id=name)

    def _word(self, group: str, name: str) -> str:
        # What another version wrote may have no word here: then it stands as it is.
        known = f"{group}.{name}" in self.voice.catalogue
        return self.voice.word(group, name) if known else name

    def _gates(self, names: Sequence[str]) -> str:
        words = [
            self.voice.gate(name) if name.startswith("own_rule.") else self._word("gate_word", name)
            for name in names
        ]
        return self.voice.catalogue.text("list.comma").join(words) or self.say("feasible")

    def _money(self, value: float) -> str:
        return self.voice.figures.money(value, DIGITS)

    def _input(self, name: str) -> str:
        try:
            words = self.voice.parameter(name)
        except (LookupError, ValueError):
            return name
        return self.say("with_id", words=words, id=name)

    def _framed(self, entry: Moved) -> str:
        said: dict[str, Callable[[Any], str]] = {
            "reading": lambda found: self._word("reading", Reading(found).value),
            "aggregation": lambda found: self._word("voices.method", Aggregation(found).value),
            "decided_weights": self._weights,
            "money_per_value_point": self._quantiles,
            "illustration": lambda found: self.say("yes" if found else "no"),
            "as_of": lambda found: self.voice.figures.day(date.fromisoformat(found)),
        }
        tell = said.get(entry.name, str)
        ends = []
        for found in self._ends(entry):
            try:
                ends.append(self.say("absent") if found is None else tell(found))
            except (AttributeError, TypeError, ValueError):
                ends.append(str(found))
        return self._pair(*ends)

    def _weights(self, found: Mapping[str, float]) -> str:
        rows = [
            f"{self._word('dimension', name)} {self.voice.figures.percent(float(weight))}"
            for name, weight in found.items()
        ]
        return self.voice.catalogue.text("list.comma").join(rows)

    def _quantiles(self, found: Any) -> str:
        if found is None:
            return self.say("absent")
        try:
            unit = str(found["unit"])
            low, middle, high = (float(found[name]) for name in ("p05", "p50", "p95"))
        except (KeyError, TypeError, ValueError):
            return str(found)
        figures = self.voice.figures
        words = figures.quantity(middle, unit, DIGITS)
        if low < high:
            ends = [figures.scaled(end, DIGITS) for end in (low, high)]
            words = self.say("spread", middle=words, low=ends[0], high=ends[1])
        status = str(found.get("status", ""))
        if not status:
            return words
        return self.say("with_status", words=words, status=self._word("compare.status", status))
