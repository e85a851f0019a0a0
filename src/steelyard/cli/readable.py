"""Results as plain lines of text, for people who read them on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SPREAD: Final = {"p05", "p50", "p95", "unit"}
NO_UNIT: Final = "1"
LARGE: Final = 1e4


def number(value: float) -> str:
    """Return a number with four significant digits, thousands separated.

    Parameters
    ----------
    value
        Any number.

    Returns
    -------
    str
        For example ``12,350`` or ``0.0412``.

    Examples
    --------
    >>> number(12345.6), number(0.041234), number(3.0)
    ('12,350', '0.04123', '3')
    """
    rounded = float(f"{value:.4g}")
    return f"{rounded:,.0f}" if LARGE <= abs(rounded) < LARGE**4 else f"{rounded:g}"


def spread(found: Mapping[str, Any]) -> str:
    """Return an uncertain figure in words.

    Parameters
    ----------
    found
        With ``p05``, ``p50``, ``p95`` and ``unit``.

    Returns
    -------
    str
        ``p50 unit (p05 to p95)``; without the range where there is none.
    """
    low, middle, high = (float(found[name]) for name in ("p05", "p50", "p95"))
    unit = "" if found["unit"] == NO_UNIT else f" {found['unit']}"
    if low == high:
        return f"{number(middle)}{unit}"
    return f"{number(middle)}{unit} ({number(low)} to {number(high)})"


def lines_of(data: Mapping[str, Any], indent: str = "") -> list[str]:
    """Return plain data as lines, one a figure.

    Parameters
    ----------
    data
        As a result gives it for ``--json``.
    indent
        Blanks before each line.

    Returns
    -------
    list of str
        ``name: value``; what is absent is left out, except where a reason stands beside it.
    """
    lines: list[str] = []
    for name, value in data.items():
        title = f"{indent}{name.replace('_', ' ')}:"
        if isinstance(value, dict) and set(value) == SPREAD:
            lines.append(f"{title} {spread(value)}")
        elif isinstance(value, dict):
            inner = lines_of(value, indent + "  ")
            lines += [title, *inner] if inner else []
        elif isinstance(value, list):
            lines += [title, *(f"{indent}  - {_word(entry)}" for entry in value)] if value else []
        elif value is not None:
            lines.append(f"{title} {_word(value)}")
    return lines


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return number(value) if isinstance(value, float) else str(value)


def columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as aligned columns.

    Parameters
    ----------
    header
        One word a column.
    rows
        Texts, one a column.

    Returns
    -------
    str
        The last column is not padded.
    """
    table = [header, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(header))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    )
