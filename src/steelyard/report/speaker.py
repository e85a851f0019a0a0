"""Says a sentence of a stage in the words of one language: ids become names, numbers readable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from babel import Locale

from steelyard.dossier.text import in_language
from steelyard.report.catalogue import upper_first
from steelyard.report.filler import Filler, Said
from steelyard.report.input_names import input_name
from steelyard.report.option_names import (
    brief_name,
    capability_name,
    option_name,
    pathways_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from steelyard.dossier.text import Message
    from steelyard.report.catalogue import Catalogue
    from steelyard.report.figures import Figures
    from steelyard.report.names import Names

Value = str | float


@dataclass(frozen=True, slots=True)
class Speaker:
    """The voice of a report in one language.

    Attributes
    ----------
    catalogue
        Texts.
    figures
        Numbers.
    names
        What the study calls things.
    """

    catalogue: Catalogue
    figures: Figures
    names: Names

    @property
    def language(self) -> str:
        """The language code."""
        return self.catalogue.language

    def say(self, message: Message) -> str:
        """Return a sentence of a stage.

        Parameters
        ----------
        message
            Key and values.

        Returns
        -------
        str
            The sentence.
        """
        return self.sentence(message.key, message.values)

    def sentence(self, key: str, values: Mapping[str, str | float | Said]) -> str:
        """Return a sentence by its key.

        Parameters
        ----------
        key
            Its key.
        values
            What it names; some may be in words already.

        Returns
        -------
        str
            The sentence. A key without text is a mistake of ours that tests look for; it must not
            cost the reader a computed study, so it stands in brackets with its values.
        """
        filled = self._filled(values)
        if key not in self.catalogue:
            said = self.catalogue.text("list.semicolon").join(
                part.words for part in filled.values() if part.words
            )
            return self.text("doc.no_text", what=key, how=said)
        return upper_first(Filler(self.figures).vformat(self.catalogue.text(key), (), filled))

    def text(self, key: str, **values: Value) -> str:
        """Return a text of the report's own.

        Parameters
        ----------
        key
            Its key.
        **values
            What it names.

        Returns
        -------
        str
            The text with its values in words.
        """
        said = {name: self._said(name, value, values) for name, value in values.items()}
        return Filler(self.figures).vformat(self.catalogue.text(key), (), said)

    def title(self, name: str) -> str:
        """Return an option in words, as it begins a line or a cell.

        Parameters
        ----------
        name
            Option id, or a verdict that stands in for one.

        Returns
        -------
        str
            With a capital letter first where the language has them.
        """
        return upper_first(self.option(name))

    def brief(self, name: str) -> str:
        """Return an option by its pathway and model alone, for page one.

        Parameters
        ----------
        name
            Option id.

        Returns
        -------
        str
            Short.
        """
        return brief_name(self.names.options[name], self)

    def quoted(self, text: str) -> str:
        """Return a text in quotation marks.

        Parameters
        ----------
        text
            Any text.

        Returns
        -------
        str
            As the language writes it.
        """
        return self.catalogue.text("quoted").format(text=text)

    def word(self, group: str, name: str) -> str:
        """Return the word for a member of a closed list, as a hosting or a role.

        Parameters
        ----------
        group
            For example ``hosting``.
        name
            For example ``own_data_centre``.

        Returns
        -------
        str
            The word.
        """
        return self.catalogue.text(f"{group}.{name}")

    def local(self, text: Mapping[str, str]) -> str:
        """Return a text of the dossier in this language, or in the first one it has.

        Parameters
        ----------
        text
            By language code.

        Returns
        -------
        str
            The text.
        """
        return in_language(dict(text), self.language)

    def option(self, name: str) -> str:
        """Return an option in words: pathway, model, place, and how the model is fitted.

        Parameters
        ----------
        name
            Option id, or a verdict that stands in for one.

        Returns
        -------
        str
            For example ``own service on an open model – qwen1.5-72b, own machine room``.
        """
        found = self.names.options.get(name)
        if found is None:
            return self.word("verdict_word", name)
        return option_name(found, self)

    def pathway_list(self, joined: str) -> str:
        """Return pathways joined by ``+`` in words.

        Parameters
        ----------
        joined
            For example ``rag_purchased+sovereign_cloud``.

        Returns
        -------
        str
            In words.
        """
        return pathways_name(tuple(joined.split("+")), self)

    def use_case(self, name: str) -> str:
        """Return the name of a use case.

        Parameters
        ----------
        name
            Its id.

        Returns
        -------
        str
            As the dossier calls it.
        """
        return self.local(self.names.use_cases[name])

    def parameter(self, name: str) -> str:
        """Return an input in words.

        Parameters
        ----------
        name
            Parameter id, ``weight:<dimension>`` or ``family:<kind>``.

        Returns
        -------
        str
            With the use case it belongs to.
        """
        return input_name(name, self)

    def country(self, code: str) -> str:
        """Return a country by its ISO code.

        Parameters
        ----------
        code
            Two letters.

        Returns
        -------
        str
            Name in this language, or the code where there is none.
        """
        territories = Locale.parse({"en": "en", "zh": "zh_CN"}[self.language]).territories
        return str(territories.get(code, code))

    def _filled(self, values: Mapping[str, Value | Said]) -> dict[str, Said]:
        filled = {name: self._said(name, value, values) for name, value in values.items()}
        for part in ("text", "remedy"):
            texts = {
                code: str(values[f"{part}_{code}"])
                for code in ("en", "zh", "ko")
                if f"{part}_{code}" in values
            }
            if texts:
                words = self.local(texts)
                filled |= {f"{part}_{code}": Said(words, words) for code in ("en", "zh")}
        return filled

    def _said(self, name: str, value: Value | Said, beside: Mapping[str, Value | Said]) -> Said:
        if isinstance(value, Said):
            return value
        if isinstance(value, str):
            return Said(value, self._word_of(name, value))
        if name == "value" and isinstance(beside.get("unit"), str):
            return Said(value, self._amount(float(value), str(beside["unit"])))
        said: Callable[[float], str] = self.figures.scaled
        if name in MONEY:
            said = self.figures.money
        elif name in SHARES:
            said = self.figures.percent if name == "now" else self.figures.of_hundred
        return Said(value, said(float(value)))

    def _amount(self, value: float, unit: str) -> str:
        return self.figures.percent(value) if unit == "1" else self.figures.quantity(value, unit)

    def _word_of(self, name: str, value: str) -> str:
        if not value:
            return ""
        if name in LISTS:
            parts = [self._word_of(LISTS[name], part) for part in value.split(", ")]
            return self.catalogue.text("list.comma").join(parts)
        if name in {"option", "other", "unconfirmed"}:
            return self.option(value)
        if name == "brief":
            return self.brief(value)
        if name in GROUPS:
            group = GROUPS[name]
            known = f"{group}.{value}" in self.catalogue
            return self.word(group, value) if known else value
        named: dict[str, Callable[[str], str]] = {
            "use_case": self.use_case,
            "name": self._named,
            "gate": self.gate,
            "capability": self.capability,
            "country": self.country,
            "since": self._day,
            "released": self._day,
            "data_class": self._data_class,
        }
        return named[name](value) if name in named else value

    def gate(self, name: str) -> str:
        """Return a gate in words.

        Parameters
        ----------
        name
            Gate id.

        Returns
        -------
        str
            A rule of the buyer's own by its id.
        """
        if name.startswith("own_rule."):
            return self.text("gate_word.own_rule", rule=name.removeprefix("own_rule."))
        return self.word("gate_word", name)

    def capability(self, name: str) -> str:
        """Return a shared capability in words.

        Parameters
        ----------
        name
            Its id, as ``platform_team`` or ``serving(model@hardware@hosting@tenure)``.

        Returns
        -------
        str
            In words, with model and machine where it has them.
        """
        return capability_name(name, self)

    def _named(self, name: str) -> str:
        # What a flip names: an input, or the option whose answers it is about.
        return self.brief(name) if name in self.names.options else self.parameter(name)

    def _data_class(self, name: str) -> str:
        return self.local(self.names.data_classes.get(name, {"en": name}))

    def _day(self, value: str) -> str:
        return self.figures.day(date.fromisoformat(value))


MONEY: Final = frozenset({"worth", "price", "budget", "required_money"})
"""Placeholders that hold amounts of money."""

SHARES: Final = frozenset({"confidence", "share", "now"})
"""Placeholders that hold shares, said as cases out of a hundred; a weight in per cent."""

LISTS: Final = {"others": "option", "unknown": "gate", "names": "capability"}
"""Placeholders that hold several ids, and the placeholder each of them is said like."""

GROUPS: Final = {
    "basis": "basis",
    "hosting": "hosting",
    "role": "role",
    "status": "export_word",
    "use": "licence_word",
    "missed": "missed",
    "dimension": "dimension",
    "other_dimension": "dimension",
    "unit": "unit_name",
}
"""Placeholders that hold a member of a closed list."""
