"""What is scarce among a group of members: each one's own limits, and those of all together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from steelyard.decision.horizon.resources import Resource, ResourceKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steelyard.decision.horizon.joint_columns import JointColumn
    from steelyard.decision.horizon.members import MemberTables
    from steelyard.quantities.arrays import FloatArray

POOLED: Final = frozenset({
    ResourceKind.INVESTMENT,
    ResourceKind.RUNNING,
    ResourceKind.INVESTMENT_TOTAL,
    ResourceKind.POSTS,
    ResourceKind.PAYS,
    ResourceKind.NET_COST,
})
"""What members hold together once the pact works."""
OF_CLUSTERS: Final = frozenset({ResourceKind.ROOM, ResourceKind.IN_PLACE})
"""What belongs to a cluster, whoever owns it."""

Key: TypeAlias = tuple[int | None, ResourceKind, str, int | None, str]
"""Owner (none for all), kind, name, year, label."""


@dataclass(frozen=True, slots=True, eq=False)
class JointRows:
    """Rows of the portfolio of a group.

    Attributes
    ----------
    owners
        Position of the member whose limit it is; none where it is that of all.
    rows
        What is limited.
    """

    owners: tuple[int | None, ...]
    rows: tuple[Resource, ...]
    _index: dict[Key, int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Find rows by what they are once."""
        for row, (owner, known) in enumerate(zip(self.owners, self.rows, strict=True)):
            self._index[key_of(owner, known)] = row

    @property
    def limits(self) -> FloatArray:
        """Limits, shape ``(resource,)``. [unit of the resource]."""
        return np.array([row.limit for row in self.rows])

    def targets(self, owner: int | None, resource: Resource) -> list[int]:
        """Return the rows in which a use of a resource counts.

        Parameters
        ----------
        owner
            The member that uses it; none for what is built for several.
        resource
            What is used.

        Returns
        -------
        list of int
            Its own row and that of all, where there are such rows.
        """
        keys = {key_of(owner, resource), key_of(None, resource)}
        return sorted(self._index[key] for key in keys if key in self._index)

    def of_all(self, row: int) -> int:
        """Return the row of all that belongs to a member's own row.

        Parameters
        ----------
        row
            Of a pooled kind.

        Returns
        -------
        int
            Position.
        """
        return self._index[key_of(None, self.rows[row])]

    def own_pooled(self) -> list[int]:
        """Return the members' own rows that the pact relieves.

        Returns
        -------
        list of int
            Positions.
        """
        return [
            row
            for row, (owner, known) in enumerate(zip(self.owners, self.rows, strict=True))
            if owner is not None and known.kind in POOLED
        ]


def key_of(owner: int | None, resource: Resource) -> Key:
    """Return what tells a row from others.

    Parameters
    ----------
    owner
        Position of a member, none for all.
    resource
        What is limited.

    Returns
    -------
    tuple
        Owner, kind, name, year, label.
    """
    return owner, resource.kind, str(resource.name), resource.year, resource.label


def joint_rows(group: Mapping[int, MemberTables], columns: Sequence[JointColumn]) -> JointRows:
    """Return the rows of the portfolio of a group.

    Parameters
    ----------
    group
        Members by position.
    columns
        What they could open.

    Returns
    -------
    JointRows
        Each member's own limits as alone; for money, posts and paying for itself also those of all
        together, unlimited where one member states none; room on joint clusters once.

    Notes
    -----
    Equations J-5 and J-6 of ``docs/method/joint-portfolio.md``.
    """
    joint = {column.id for column in columns if column.is_joint}
    found: dict[Key, Resource] = {}
    for position, member in group.items():
        alone = {key_of(None, row): row for row in member.alone.resources.rows}
        for row in member.pooled.resources.rows:
            known = alone.get(key_of(None, row), row)
            if row.kind in POOLED:
                if np.isfinite(known.limit):
                    found[key_of(position, row)] = known
            elif row.kind in OF_CLUSTERS and row.name in joint:
                _add(found, known)
            elif row.kind is not ResourceKind.DEADLINE or key_of(None, row) in alone:
                found[key_of(position, row)] = known
    for row in _pooled(group):
        found[key_of(None, row)] = row
    return JointRows(tuple(key[0] for key in found), tuple(found.values()))


def _add(found: dict[Key, Resource], row: Resource) -> None:
    # Room has limit 0 for everybody, so the sum is right for it too.
    before = found.get(key_of(None, row))
    limit = row.limit + (0.0 if before is None else before.limit)
    found[key_of(None, row)] = replace(row, limit=limit)


def _pooled(group: Mapping[int, MemberTables]) -> list[Resource]:
    stated: dict[Key, list[Resource]] = {}
    for member in group.values():
        for row in member.alone.resources.rows:
            if row.kind in POOLED:
                stated.setdefault(key_of(None, row), []).append(row)
    return [
        replace(
            rows[0],
            limit=sum(row.limit for row in rows) if len(rows) == len(group) else float("inf"),
        )
        for rows in stated.values()
    ]
