"""What several members could open once for all, and what each keeps to itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from steelyard.decision.horizon.pact import PACT
from steelyard.decision.horizon.shared import Opening, SharedForm, kind_of
from steelyard.options.years import Cash, Node
from steelyard.quantities.money import present_value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from steelyard.decision.horizon.members import MemberTables
    from steelyard.decision.horizon.pact import Pact
    from steelyard.quantities.arrays import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class JointColumn:
    """Something that is opened at most once among a group of members.

    Attributes
    ----------
    id
        Of the capability, tier or measure, or of the pact.
    members
        Positions of the members whose plans can ask for it.
    is_joint
        Whether it is built once for several.
    openings
        By start year; none where it cannot be open from that year on.
    """

    id: str
    members: tuple[int, ...]
    is_joint: bool
    openings: tuple[Opening | None, ...]

    @property
    def owner(self) -> int | None:
        """The member that keeps it to itself; none where it is built for several."""
        return None if self.is_joint else self.members[0]


class JointModule(NamedTuple):
    """Nodes of one cluster in the portfolio of a group."""

    column: int
    """Row of the cluster among the columns."""
    is_in_place: bool
    """Whether their accelerators are there already."""


def joint_columns(
    group: Mapping[int, MemberTables], kinds: Collection[str], pact: Pact
) -> tuple[JointColumn, ...]:
    """Return everything that a group of members could open.

    Parameters
    ----------
    group
        Two members or more, by position.
    kinds
        Kinds of capabilities that may be built once for all.
    pact
        What must be open before that.

    Returns
    -------
    tuple of JointColumn
        In the order of first mention; the pact last.

    Notes
    -----
    Equations J-2 and J-3 of ``docs/method/joint-portfolio.md``: what two or more members name
    alike, of a kind that may be shared, counts at its dearest statement, times the factor of the
    pact, and can be open only when each of them could have opened it.
    """
    first = next(iter(group.values()))
    n_years, rate = first.pooled.problem.n_years, first.pooled.restarts.rate
    stated: dict[str, dict[int, Sequence[Opening | None]]] = {}
    for position, member in group.items():
        for column in member.pooled.shared:
            stated.setdefault(column.id, {})[position] = column.openings
    found = []
    for name, by_member in stated.items():
        if len(by_member) > 1 and kind_of(name) in kinds:
            openings = tuple(
                _joined([entry[start] for entry in by_member.values()], pact, start, rate)
                for start in range(n_years)
            )
            found.append(JointColumn(name, tuple(by_member), True, openings))
        else:
            found += [
                JointColumn(name, (position,), False, tuple(own))
                for position, own in by_member.items()
            ]
    openings = tuple(_opened(pact, start, n_years) for start in range(n_years))
    return (*found, JointColumn(PACT, tuple(group), True, openings))


def joint_modules(columns: Sequence[JointColumn]) -> tuple[JointModule, ...]:
    """Return the nodes that clusters of a group can be given.

    Parameters
    ----------
    columns
        What the group could open.

    Returns
    -------
    tuple of JointModule
        For each cluster those to be bought, then those in place, where there are any.
    """
    return tuple(_modules(columns))


def _modules(columns: Sequence[JointColumn]) -> Iterator[JointModule]:
    for number, column in enumerate(columns):
        nodes = [entry.node for entry in column.openings if entry is not None and entry.node]
        if nodes:
            yield JointModule(number, is_in_place=False)
        if any(node.n_in_place > 0 for node in nodes):
            yield JointModule(number, is_in_place=True)


def nodes_of(
    columns: Sequence[JointColumn], modules: Sequence[JointModule]
) -> Iterator[tuple[Node, int, int]]:
    """Go through the nodes that clusters can be given.

    Parameters
    ----------
    columns
        What the group could open.
    modules
        Their nodes.

    Yields
    ------
    tuple
        The node, the row of its module, and the position of the year in which it is added.
    """
    for row, module in enumerate(modules):
        for start, opening in enumerate(columns[module.column].openings):
            if opening is not None and opening.node is not None:
                yield opening.node, row, start


def _opened(pact: Pact, start: int, n_years: int) -> Opening | None:
    if not pact.may_open(start):
        return None
    return Opening(SharedForm.OWN, pact.expected(start, n_years), pact.cash(start, n_years))


def _joined(
    stated: Sequence[Opening | None], pact: Pact, start: int, rate: float
) -> Opening | None:
    known = [entry for entry in stated if entry is not None]
    if len(known) < len(stated) or not pact.may_open(start):
        return None
    dearest = max(known, key=lambda entry: _cost(entry.cash, rate))
    nodes = [entry.node for entry in known if entry.node is not None]
    return replace(
        dearest,
        expected=_scaled(dearest.expected, pact.factor),
        cash=dearest.cash * pact.factor,
        node=_joined_node(nodes, pact.factor, rate) if nodes else None,
    )


def _cost(cash: FloatArray, rate: float) -> float:
    return float(present_value(cash, rate=rate).mean())


def _joined_node(nodes: Sequence[Node], factor: FloatArray, rate: float) -> Node:
    # Everybody's machines in place serve all; what a replica costs counts at its dearest.
    dearest = max(nodes, key=lambda node: _cost(node.bought_cash, rate))
    placed = [node for node in nodes if node.n_in_place] or [dearest]
    in_place = max(placed, key=lambda node: _cost(node.in_place_cash, rate))
    return Node(
        size=dearest.size,
        bought=_scaled(dearest.bought, factor),
        in_place=_scaled(in_place.in_place, factor),
        bought_cash=dearest.bought_cash * factor,
        in_place_cash=in_place.in_place_cash * factor,
        n_in_place=sum(node.n_in_place for node in nodes),
    )


def _scaled(cash: Cash, factor: FloatArray) -> Cash:
    mean = float(factor.mean())
    return Cash(cash.capital * mean, cash.running * mean)
