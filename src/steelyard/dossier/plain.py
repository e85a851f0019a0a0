"""Walk plain data without trusting its shape."""

from __future__ import annotations

from typing import Any


def entries(data: Any, *names: str) -> list[tuple[int, dict[str, Any]]]:
    """Return the mappings of a list, with their positions.

    Parameters
    ----------
    data
        Plain data.
    *names
        Keys that lead to the list.

    Returns
    -------
    list of tuple
        Position from 0 and entry; empty if there is no such list.
    """
    for name in names:
        data = data.get(name) if isinstance(data, dict) else None
    if not isinstance(data, list):
        return []
    return [(number, entry) for number, entry in enumerate(data) if isinstance(entry, dict)]
