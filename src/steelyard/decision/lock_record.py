"""What was laid down before any result, and every later change, as the report prints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.dossier.locks import LockedPart

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from steelyard.decision.json_form import Json
    from steelyard.dossier.schema import Dossier


@dataclass(frozen=True, slots=True)
class LockedEntry:
    """One part, and whether it was laid down.

    Attributes
    ----------
    part
        ``weights``, ``anchors`` or ``reading``.
    locked_by, locked_on, document
        Who, when and where; empty where it was not laid down.
    """

    part: str
    locked_by: str = ""
    locked_on: dt.date | None = None
    document: str = ""

    @property
    def is_locked(self) -> bool:
        """Whether it was laid down."""
        return self.locked_on is not None

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "part": self.part,
            "locked_by": self.locked_by,
            "locked_on": None if self.locked_on is None else self.locked_on.isoformat(),
            "document": self.document,
        }


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """One change.

    Attributes
    ----------
    part
        ``weights``, ``anchors`` or ``reading``.
    stakeholder
        Id of the stakeholder whose weights changed, if one.
    was, now
        What was said before, and instead.
    changed_by, changed_on
        Who and when.
    why
        Reason, by language.
    is_after_lock
        Whether the part had been laid down by then.
    """

    part: str
    stakeholder: str
    was: str
    now: str
    changed_by: str
    changed_on: dt.date
    why: Mapping[str, str]
    is_after_lock: bool

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "part": self.part,
            "stakeholder": self.stakeholder,
            "was": self.was,
            "now": self.now,
            "changed_by": self.changed_by,
            "changed_on": self.changed_on.isoformat(),
            "why": dict(self.why),
            "is_after_lock": self.is_after_lock,
        }


@dataclass(frozen=True, slots=True)
class LockRecord:
    """What was laid down beforehand.

    Attributes
    ----------
    parts
        Weights, anchors and reading, in this order.
    changes
        Every change, the earliest first.
    """

    parts: tuple[LockedEntry, ...]
    changes: tuple[ChangeEntry, ...]

    @property
    def is_locked(self) -> bool:
        """Whether everything was laid down before any result."""
        return all(entry.is_locked for entry in self.parts)

    @property
    def later_changes(self) -> tuple[ChangeEntry, ...]:
        """The changes that came after their part had been laid down."""
        return tuple(change for change in self.changes if change.is_after_lock)

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "is_locked": self.is_locked,
            "parts": [entry.as_json() for entry in self.parts],
            "changes": [change.as_json() for change in self.changes],
        }


def lock_record(dossier: Dossier) -> LockRecord:
    """Return what a dossier laid down beforehand, and its changes.

    Parameters
    ----------
    dossier
        Its locks.

    Returns
    -------
    LockRecord
        Every part, laid down or not, and the changes by day.
    """
    locks = dossier.locks
    parts = []
    for part in LockedPart:
        lock = locks.of(part)
        parts.append(
            LockedEntry(part.value)
            if lock is None
            else LockedEntry(part.value, lock.locked_by, lock.locked_on, lock.document)
        )
    changes = sorted(locks.changes, key=lambda change: change.changed_on)
    return LockRecord(
        tuple(parts),
        tuple(
            ChangeEntry(
                change.what.value,
                change.stakeholder,
                change.was,
                change.now,
                change.changed_by,
                change.changed_on,
                change.why,
                locks.is_after_lock(change),
            )
            for change in changes
        ),
    )
