"""What is shared: what each thing costs, from when on it works, who uses it, whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.report.catalogue import upper_first

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision.horizon.result import PlannedBuild
    from steelyard.report.horizon.things import Things


@dataclass(frozen=True, slots=True)
class SharedRow:
    """One thing.

    Attributes
    ----------
    name
        In words.
    whose
        Own, taken over, a volume tier or a measure.
    ready
        Calendar year from which it can be used.
    cost
        Present value.
    users
        Use cases that share it.
    part
        Even part of each; empty where there is one user or none.
    nodes
        Copies of a model added by year; empty where it is no cluster.
    """

    name: str
    whose: str
    ready: str
    cost: str
    users: str
    part: str
    nodes: str


def shared_rows(things: Things) -> tuple[SharedRow, ...]:
    """Return what the plan opens.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    tuple of SharedRow
        The dearest first.
    """
    builds = sorted(things.section.plan.builds, key=lambda build: -build.cost)
    return tuple(_row(build, things) for build in builds)


def _row(build: PlannedBuild, things: Things) -> SharedRow:
    n = len(build.users)
    each = things.figures.money(build.cost / n) if n > 1 else ""
    return SharedRow(
        name=upper_first(things.shared(build.id)),
        whose=_whose(build, things),
        ready=str(build.ready_year),
        cost=things.figures.money(build.cost),
        users=things.use_cases(build.users, most=n) if n else things.text("shared.nobody"),
        part=things.text("shared.each", amount=each) if each else "",
        nodes=_nodes(build, things),
    )


def _whose(build: PlannedBuild, things: Things) -> str:
    offer = things.section.offers.get(build.id)
    if offer is not None:
        return things.text("shared.form.reused_from", who=offer.provider)
    return things.text(f"shared.form.{build.form}")


def _nodes(build: PlannedBuild, things: Things) -> str:
    if build.node_size is None:
        return ""
    said = [
        things.text(key, n=float(n), year=str(year))
        for key, table in (
            ("shared.bought", build.nodes_bought),
            ("shared.in_place", build.nodes_in_place),
        )
        for year, n in _by_year(table)
    ]
    if not said:
        return ""
    size = things.counted("shared.node_size", build.node_size)
    return things.joined([*said, size], by="list.semicolon")


def _by_year(table: Mapping[int, int]) -> list[tuple[int, int]]:
    return sorted((year, n) for year, n in table.items() if n)
