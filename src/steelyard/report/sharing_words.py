"""How a cost may be shared, in words: what each pays, and who would do better on their own."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.report.catalogue import load_catalogue, upper_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision.share_costs import SharedBy, ShareResult
    from steelyard.quantities.arrays import FloatArray
    from steelyard.report.catalogue import Catalogue

MOST_NAMES: Final = 4
"""Players of a group named one by one, where the rest are fewer. [1]"""
MOST_GROUPS: Final = 3
"""Groups named for each rule; the rest are counted. [1]"""
DIGITS: Final = 7
"""Significant digits of the largest amount, at most. [1]"""
MOST_PLACES: Final = 2
"""Decimal places, at most. [1]"""
WIDE: Final = "WF"
"""Classes of characters that take two columns of a terminal."""
GAP: Final = "  "


@dataclass(frozen=True, slots=True)
class _Voice:
    """One result in one language, its amounts with as many places as they need."""

    result: ShareResult
    catalogue: Catalogue
    places: int

    def text(self, key: str, **values: str) -> str:
        return self.catalogue.text(key).format(**values)

    def amount(self, value: float) -> str:
        return f"{round(float(value), self.places) + 0.0:,.{self.places}f}"

    @property
    def kind(self) -> str:
        return "cost" if self.result.game.is_cost else "value"

    def rule(self, name: str) -> str:
        basis = "stand_alone" if self.result.game.use is None else "use"
        return self.text(
            f"sharing.rule.{name}.{basis}" if name == "proportional" else f"sharing.rule.{name}"
        )


def sharing_in_words(result: ShareResult, language: str) -> str:
    """Return how a cost or a value may be shared as plain text.

    Parameters
    ----------
    result
        The shares by each rule.
    language
        ``en`` or ``zh``.

    Returns
    -------
    str
        Shares and savings as tables, then who would leave, what the rules mean, and the notes.
    """
    voice = _Voice(result, load_catalogue(language), _places(result))
    rules = {name: rule for name, rule in result.rules.items() if rule is not None}
    alone = {voice.text("sharing.alone"): result.alone}
    shares = {voice.rule(name): rule.shares for name, rule in rules.items()}
    advantage = {voice.rule(name): rule.advantage for name, rule in rules.items()}
    leaving = [_leaving(name, rule, voice) for name, rule in rules.items()]
    meanings = [
        upper_first(voice.text(f"sharing.meaning.{name}", rule=voice.rule(name))) for name in rules
    ]
    blocks = [
        [_head(voice)],
        [voice.text(f"sharing.{voice.kind}.shares"), *_table(alone | shares, voice)],
        [voice.text(f"sharing.{voice.kind}.advantage"), *_table(advantage, voice)],
        [voice.text("sharing.leave.head"), *leaving, _core(voice)],
        [voice.text("sharing.meaning.head"), *meanings],
        [voice.text(note.key) for note in result.notes],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _places(result: ShareResult) -> int:
    # As many decimal places as some amount shown needs, within the digits that mean something.
    shown = [result.game.amounts, *(rule.shares for rule in result.rules.values() if rule)]
    amounts = np.concatenate(shown)
    largest = float(np.abs(amounts).max())
    whole = math.floor(math.log10(largest)) + 1 if largest > 0 else 1
    most = min(max(DIGITS - whole, 0), MOST_PLACES)
    # Amounts far below 1 need more places than most are used to.
    most = max(most, 1 - whole + MOST_PLACES) if whole <= 0 else most
    fits = (
        places
        for places in range(most)
        if np.allclose(np.round(amounts, places), amounts, rtol=0.0, atol=1e-9 * largest)
    )
    return next(fits, most)


def _head(voice: _Voice) -> str:
    total, apart = voice.result.total, float(voice.result.alone.sum())
    better = apart - total if voice.result.game.is_cost else total - apart
    size = voice.amount(abs(better))
    which = "saves" if better > 0 else "loses"
    if size == voice.amount(0.0):
        which = "same"
    return voice.text(
        f"sharing.{voice.kind}.head.{which}",
        total=voice.amount(total),
        apart=voice.amount(apart),
        difference=size,
    )


def _table(columns: dict[str, FloatArray], voice: _Voice) -> list[str]:
    rows = [["", *columns]]
    for place, player in enumerate(voice.result.game.players):
        rows.append([player, *(voice.amount(amounts[place]) for amounts in columns.values())])
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [_row(row, widths) for row in rows]


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    # Names to the left, amounts to the right.
    padding = [" " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)]
    first, *rest = (
        cell + pad if column == 0 else pad + cell
        for column, (cell, pad) in enumerate(zip(cells, padding, strict=True))
    )
    return GAP.join([first, *rest])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(mark) in WIDE else 1 for mark in text)


def _leaving(name: str, rule: SharedBy, voice: _Voice) -> str:
    title = upper_first(voice.rule(name))
    if len(rule.leaving.gains) == 0:
        return "- " + voice.text("sharing.leave.nobody", rule=title)
    rows = zip(*(part[:MOST_GROUPS] for part in (*rule.leaving, rule.held)), strict=True)
    told = [_group(int(group), float(gain), float(held), voice) for group, gain, held in rows]
    groups = voice.text("list.semicolon").join(told)
    more = len(rule.leaving.gains) - len(told)
    key = "sharing.leave.more" if more else "sharing.leave.some"
    return "- " + voice.text(key, rule=title, groups=groups, n=str(more))


def _group(coalition: int, gain: float, held: float, voice: _Voice) -> str:
    is_one = coalition.bit_count() == 1
    return voice.text(
        "sharing.leave.group.one" if is_one else "sharing.leave.group",
        names=_names(coalition, voice),
        gain=voice.amount(gain),
        own=voice.amount(float(voice.result.game.amounts[coalition])),
        shared=voice.amount(held),
    )


def _names(coalition: int, voice: _Voice) -> str:
    game = voice.result.game
    names, rest = game.names_of(coalition), game.names_of(len(game.amounts) - 1 - coalition)
    if len(names) <= max(MOST_NAMES, len(rest)):
        return voice.text("list.comma").join(names)
    return voice.text("sharing.leave.all_but", names=voice.text("list.comma").join(rest))


def _core(voice: _Voice) -> str:
    core = voice.result.core
    if not core.is_empty:
        return voice.text("sharing.core.some")
    level, subsidy = voice.amount(core.least_level), voice.amount(core.subsidy)
    return voice.text("sharing.core.none", level=level, subsidy=subsidy)
