"""Inputs in words: dossier entries, facts, assumptions of ours, weights and kinds of inputs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.report.catalogue import Catalogue
    from steelyard.report.names import Names

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
    if kind == "weight":
        return voice.catalogue.text("input.weight").format(of=voice.word("dimension", rest))
    if kind == "family":
        return voice.word("family", rest)
    if kind == "gate":
        return voice.word("gate_word", rest)
    if kind == "dossier":
        return _entry(rest, voice)
    if name in {"money_per_value_point", "all", "quality", "benefit"}:
        return voice.word("input", name)
    if f"dimension.{name}" in voice.catalogue:
        return voice.catalogue.text("input.weight").format(of=voice.word("dimension", name))
    if kind == "model":
        return _assumption(rest, voice)
    label = voice.names.parameters.get(name, name if kind != "fact" else rest)
    return fact_label(label, voice)


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
        words = _known("fact_word", parameter, voice)
    of = _known("entity", entity, voice)
    return voice.catalogue.text("input.of").format(what=words, of=of) if of else words


def _known(group: str, name: str, voice: Voice) -> str:
    key = f"{group}.{name}"
    return voice.catalogue.text(key) if key in voice.catalogue else name.replace("_", " ")


def _entry(path: str, voice: Voice) -> str:
    # A dossier entry: the word for its field, and what it belongs to.
    parts = path.split("/")
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
    # A coefficient of a model of ours, as quality.intercept.drafting or serving/a100/decode.
    parts = [part for part in re.split(r"[./]", name) if part]
    what = _known("assumption", parts[0], voice)
    rest = " ".join(_known("assumption", part, voice) for part in parts[1:])
    return voice.catalogue.text("input.of").format(what=what, of=rest) if rest else what
