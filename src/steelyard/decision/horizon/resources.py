"""What is scarce in a plan over years: money, posts, room on clusters, shares, deadlines."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray, IntArray


class ResourceKind(StrEnum):
    """Kinds of scarcity."""

    INVESTMENT = "investment"
    """Capital of one year."""
    RUNNING = "running"
    """Running cost of one year."""
    INVESTMENT_TOTAL = "investment_total"
    """Capital of all years."""
    POSTS = "posts"
    """People of one role in one year."""
    ROOM = "room"
    """Accelerators of one cluster in one year."""
    IN_PLACE = "in_place"
    """Replicas that free accelerators hold."""
    SHARE = "share"
    """Most that may rest on one vendor, jurisdiction, lineage or chip maker."""
    DEADLINE = "deadline"
    """A use case that must be served by a year."""
    PAYS = "pays"
    """What is opened must be paid for by what is saved."""
    NET_COST = "net_cost"
    """Present value of cost less benefit; never a limit of its own."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One scarce thing.

    Attributes
    ----------
    kind
        What it is.
    name
        Role, cluster, cap or use case; empty where there is but one of the kind.
    year
        Calendar year; none where it holds for all.
    limit
        Most that may be used; infinite where nothing is enforced. [unit of the kind]
    label
        Whom a cap binds; empty otherwise.
    """

    kind: ResourceKind
    name: str
    year: int | None
    limit: float
    label: str = ""

    @property
    def group(self) -> tuple[ResourceKind, str]:
        """What is relaxed together where limits conflict."""
        return self.kind, self.name


@dataclass(frozen=True, slots=True, eq=False)
class ResourceList:
    """Resources in the order of their rows.

    Attributes
    ----------
    rows
        The scarce things; those of one kind and name by year, one after the other.
    """

    rows: tuple[Resource, ...]
    _index: dict[tuple[ResourceKind, str], list[int]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Find rows by what they are once."""
        for row, known in enumerate(self.rows):
            self._index.setdefault(known.group, []).append(row)

    def find(self, kind: ResourceKind, name: str = "") -> int | None:
        """Return the row of a resource that holds for all years.

        Parameters
        ----------
        kind, name
            Which.

        Returns
        -------
        int or None
            None where there is no such row.
        """
        found = self.years_of(kind, name)
        return found[0] if found else None

    def years_of(self, kind: ResourceKind, name: str = "") -> list[int]:
        """Return the rows of a resource, by year.

        Parameters
        ----------
        kind, name
            Which.

        Returns
        -------
        list of int
            Empty where there is none.
        """
        return list(self._index.get((kind, name), ()))

    @property
    def limits(self) -> FloatArray:
        """Limits, shape ``(resource,)``. [unit of the resource]."""
        return np.array([row.limit for row in self.rows])

    def groups(self) -> tuple[tuple[tuple[ResourceKind, str], ...], IntArray]:
        """Return what may be relaxed when limits conflict.

        Returns
        -------
        tuple
            Groups by number, and the group of each row, -1 for bookkeeping that nobody can relax.
        """
        fixed = {
            ResourceKind.ROOM,
            ResourceKind.IN_PLACE,
            ResourceKind.PAYS,
            ResourceKind.NET_COST,
        }
        names = tuple(
            dict.fromkeys(
                row.group for row in self.rows if row.kind not in fixed and np.isfinite(row.limit)
            )
        )
        of = [names.index(row.group) if row.group in names else -1 for row in self.rows]
        return names, np.array(of, dtype=np.int64)
