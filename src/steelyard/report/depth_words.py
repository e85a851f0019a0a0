"""When something wins, in words: the ranges that scenario discovery found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steelyard.report.catalogue import upper_first

if TYPE_CHECKING:
    from steelyard.decision.discovery import Discovery, Range
    from steelyard.report.page_voice import PageVoice


def discovery_words(found: Discovery, voice: PageVoice) -> str:
    """Return when a target wins.

    Parameters
    ----------
    found
        Ranges, with coverage and density.
    voice
        The speaker.

    Returns
    -------
    str
        One to three sentences.
    """
    name = target_words(found.target, voice)
    if found.is_too_rare:
        return upper_first(_text(voice, "too_rare", name=name))
    share = voice.figures.of_hundred(found.share)
    parts = [upper_first(_text(voice, "lead", name=name, share=share))]
    if not found.ranges:
        return voice.catalogue.text("sentence.join").join([
            *parts,
            upper_first(_text(voice, "nothing", name=name)),
        ])
    inside = voice.text("discovery.inside", confidence=found.density, coverage=found.coverage)
    ranges = voice.catalogue.text("list.semicolon").join(
        range_words(r, voice) for r in found.ranges
    )
    return voice.catalogue.text("sentence.join").join([*parts, f"{inside} {ranges}"])


def _text(voice: PageVoice, key: str, **values: str) -> str:
    return voice.catalogue.text(f"discovery.{key}").format(**values)


def target_words(target: str, voice: PageVoice) -> str:
    """Return what wins, in words.

    Parameters
    ----------
    target
        As in :class:`~steelyard.decision.discovery.Discovery`.
    voice
        The speaker.

    Returns
    -------
    str
        A class, a pathway or an option.
    """
    kind, _, name = target.partition(":")
    return voice.brief(name) if kind == "option" else voice.word(kind, name)


def range_words(found: Range, voice: PageVoice, *, name: str = "") -> str:
    """Return one range of one input.

    Parameters
    ----------
    found
        The range.
    voice
        The speaker.
    name
        What to call the input, if not by its full name.

    Returns
    -------
    str
        For example ``the quality bar below 80%``.
    """
    name = name or voice.parameter(found.parameter)

    def said(value: float) -> str:
        if found.unit == "request/year":
            return voice.figures.scaled(value)  # the name says the unit
        return voice.stated(value, found.unit, found.parameter)

    if found.low is None and found.high is not None:
        return _text(voice, "below", name=name, value=said(found.high))
    if found.high is None and found.low is not None:
        return _text(voice, "above", name=name, value=said(found.low))
    if found.low is None or found.high is None:
        return name
    return _text(voice, "between", name=name, low=said(found.low), high=said(found.high))
