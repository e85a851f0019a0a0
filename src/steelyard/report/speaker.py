"""Says a sentence of a stage in the words of one language: ids become names, numbers readable."""

from __future__ import annotations

import string
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from babel import Locale

from steelyard.dossier.text import in_language
from steelyard.report.input_names import input_name, known_word
from steelyard.report.names import class_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from steelyard.dossier.text import Message
    from steelyard.options.model import Option
    from steelyard.report.catalogue import Catalogue
    from steelyard.report.figures import Figures
    from steelyard.report.names import Names

Value = str | float


def upper_first(text: str) -> str:
    """Return a text with its first letter as a capital.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        Unchanged where the script has no capitals.

    Examples
    --------
    >>> upper_first("keep it")
    'Keep it'
    """
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Said:
    """A value of a sentence: as it is, and in words.

    Attributes
    ----------
    raw
        For a format of the sentence's own, as ``{share:.0%}``.
    words
        Used where the sentence asks for no format.
    """

    raw: Value
    words: str


class _Filler(string.Formatter):
    def __init__(self, figures: Figures) -> None:
        self.figures = figures

    def format_field(self, value: Any, format_spec: str) -> str:
        if not isinstance(value, Said):
            return str(super().format_field(value, format_spec))
        if not format_spec:
            return value.words
        if isinstance(value.raw, str):
            return value.words
        special: dict[str, Callable[[float], str]] = {
            "money": self.figures.money,
            "hundred": self.figures.of_hundred,
            "percent": self.figures.percent,
            "number": self.figures.scaled,
        }
        if format_spec in special:
            return special[format_spec](value.raw)
        return format(value.raw, format_spec)


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
            The sentence; raises ``LookupError`` for a key without text.
        """
        values = self._filled(message.values)
        sentence = _Filler(self.figures).vformat(self.catalogue.text(message.key), (), values)
        return upper_first(sentence)

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
        return _Filler(self.figures).vformat(self.catalogue.text(key), (), said)

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
        found = self.names.options[name]
        if found.is_do_minimum:
            return self.word("pathway", "do_minimum")
        pattern = self.catalogue.text("option.full")
        return pattern.format(pathway=self.pathways(found), details=self.model(found))

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
        if found.is_do_minimum:
            return self.word("pathway", "do_minimum")
        parts = [self.model(found), *self._place(found), *self._fitting(found)]
        details = self.catalogue.text("list.comma").join(part for part in parts if part)
        pattern = self.catalogue.text("option.full")
        return pattern.format(pathway=self.pathways(found), details=details)

    def pathways(self, option: Option) -> str:
        """Return the pathways of an option in words.

        Parameters
        ----------
        option
            The option.

        Returns
        -------
        str
            Composites joined by a plus sign.
        """
        return self.pathway_list("+".join(str(name) for name in option.pathways))

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
        if f"pathway.{joined}" in self.catalogue:
            return self.word("pathway", joined)
        return " + ".join(self.word("pathway", name) for name in joined.split("+"))

    def model(self, option: Option) -> str:
        """Return the model of an option by its published name.

        Parameters
        ----------
        option
            The option.

        Returns
        -------
        str
            A planned model by its size.
        """
        if option.planned is not None:
            size = self.figures.scaled(option.planned.params_b)
            return self.catalogue.text("option.planned").format(size=size)
        return option.model

    def _place(self, option: Option) -> list[str]:
        if option.hosting is None:
            return []
        parts = []
        if str(option.hosting) not in {str(name) for name in option.pathways}:
            parts.append(self.word("hosting", str(option.hosting)))
        if option.generation_location not in {None, option.hosting}:
            place = self.word("hosting", str(option.generation_location))
            parts.append(self.catalogue.text("option.generated").format(place=place))
        return parts

    def _fitting(self, option: Option) -> list[str]:
        parts = []
        if option.hardware:
            tenure = self.word("tenure", str(option.tenure or "rent"))
            pattern = self.catalogue.text("option.hardware")
            parts.append(pattern.format(hardware=option.hardware, tenure=tenure))
        implied = {IMPLIED.get(str(name)) for name in option.pathways}
        if option.adaptation is not None and str(option.adaptation) not in implied:
            parts.append(self.word("adaptation", str(option.adaptation)))
        usual = "agency" if class_of(option.pathways) == "build" else "vendor"
        if str(option.vehicle) != usual:
            parts.append(self.word("vehicle", str(option.vehicle)))
        return parts

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

    def _filled(self, values: Mapping[str, Value]) -> dict[str, Said]:
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

    def _said(self, name: str, value: Value, beside: Mapping[str, Value]) -> Said:
        if isinstance(value, str):
            return Said(value, self._word_of(name, value))
        if name == "value" and isinstance(beside.get("unit"), str):
            return Said(value, self._amount(float(value), str(beside["unit"])))
        if name == "now":
            return Said(value, self.figures.percent(float(value)))
        if name in MONEY:
            return Said(value, self.figures.money(float(value)))
        if name in SHARES:
            return Said(value, self.figures.of_hundred(float(value)))
        return Said(value, self.figures.scaled(float(value)))

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
            "name": self.parameter,
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
        kind, _, rest = name.rstrip(")").partition("(")
        kind = kind.partition(":")[0]
        parts = [self._part(part) for part in rest.split("@") if part]
        words = known_word("capability", kind, self)
        if not parts:
            return words
        details = self.catalogue.text("list.comma").join(parts)
        return self.catalogue.text("option.full").format(pathway=words, details=details)

    def _part(self, name: str) -> str:
        # A part of a capability's id: a place, a tenure or a vehicle; else a published name.
        keys = (f"{group}.{name}" for group in ("hosting", "tenure", "vehicle"))
        return next((self.catalogue.text(key) for key in keys if key in self.catalogue), name)

    def _data_class(self, name: str) -> str:
        return self.local(self.names.data_classes.get(name, {"en": name}))

    def _day(self, value: str) -> str:
        return self.figures.day(date.fromisoformat(value))


IMPLIED: Final = {
    "api": "prompting",
    "licensed_instance": "prompting",
    "sovereign_cloud": "prompting",
    "finetuned_purchase": "lora",
    "rag_purchased": "retrieval",
    "pretraining": "pretraining",
}
"""Fitting that goes without saying on a pathway."""

MONEY: Final = frozenset({"worth", "price", "budget", "required_money"})
"""Placeholders that hold amounts of money."""

SHARES: Final = frozenset({"confidence", "share"})
"""Placeholders that hold shares, said as cases out of a hundred."""

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
    "unit": "unit_name",
}
"""Placeholders that hold a member of a closed list."""
