"""How numbers, sentences and uncertain figures stand in decision.json."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from typing import Any, Final, TypeAlias

from steelyard.dossier.text import Message
from steelyard.uncertainty.summary import Spread, significant

Json: TypeAlias = dict[str, Any]

DIGITS: Final = 8
"""Significant digits: two more than results agree to across platforms. [1]"""


@dataclass(slots=True)
class Texts:
    """Sentences that many options share, each stated once and named by a short id.

    Attributes
    ----------
    table
        ``{"key": …, "values": {…}}`` by id, in the order in which they were first said.
    """

    table: dict[str, Json] = field(default_factory=dict)
    _ids: dict[str, str] = field(default_factory=dict)

    def id_of(self, message: Message | None) -> str | None:
        """Return the id of a sentence, filing it if it is new.

        Parameters
        ----------
        message
            Key and what the sentence names, or none.

        Returns
        -------
        str or None
            For example ``t12``; the same sentence always has the same id.
        """
        said = message_json(message)
        if said is None:
            return None
        text = json.dumps(said, sort_keys=True, ensure_ascii=False)
        if text not in self._ids:
            self._ids[text] = f"t{len(self._ids) + 1}"
            self.table[self._ids[text]] = said
        return self._ids[text]


def number(value: float | None) -> float | None:
    """Return a number as it stands in JSON.

    Parameters
    ----------
    value
        Any finite number, or none where there is none.

    Returns
    -------
    float or None
        Eight significant digits, whole numbers without a point.
    """
    if value is None:
        return None
    found = significant(value, DIGITS)
    return int(found) if found.is_integer() else found


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
        name: significant(part, DIGITS) if isinstance(part, float) else part
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
    if spread is None:
        return None
    return {
        "p05": number(spread.p05),
        "p50": number(spread.p50),
        "p95": number(spread.p95),
        "unit": spread.unit,
    }


def record_json(record: object) -> Any:
    """Return a record as it stands in JSON, every attribute under its name.

    Parameters
    ----------
    record
        A dataclass of plain values, spreads, sentences, records, and tuples and tables of them.

    Returns
    -------
    object
        Plain data; numbers with eight significant digits, what is not a number as none.

    Notes
    -----
    ``TypeError`` if there is something of another kind in it.
    """
    if isinstance(record, Mapping):
        return {str(record_json(name)): record_json(value) for name, value in record.items()}
    if isinstance(record, tuple | list):
        return [record_json(entry) for entry in record]
    return _leaf_json(record)


def _leaf_json(record: object) -> Any:
    if isinstance(record, Enum):
        return record.value
    if record is None or isinstance(record, str | int):
        return record
    if isinstance(record, float):
        return number(record) if math.isfinite(record) else None
    if isinstance(record, Spread):
        return spread_json(record)
    if isinstance(record, Message):
        return message_json(record)
    if not is_dataclass(record):
        message = f"expected a record of plain values, found {type(record).__name__}"
        raise TypeError(message)
    return {entry.name: record_json(getattr(record, entry.name)) for entry in fields(record)}
