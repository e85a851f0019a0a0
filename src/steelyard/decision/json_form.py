"""How numbers, sentences and uncertain figures stand in decision.json."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from steelyard.uncertainty.summary import significant

if TYPE_CHECKING:
    from steelyard.dossier.text import Message
    from steelyard.uncertainty.summary import Spread

Json: TypeAlias = dict[str, Any]


def number(value: float | None) -> float | None:
    """Return a number as it stands in JSON.

    Parameters
    ----------
    value
        Any finite number, or none where there is none.

    Returns
    -------
    float or None
        Ten significant digits.
    """
    return None if value is None else significant(value)


def message_json(message: Message | None) -> Json | None:
    """Return a sentence for readers as it stands in JSON.

    Parameters
    ----------
    message
        Key and what the sentence names, or none.

    Returns
    -------
    dict or None
        ``{"key": …, "values": {…}}``.
    """
    if message is None:
        return None
    values = {
        name: significant(part) if isinstance(part, float) else part
        for name, part in message.values.items()
    }
    return {"key": message.key, "values": values}


def spread_json(spread: Spread | None) -> Json | None:
    """Return an uncertain figure as it stands in JSON.

    Parameters
    ----------
    spread
        Quantiles and unit, or none where the figure is unknown.

    Returns
    -------
    dict or None
        The fixed form of an uncertain figure.
    """
    return None if spread is None else dict(spread.as_json())
