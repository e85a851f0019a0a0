"""The JSON file of ``steelyard share``, read with every problem at once."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from steelyard.decision.portfolio.cooperative_game import MOST_PLAYERS
from steelyard.dossier.wording import nearest, shown
from steelyard.errors import DomainError, DossierError, Problem

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray

SEPARATOR: Final = ","
LOOK_ALIKES: Final = ("，", "、", ";", "；")
"""What is easily typed in place of the comma between players."""
KINDS: Final = ("cost", "value")
FIELDS: Final = ("players", *KINDS, "use")
MOST_TOLD: Final = 20
"""Problems of one kind told to the user at most; the rest are counted. [1]"""
LARGEST: Final = 1e100
"""Size above which an amount is no amount, and sums could become infinite. [unit of the game]"""
NUMBERS: Final = (int, float, np.integer, np.floating)
NUMBER: Final = "Enter a plain number such as 12.5."

Entries: TypeAlias = tuple[tuple[str, Any], ...]
"""A JSON object as written: names that stand twice stay."""


@dataclass(frozen=True, slots=True, eq=False)
class SharingGame:
    """What every group pays, or has, when it builds together.

    Attributes
    ----------
    players
        Their names.
    is_cost
        Whether amounts are to be paid, not to be had.
    amounts
        Amount of each coalition in the order of its bits, shape ``(coalition,)``; see
        ``portfolio.cooperative_game``. [unit of the game]
    use
        Use by each player, shape ``(player,)``; None where the file states none.
        [unit of the resource]
    """

    players: tuple[str, ...]
    is_cost: bool
    amounts: FloatArray
    use: FloatArray | None

    def name_of(self, coalition: int) -> str:
        """Return a coalition as the file writes it.

        Parameters
        ----------
        coalition
            Its bits.

        Returns
        -------
        str
            Names joined by commas, in the order of the players.
        """
        return SEPARATOR.join(self.names_of(coalition))

    def names_of(self, coalition: int) -> tuple[str, ...]:
        """Return the players of a coalition.

        Parameters
        ----------
        coalition
            Its bits.

        Returns
        -------
        tuple of str
            In their order.
        """
        return tuple(name for i, name in enumerate(self.players) if coalition >> i & 1)


@dataclass(slots=True)
class _Reader:
    """The problems found so far."""

    problems: list[Problem] = field(default_factory=list)

    def refuse(self, path: str, expected: str, found: str, next_step: str) -> None:
        self.problems.append(Problem(path, expected, found, next_step))

    def amount(self, value: object, path: str) -> float:
        # In Python true and false are whole numbers too. An integer may be too large to convert.
        if (
            not isinstance(value, bool)
            and isinstance(value, NUMBERS)
            and -LARGEST <= value <= LARGEST
        ):
            return float(value)
        self.refuse(path, "a finite number", _found(value), NUMBER)
        return math.nan


def read_game(game: Path | str | Mapping[str, Any]) -> SharingGame:
    """Read a game of sharing.

    Parameters
    ----------
    game
        File, the text of one, or its content as a mapping.

    Returns
    -------
    SharingGame
        Complete and consistent.

    Raises
    ------
    DossierError
        With every problem of the file, each with its place.
    DomainError
        For more players than an exact answer reaches.
    """
    reader = _Reader()
    fields = _fields(reader, _content(game))
    players = _players(reader, fields)
    kind = _kind(reader, fields)
    if not players or not kind:
        raise DossierError(reader.problems)
    if len(players) > MOST_PLAYERS:
        message = (
            f"players: expected at most {MOST_PLAYERS}, found {len(players)}. "
            "Join players that always act together into one."
        )
        raise DomainError(message)
    amounts = _amounts(reader, fields[kind], kind, players)
    use = _use(reader, fields["use"], players) if "use" in fields else None
    if reader.problems:
        raise DossierError(reader.problems)
    return SharingGame(players, kind == "cost", amounts, use)


def _content(game: Path | str | Mapping[str, Any]) -> Any:
    if isinstance(game, Mapping):
        return _as_read(game)
    text = _text(game) if isinstance(game, Path) else game.removeprefix("\ufeff")
    try:
        return json.loads(text, object_pairs_hook=tuple)
    except json.JSONDecodeError as error:
        where = f"{game}" if isinstance(game, Path) else "game"
        found = f"'{error.msg}' in column {error.colno}"
        step = 'Write it as {"players": ["A", "B"], "cost": {"A": 5, "B": 6, "A,B": 8}}.'
        raise DossierError([Problem(where, "JSON", found, step, error.lineno)]) from error
    except (ValueError, RecursionError) as error:
        found = "a number or a nesting beyond all reason"
        problem = Problem("game", "JSON", found, "Write plain numbers and names.")
        raise DossierError([problem]) from error


def _as_read(value: object) -> Any:
    # Mappings as the reader of JSON hands them over: pairs in a tuple, lists as lists.
    if isinstance(value, Mapping):
        return tuple((str(name), _as_read(part)) for name, part in value.items())
    return list(value) if isinstance(value, tuple) else value


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        problem = Problem(str(path), "text in UTF-8", "other bytes", "Save the file as JSON UTF-8.")
        raise DossierError([problem]) from error
    except OSError as error:
        found = str(error.strerror)
        problem = Problem(str(path), "a readable file", found, "Check the name of the file.")
        raise DossierError([problem]) from error


def _found(value: object) -> str:
    return shown(dict(value) if isinstance(value, tuple) else value)


def _fields(reader: _Reader, content: object) -> dict[str, Any]:
    if not isinstance(content, tuple):
        expected = "an object with players and cost or value"
        step = "Put the content of the file into braces."
        raise DossierError([Problem("game", expected, _found(content), step)])
    fields: dict[str, Any] = {}
    for name, value in content:
        if name in fields:
            reader.refuse(name, "one such field", "two", "Remove one of them.")
        elif name not in FIELDS:
            step = f"{nearest(name, FIELDS)}Correct or remove it."
            reader.refuse(name, f"one of {', '.join(FIELDS)}", f"'{name}'", step)
        fields[name] = value
    return fields


def _players(reader: _Reader, fields: Mapping[str, Any]) -> tuple[str, ...]:
    found = fields.get("players")
    if not isinstance(found, list) or not found:
        said = "an empty list" if found == [] else _found(found)
        reader.refuse("players", "a list of names", said, 'Write it as ["A", "B"].')
        return ()
    names: list[str] = []
    for place, name in enumerate(found):
        path = f"players[{place}]"
        if not isinstance(name, str) or not name.strip():
            reader.refuse(path, "a name", _found(name), "Name every player.")
        elif SEPARATOR in name:
            step = "Leave the comma out: it stands between players."
            reader.refuse(path, "a name without a comma", _found(name), step)
        elif name.strip() in names:
            reader.refuse(path, "each player once", f"{_found(name)} twice", "Rename one of them.")
        else:
            names.append(name.strip())
    return tuple(names) if len(names) == len(found) else ()


def _kind(reader: _Reader, fields: Mapping[str, Any]) -> str:
    stated = [kind for kind in KINDS if kind in fields]
    if len(stated) == 1:
        return stated[0]
    step = "Keep cost for what groups would pay, value for what they would have."
    reader.refuse("game", "cost or value", "both" if stated else "neither", step)
    return ""


def _place(kind: str, name: str) -> str:
    return f'{kind}["{name}"]'


def _amounts(reader: _Reader, entries: object, kind: str, players: tuple[str, ...]) -> FloatArray:
    amounts = np.full(2 ** len(players), np.nan)
    amounts[0] = 0.0
    if not isinstance(entries, tuple):
        expected = f"an object with the {kind} of every group"
        step = f'Write it as {{"{players[0]}": 5}}, with an entry for every group of players.'
        reader.refuse(kind, expected, _found(entries), step)
        return amounts
    written: dict[int, str] = {}
    for name, value in entries:
        path = _place(kind, name)
        coalition = _coalition(reader, name, path, players)
        if coalition is None:
            continue
        if coalition in written:
            same = written[coalition]
            found = "it twice" if same == name else f"it and '{same}', the same group"
            reader.refuse(path, "each group once", found, "Remove one of them.")
            continue
        written[coalition] = name
        amounts[coalition] = reader.amount(value, path)
    if abs(amounts[0]) > 0:
        reader.refuse(_place(kind, ""), "0 for nobody", f"{amounts[0]:g}", "Remove the entry.")
    _refuse_missing(reader, kind, players, written)
    return amounts


def _coalition(reader: _Reader, name: str, path: str, players: tuple[str, ...]) -> int | None:
    # The bits of a group; 0, nobody, for an empty name.
    coalition = 0
    for part in map(str.strip, name.split(SEPARATOR) if name.strip() else ()):
        if part not in players:
            hint = nearest(part, players)
            if any(mark in part for mark in LOOK_ALIKES):
                hint = f"Separate players by '{SEPARATOR}'. "
            known = f"players among {', '.join(players)}"
            reader.refuse(path, known, f"'{part}'", f"{hint}Correct the name.")
            return None
        bit = 1 << players.index(part)
        if coalition & bit:
            reader.refuse(path, "each player once in a group", f"'{part}' twice", "Correct it.")
            return None
        coalition |= bit
    return coalition


def _refuse_missing(
    reader: _Reader, kind: str, players: tuple[str, ...], written: Mapping[int, str]
) -> None:
    coalitions = sorted(range(1, 2 ** len(players)), key=lambda bits: (bits.bit_count(), bits))
    missing = [bits for bits in coalitions if bits not in written]
    verb = "pay" if kind == "cost" else "have"
    for bits in missing[:MOST_TOLD]:
        names = [name for i, name in enumerate(players) if bits >> i & 1]
        step = f"Enter what {_who(names, players)} would {verb}."
        if 1 < len(names) < len(players):
            step += " Where they would not build together: the sum of what they would apart."
        reader.refuse(_place(kind, SEPARATOR.join(names)), "a number", "nothing", step)
    more = len(missing) - MOST_TOLD
    if more > 0:
        reader.refuse(kind, "every group of players", f"{more} more missing", "Enter them too.")


def _who(names: list[str], players: tuple[str, ...]) -> str:
    if len(names) == len(players):
        return "all together"
    if len(names) == 1:
        return f"{names[0]} alone"
    return f"{', '.join(names[:-1])} and {names[-1]} without the others"


def _use(reader: _Reader, entries: object, players: tuple[str, ...]) -> FloatArray:
    use = np.full(len(players), np.nan)
    if not isinstance(entries, tuple):
        step = f'Write it as {{"{players[0]}": 100}}, or leave it out.'
        reader.refuse("use", "an object with the use of every player", _found(entries), step)
        return use
    for name, value in entries:
        path = _place("use", name)
        if name.strip() not in players:
            step = f"{nearest(name, players)}Correct or remove it."
            reader.refuse(path, f"one of {', '.join(players)}", f"'{name}'", step)
            continue
        place = players.index(name.strip())
        if not np.isnan(use[place]):
            reader.refuse(path, "each player once", "twice", "Remove one of them.")
            continue
        # What cannot be read is told once, as no number, and not again as missing.
        use[place] = amount = reader.amount(value, path)
        if math.isnan(amount):
            use[place] = 1.0
        elif amount < 0:
            reader.refuse(path, "a use of at least 0", f"{amount:g}", "Enter 0 or more.")
    for name in (players[place] for place in np.flatnonzero(np.isnan(use))):
        step = "Enter its use, 0 if it uses nothing."
        reader.refuse(_place("use", name), "a number", "nothing", step)
    if not use.sum() > 0 and not reader.problems:
        step = "Enter what each uses, or leave use out."
        reader.refuse("use", "a use above 0", "0 for everybody", step)
    return use
