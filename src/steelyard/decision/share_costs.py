"""Who pays what when several build together, from any table of what each group would pay."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from steelyard.decision.game_file import read_game
from steelyard.decision.json_form import message_json
from steelyard.decision.portfolio.cooperative_game import (
    coalition_sums,
    proportional_shares,
    shapley_shares,
)
from steelyard.decision.portfolio.nucleolus import nucleolus
from steelyard.decision.portfolio.stability_of_game import core_of_game, who_would_leave
from steelyard.dossier.text import Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from steelyard.decision.game_file import SharingGame
    from steelyard.decision.portfolio.stability_of_game import CoreOfGame, Leaving
    from steelyard.quantities.arrays import FloatArray

RULES: Final = ("shapley", "nucleolus", "proportional")
DIGITS: Final = 12
"""Significant digits of the largest amount to which all are given. [1]"""
MOST_LISTED: Final = 20
"""Groups listed for each rule; the rest are counted. [1]"""


@dataclass(frozen=True, slots=True, eq=False)
class SharedBy:
    """What one rule gives.

    Attributes
    ----------
    shares
        What each pays or has, shape ``(player,)``. [unit of the game]
    advantage
        How much better each does than alone, shape ``(player,)``. [unit of the game]
    leaving
        Groups that would do better on their own.
    held
        What each of them pays or has together under this rule, shape ``(leaving,)``.
        [unit of the game]
    """

    shares: FloatArray
    advantage: FloatArray
    leaving: Leaving
    held: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class ShareResult:
    """How a cost or a value may be shared, and whether anybody would leave.

    Attributes
    ----------
    game
        What every group would pay or have.
    rules
        What each rule gives; None where it gives nothing, with the reason in the notes.
    core
        Whether there are shares under which nobody would leave.
    places
        Decimal places to which amounts are precise: twelve digits of the largest. [1]
    notes
        What the file left open and how it was read.
    """

    game: SharingGame
    rules: Mapping[str, SharedBy | None]
    core: CoreOfGame
    places: int
    notes: tuple[Message, ...]

    @property
    def total(self) -> float:
        """What all pay or have together, in the unit of the game."""
        return float(self.game.amounts[-1])

    @property
    def alone(self) -> FloatArray:
        """What each would pay or have alone, shape ``(player,)``, in the unit of the game."""
        return self.game.amounts[2 ** np.arange(len(self.game.players))]

    def tidy(self, amount: float) -> float:
        """Return an amount without what lies below the precision of the answer.

        Parameters
        ----------
        amount
            Any amount. [unit of the game]

        Returns
        -------
        float
            Rounded to the places of the result; never -0.
        """
        return round(float(amount), self.places) + 0.0

    def as_json(self) -> dict[str, Any]:
        """Return the result for ``--json``.

        Returns
        -------
        dict
            ``shapley``, ``nucleolus`` and ``proportional`` by player, ``in_core`` of each,
            ``core_empty``; beside them what each saves or gains against going alone, and who would
            leave. A rule that gives nothing is null, with its reason among the notes.
        """
        rules = self.rules.items()
        return {
            "kind": "cost" if self.game.is_cost else "value",
            "players": list(self.game.players),
            "total": self.tidy(self.total),
            "alone": self._by_player(self.alone),
            **{name: rule and self._by_player(rule.shares) for name, rule in rules},
            "in_core": {name: rule and len(rule.leaving.gains) == 0 for name, rule in rules},
            "core_empty": self.core.is_empty,
            "advantage": {name: rule and self._by_player(rule.advantage) for name, rule in rules},
            "leaving": {name: rule and self._leaving(rule) for name, rule in rules},
            "least_core": self.tidy(self.core.least_level),
            "subsidy": self.tidy(self.core.subsidy),
            "basis": "stand_alone" if self.game.use is None else "use",
            "notes": [message_json(note) for note in self.notes],
        }

    def _by_player(self, amounts: FloatArray) -> dict[str, float]:
        return dict(zip(self.game.players, map(self.tidy, amounts), strict=True))

    def _leaving(self, rule: SharedBy) -> dict[str, Any]:
        rows = zip(*(part[:MOST_LISTED] for part in (*rule.leaving, rule.held)), strict=True)
        listed = [
            {
                "coalition": self.game.name_of(int(coalition)),
                "gain": self.tidy(gain),
                "alone": self.tidy(self.game.amounts[int(coalition)]),
                "shared": self.tidy(held),
            }
            for coalition, gain, held in rows
        ]
        return {"count": len(rule.leaving.gains), "most": listed}


def share_costs(game: Path | str | Mapping[str, Any]) -> ShareResult:
    """Share a cost or a value by three rules.

    Parameters
    ----------
    game
        File of ``steelyard share``, the text of one, or its content as a mapping.

    Returns
    -------
    ShareResult
        Shares by what each adds (Shapley value), by least complaint (nucleolus), and in proportion
        to use or, where none is stated, to what each would pay or have alone.

    Notes
    -----
    ``docs/method/building-together.md``. Raises ``DossierError`` with every problem of the file,
    each with its place, and ``DomainError`` for more than 15 players.
    """
    read = read_game(game)
    worths = -read.amounts if read.is_cost else read.amounts
    least = nucleolus(worths=worths)
    notes = [] if least.is_rational else [Message("sharing.note.dearer_together")]
    basis = _basis(read, notes)
    found = {
        "shapley": shapley_shares(worths=worths),
        "nucleolus": least.shares,
        "proportional": None
        if basis is None
        else proportional_shares(total=float(worths[-1]), use=basis),
    }
    rules = {
        name: None if shares is None else _shared_by(read, worths, shares)
        for name, shares in found.items()
    }
    largest = float(np.abs(worths).max())
    places = DIGITS - 1 - math.floor(math.log10(largest)) if largest > 0 else DIGITS
    return ShareResult(read, rules, core_of_game(worths=worths), places, tuple(notes))


def _shared_by(game: SharingGame, worths: FloatArray, shares: FloatArray) -> SharedBy:
    leaving = who_would_leave(worths=worths, shares=shares)
    paid = -shares if game.is_cost else shares
    held = coalition_sums(shares=paid)[leaving.coalitions]
    alone = worths[2 ** np.arange(len(game.players))]
    return SharedBy(paid, shares - alone, leaving, held)


def _basis(game: SharingGame, notes: list[Message]) -> FloatArray | None:
    # What shares are proportional to: stated use, or the amounts alone where they allow it.
    if game.use is not None:
        return game.use
    alone = game.amounts[2 ** np.arange(len(game.players))]
    if np.all(alone >= 0) and np.any(alone > 0):
        notes.append(
            Message("sharing.note.by_cost_alone")
            if game.is_cost
            else Message("sharing.note.by_value_alone")
        )
        return alone
    notes.append(Message("sharing.note.no_proportion"))
    return None
