"""Whether what must be laid down before results was, and what to know of later changes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from steelyard.dossier.locks import LockedPart
from steelyard.dossier.plain import entries
from steelyard.dossier.text import in_language
from steelyard.dossier.wording import nearest
from steelyard.dossier.yaml_text import path_text
from steelyard.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.dossier.schema import Dossier
    from steelyard.dossier.yaml_text import Loc, PlainTree


def lock_problems(tree: PlainTree) -> Iterator[Problem]:
    """Find what was laid down after the day of the study, and changes of what is not there.

    Parameters
    ----------
    tree
        A mapping, with lines.

    Yields
    ------
    Problem
        One for each.
    """
    day = _day(tree.data.get("as_of"))
    for loc, stated in _days(tree.data):
        found = _day(stated)
        if day is not None and found is not None and found > day:
            yield Problem(
                path_text(loc),
                f"a day up to that of the study, {day}",
                str(found),
                "Weights, anchors and reading are laid down before results: correct the day, or "
                "take the entry out.",
                tree.line_of(loc),
            )
    known = tuple(str(voice.get("id")) for _, voice in entries(tree.data, "stakeholders"))
    for number, change in entries(tree.data, "locks", "changes"):
        name = change.get("stakeholder")
        if isinstance(name, str) and name and name not in known:
            loc = ("locks", "changes", number, "stakeholder")
            expected = f"a stakeholder of this dossier ({', '.join(known)})"
            step = f"{nearest(name, known)}Correct the name or leave it out."
            yield Problem(path_text(loc), expected, f"'{name}'", step, tree.line_of(loc))


def lock_findings(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    """Find what was not laid down beforehand, and what was changed since.

    Parameters
    ----------
    dossier
        A dossier without problems.

    Yields
    ------
    tuple of str
        Path, message and next step.
    """
    locks = dossier.locks
    missing = [part.value for part in LockedPart if locks.of(part) is None]
    if missing:
        message = f"nothing says that {', '.join(missing)} were laid down before any result"
        yield "locks", message, "Enter locked_by and locked_on of each, or say so in the report."
    for number, change in enumerate(locks.changes):
        if locks.is_after_lock(change):
            lock = locks.of(change.what)
            since = "" if lock is None else f", laid down on {lock.locked_on},"
            why = in_language(change.why, "en")
            message = (
                f"{change.what.value}{since} changed on {change.changed_on} by "
                f"{change.changed_by}: {why}"
            )
            yield f"locks/changes/{number}", message, "The report lists it; see that it is right."
    yield from _unlisted(dossier)


def _unlisted(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    # A day after the lock without a change that explains it.
    step = "List the change under locks, or correct the day."
    locks = dossier.locks
    changed = {(change.what, change.stakeholder) for change in locks.changes}
    weights = locks.weights
    for person in dossier.stakeholders:
        is_listed = {(LockedPart.WEIGHTS, person.id), (LockedPart.WEIGHTS, "")} & changed
        signed = person.signed_on
        if weights and signed and signed > weights.locked_on and not is_listed:
            message = f"signed on {signed}, after the weights were laid down on {weights.locked_on}"
            yield f"stakeholders/{person.id}/signed_on", message, step
    stated, reading = dossier.rules.stated_on, locks.reading
    if reading and stated > reading.locked_on and (LockedPart.READING, "") not in changed:
        message = f"stated on {stated}, after the reading was laid down on {reading.locked_on}"
        yield "rules/stated_on", message, step


def _days(data: Any) -> Iterator[tuple[Loc, object]]:
    for number, voice in entries(data, "stakeholders"):
        yield ("stakeholders", number, "signed_on"), voice.get("signed_on")
    locks = data.get("locks")
    if isinstance(locks, dict):
        for part in LockedPart:
            lock = locks.get(part.value)
            if isinstance(lock, dict):
                yield ("locks", part.value, "locked_on"), lock.get("locked_on")
        for number, change in entries(locks, "changes"):
            yield ("locks", "changes", number, "changed_on"), change.get("changed_on")


def _day(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None
