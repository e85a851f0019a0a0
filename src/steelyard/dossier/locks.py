"""What was laid down before any result was seen, by whom and when, and every later change."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from steelyard.dossier.base import DossierModel
from steelyard.dossier.text import Text


class LockedPart(StrEnum):
    """What can be laid down beforehand."""

    WEIGHTS = "weights"
    ANCHORS = "anchors"
    READING = "reading"


class Lock(DossierModel):
    """One part laid down before results."""

    locked_by: str
    """Office or person who laid it down."""
    locked_on: dt.date
    """When."""
    document: str = ""
    """Minutes, letter or file in which it stands."""


class LaterChange(DossierModel):
    """A change of something that can be laid down beforehand."""

    what: LockedPart
    """Weights, anchors or the deciding reading."""
    stakeholder: str = ""
    """Id of the stakeholder whose weights changed; left out for anchors and the reading."""
    was: str
    """What was said before."""
    now: str
    """What is said instead."""
    changed_by: str
    """Office or person who changed it."""
    changed_on: dt.date
    """When."""
    why: Text
    """The reason given."""


class Locks(DossierModel):
    """What was laid down before results, and what was changed since."""

    weights: Lock | None = None
    """The weights of all stakeholders."""
    anchors: Lock | None = None
    """What counts as best and as worst, the ceiling of net cost among them."""
    reading: Lock | None = None
    """The deciding reading, and the rules beside it."""
    changes: tuple[LaterChange, ...] = ()
    """Every change, in the order of their days."""

    def of(self, part: LockedPart) -> Lock | None:
        """Return the lock of one part.

        Parameters
        ----------
        part
            Which.

        Returns
        -------
        Lock or None
            None where it was not laid down.
        """
        found: Lock | None = getattr(self, part.value)
        return found

    def is_after_lock(self, change: LaterChange) -> bool:
        """Return whether a change came after its part had been laid down.

        Parameters
        ----------
        change
            One of the changes.

        Returns
        -------
        bool
            True on a later day than that of the lock.
        """
        lock = self.of(change.what)
        return lock is not None and change.changed_on > lock.locked_on
