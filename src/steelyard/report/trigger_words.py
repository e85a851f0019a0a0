"""Triggers and adaptive paths in words, for the report and for the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.decision.trigger import Comparator, TriggerKind
from steelyard.report.filler import Said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision.adaptive import AdaptivePath
    from steelyard.decision.trigger import Trigger
    from steelyard.dossier.text import Message
    from steelyard.report.page_voice import PageVoice
    from steelyard.uncertainty.summary import Spread

BECOMES_BEST: Final = frozenset({
    TriggerKind.INPUT,
    TriggerKind.FAMILY,
    TriggerKind.WEIGHT,
    TriggerKind.QUALITY,
})
"""Kinds whose option is best by reckoning; of the others it is only the next in line."""
OF_ANSWERS: Final = frozenset({TriggerKind.QUALITY, TriggerKind.MARKET})
"""Kinds whose number is a share of answers."""
MONTHS_DIGITS: Final = 2


@dataclass(frozen=True, slots=True)
class TriggerRow:
    """One trigger as a row of a table.

    Attributes
    ----------
    when
        The predicate.
    then
        What follows.
    why
        Why it matters.
    believed
        What is believed of it; empty where nothing is, in numbers.
    review
        By when somebody must look.
    is_inside
        Whether what is believed leaves it open.
    """

    when: str
    then: str
    why: str
    believed: str
    review: str
    is_inside: bool


def trigger_row(trigger: Trigger, voice: PageVoice) -> TriggerRow:
    """Return a trigger in words.

    Parameters
    ----------
    trigger
        Which.
    voice
        The speaker.

    Returns
    -------
    TriggerRow
        Ready for a table.
    """
    return TriggerRow(
        when=trigger_words(trigger.when, trigger, voice),
        then=then_words(trigger, voice),
        why=trigger_words(trigger.why, trigger, voice),
        believed=_believed(trigger, voice),
        review=voice.text("trigger.review", since=trigger.review_on.isoformat()),
        is_inside=trigger.is_inside,
    )


def trigger_words(message: Message, trigger: Trigger, voice: PageVoice) -> str:
    """Return a sentence about a trigger, options named briefly and numbers with their unit.

    Parameters
    ----------
    message
        ``when``, ``why``, or the words of a check.
    trigger
        Whose unit and input the number has.
    voice
        The speaker.

    Returns
    -------
    str
        In words.
    """
    values: dict[str, str | float | Said] = dict(message.values)
    for name in ("option", "other"):
        if name in values:
            values[name] = _brief(str(values[name]), voice)
    if isinstance(values.get("value"), int | float):
        values["value"] = voice.stated(
            float(message.values["value"]), trigger.unit, _named(trigger)
        )
    return voice.sentence(message.key, values)


def _named(trigger: Trigger) -> str:
    # A share of answers is said in per cent, as weights and factors are.
    return "family:quality" if trigger.kind in OF_ANSWERS else trigger.what


def _brief(option: str, voice: PageVoice) -> Said:
    known = option in voice.names.options
    return Said(option, voice.brief(option) if known else option or "–")


def then_words(trigger: Trigger, voice: PageVoice) -> str:
    """Return what follows once a trigger is true.

    Parameters
    ----------
    trigger
        Which.
    voice
        The speaker.

    Returns
    -------
    str
        The option that becomes best, the next in line, or that only a new study can tell.
    """
    if not trigger.then:
        return voice.text("trigger.then.anew")
    key = "best" if trigger.kind in BECOMES_BEST else "next"
    return voice.sentence(f"trigger.then.{key}", {"option": _brief(trigger.then, voice)})


def _believed(trigger: Trigger, voice: PageVoice) -> str:
    found = trigger.believed
    if found is None or trigger.comparison is Comparator.DATE_REACHED:
        return ""
    middle = voice.stated(found.p50, trigger.unit, _named(trigger))
    low, high = (voice.stated(end, trigger.unit, _named(trigger)) for end in (found.p05, found.p95))
    if low == high:
        return middle
    span = voice.catalogue.text("range").format(low=low, high=high)
    return voice.text("trigger.believed", middle=middle, range=span)


def path_words(path: AdaptivePath, voice: PageVoice) -> str:
    """Return the adaptive reading of a use case in words.

    Parameters
    ----------
    path
        Which.
    voice
        The speaker.

    Returns
    -------
    str
        One to four sentences.
    """
    values: Mapping[str, Said] = {
        name: _brief(str(option), voice) for name, option in path.words.values.items()
    }
    parts = [voice.sentence(path.words.key, values)]
    if path.capabilities:
        parts.append(voice.text("adaptive.build", names=", ".join(path.capabilities)))
    if path.months is not None:
        parts.append(_months(path.months, voice))
    if path.share is not None:
        parts.append(voice.text("adaptive.share", share=path.share))
    return voice.catalogue.text("sentence.join").join(parts)


def _months(months: Spread, voice: PageVoice) -> str:
    middle, longest = (
        voice.figures.scaled(part, MONTHS_DIGITS) for part in (months.p50, months.p95)
    )
    return voice.text("adaptive.months", months=middle, longest=longest)
