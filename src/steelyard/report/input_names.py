"""Inputs in words: dossier entries, facts, assumptions of ours, weights and kinds of inputs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from steelyard.report.catalogue import Catalogue
    from steelyard.report.names import Names

PORTFOLIO: Final = "portfolio"
INTERPRETATION: Final = "interpretations"


class Voice(Protocol):
    """What naming an input asks of a speaker."""

    @property
    def catalogue(self) -> Catalogue:
        """Texts."""

    @property
    def names(self) -> Names:
        """What the study calls things."""

    def word(self, group: str, name: str) -> str:
        """Return a member of a closed list in words."""

    def local(self, text: Mapping[str, str]) -> str:
        """Return a text in the speaker's language."""


def input_name(name: str, voice: Voice) -> str:
    """Return an input in words.

    Parameters
    ----------
    name
        Parameter id, ``weight:<dimension>``, ``family:<kind>``, or what an unknown thing is called.
    voice
        The speaker.

    Returns
    -------
    str
        With the use case or role it belongs to.
    """
    kind, _, rest = name.partition(":")
    said: dict[str, Callable[[], str]] = {
        "weight": lambda: _weight(rest, voice),
        "family": lambda: voice.word("family", rest),
        "gate": lambda: voice.word("gate_word", rest),
        "dossier": lambda: _entry(rest, voice),
        "model": lambda: _assumption(rest, voice),
    }
    if kind in said:
        return said[kind]()
    if f"input.{name}" in voice.catalogue:
        return voice.word("input", name)
    if f"dimension.{name}" in voice.catalogue:
        return _weight(name, voice)
    return fact_label(voice.names.parameters.get(name) or rest or name, voice)


def _weight(dimension: str, voice: Voice) -> str:
    return voice.catalogue.text("input.weight").format(of=voice.word("dimension", dimension))


def fact_label(label: str, voice: Voice) -> str:
    """Return a fact in words from its entity and parameter.

    Parameters
    ----------
    label
        As ``<entity>: <parameter>``.
    voice
        The speaker.

    Returns
    -------
    str
        In words where both are known; names of models and machines stay as published.
    """
    entity, separator, parameter = label.partition(": ")
    if not separator:
        return label
    if parameter.startswith(("setup-", "running-")):
        what, _, role = parameter.partition("-")
        words = voice.catalogue.text(f"fact_word.{what}").format(
            role=voice.word("role", role.replace("-", "_"))
        )
    else:
        words = known_word("fact_word", parameter, voice)
    of = known_word("entity", entity, voice)
    return voice.catalogue.text("input.of").format(what=words, of=of) if of else words


def known_word(group: str, name: str, voice: Voice) -> str:
    """Return the word for a name of an open list, which facts may extend.

    Parameters
    ----------
    group
        For example ``entity``.
    name
        As in the fact tables.
    voice
        The speaker.

    Returns
    -------
    str
        The name itself, readable, where the catalogue has no word; tests hold that it has one for
        everything we ship.
    """
    key = f"{group}.{name}"
    return voice.catalogue.text(key) if key in voice.catalogue else name.replace("_", " ")


def _entry(path: str, voice: Voice) -> str:
    # A dossier entry: the word for its field, and what it belongs to.
    parts = path.split("/")
    if parts[0] == PORTFOLIO:
        # What several use cases share: an offer, a tier or a measure, by its id.
        words = voice.word("portfolio_field", parts[-1])
        of = re.sub(r"[-_]", " ", parts[2])
        return voice.catalogue.text("input.of").format(what=words, of=of)
    words = voice.word("field", parts[-1])
    of = ""
    if parts[0] == "use_cases":
        of = voice.local(voice.names.use_cases.get(parts[1], {"en": parts[1]}))
    elif parts[:2] == ["capacity", "staff"]:
        of = voice.word("role", parts[2])
    elif len(parts) > 2:  # noqa: PLR2004 - below a list of the dossier: its entry's id
        of = re.sub(r"[-_]", " ", parts[-2] if INTERPRETATION not in parts else parts[4])
    return voice.catalogue.text("input.of").format(what=words, of=of) if of else words


def _assumption(name: str, voice: Voice) -> str:
    # A coefficient of a model of ours, as acceptance.drafting or language-gap/<model>/<language>.
    head, *rest = name.split("/")
    what, *kinds = head.split(".")
    parts = [known_word("assumption", kind, voice) for kind in kinds if kind != "task"]
    for part in rest:
        if part in voice.names.use_cases:
            parts.append(voice.local(voice.names.use_cases[part]))
        else:
            parts.append(known_word("assumption", part, voice))
    words = known_word("assumption", what, voice)
    of = voice.catalogue.text("list.comma").join(parts)
    return voice.catalogue.text("input.of").format(what=words, of=of) if of else words
