"""What several use cases share in a plan: capabilities, tiers, measures, and nodes of clusters."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.dossier.parameters import parameter_of
from steelyard.dossier.portfolio import Gap
from steelyard.options.years import Cash
from steelyard.quantities.money import present_value
from steelyard.quantities.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steelyard.decision.horizon.restarts import Restarts
    from steelyard.dossier.base import Quantity
    from steelyard.dossier.capacity import Role
    from steelyard.dossier.portfolio import Measure, PortfolioRules, Reuse, VolumeTier
    from steelyard.options.years import Node
    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Sample


class SharedForm(StrEnum):
    """What a shared column of the plan is."""

    OWN = "own"
    """A capability that the government builds or rents."""
    REUSED = "reused"
    """One that an upper tier lets others use."""
    TIER = "tier"
    """A licence or volume tier."""
    MEASURE = "measure"
    """An enabling measure."""


@dataclass(frozen=True, slots=True, eq=False)
class Opening:
    """One shared column, open from one year on.

    Attributes
    ----------
    form
        Whose it then is.
    expected
        Expected money.
    cash
        Money in every draw, shape ``(year, draw)``. [CUR/year]
    posts
        Expected posts by role, shape ``(year,)``; below zero where a measure brings people. [FTE]
    node
        What more machines cost, where it is a cluster of one's own.
    """

    form: SharedForm
    expected: Cash
    cash: FloatArray
    posts: Mapping[Role, FloatArray] = field(default_factory=dict)
    node: Node | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SharedColumn:
    """Something that is opened at most once.

    Attributes
    ----------
    id
        Of the capability, the tier or the measure.
    openings
        By start year; none where it cannot be open from that year on.
    """

    id: str
    openings: tuple[Opening | None, ...]


@dataclass(frozen=True, slots=True)
class ModuleColumn:
    """Nodes of one cluster.

    Attributes
    ----------
    cluster
        Capability id.
    is_in_place
        Whether their accelerators are there already.
    """

    cluster: str
    is_in_place: bool


MEASURE: Final = "measure/"
TIER: Final = "tier/"
"""Beginnings of the ids of what is shared but no capability."""


def shared_columns(
    restarts: Restarts, names: Sequence[str], rules: PortfolioRules
) -> tuple[SharedColumn, ...]:
    """Return everything that can be opened.

    Parameters
    ----------
    restarts
        Appraisals by start year.
    names
        Capabilities that some plan needs.
    rules
        Reuse, tiers and measures.

    Returns
    -------
    tuple of SharedColumn
        Capabilities in the given order, then tiers, then measures.
    """
    years = range(len(restarts.years))
    found = [
        SharedColumn(name, tuple(_capability(restarts, name, start, rules) for start in years))
        for name in names
    ]
    found += [
        SharedColumn(TIER + tier.id, tuple(_tier(restarts, tier, start) for start in years))
        for tier in rules.tiers
    ]
    found += [
        SharedColumn(MEASURE + entry.id, tuple(_measure(restarts, entry, start) for start in years))
        for entry in rules.measures
    ]
    return tuple(found)


def opening_of(columns: Sequence[SharedColumn], name: str, start: int) -> Opening | None:
    """Return a shared column open from a year on.

    Parameters
    ----------
    columns
        All of them.
    name
        Id of the column.
    start
        Position of the year.

    Returns
    -------
    Opening or None
        None where it cannot be open then.
    """
    return next(column.openings[start] for column in columns if column.id == name)


def _capability(restarts: Restarts, name: str, start: int, rules: PortfolioRules) -> Opening | None:
    known = restarts.capability(name, start)
    if known is None or known.yearly is None:
        return None
    own = Opening(
        SharedForm.OWN, known.yearly.expected, known.cash, known.yearly.posts, known.yearly.node
    )
    offers = [
        _joined(restarts, offer, start)
        for offer in rules.reuse
        if kind_of(name) == offer.kind.value and restarts.years[start] >= offer.from_year
    ]
    # Joining what an upper tier offers is taken wherever it is expected to be cheaper.
    return min([own, *offers], key=lambda entry: _cost(entry, restarts.rate))


def kind_of(name: str) -> str:
    """Return the kind of a shared capability.

    Parameters
    ----------
    name
        Its id, for example ``platform_team(vendor)``.

    Returns
    -------
    str
        The part before the bracket.
    """
    return name.partition("(")[0]


def _cost(opening: Opening, rate: float) -> float:
    return float(present_value(opening.cash, rate=rate).mean())


def _joined(restarts: Restarts, offer: Reuse, start: int) -> Opening:
    path = f"portfolio/reuse/{offer.id}"
    once = _drawn(restarts.sample, f"{path}/joining_cost", offer.joining_cost, "CUR")
    yearly = _drawn(restarts.sample, f"{path}/cost_per_year", offer.cost_per_year, "CUR/year")
    return _paid(SharedForm.REUSED, once, yearly, paid=start, start=start, restarts=restarts)


def _tier(restarts: Restarts, tier: VolumeTier, start: int) -> Opening | None:
    if restarts.years[start] < tier.from_year:
        return None
    path = f"portfolio/tiers/{tier.id}/fee_per_year"
    fee = _drawn(restarts.sample, path, tier.fee_per_year, "CUR/year")
    nothing = np.zeros(restarts.sample.n)
    return _paid(SharedForm.TIER, nothing, fee, paid=start, start=start, restarts=restarts)


def _measure(restarts: Restarts, measure: Measure, start: int) -> Opening | None:
    lead = int(np.ceil(measure.lead_months / MONTHS_PER_YEAR))
    if start < lead:
        return None
    path = f"portfolio/measures/{measure.id}"
    sample, n_years = restarts.sample, len(restarts.years)
    once = _drawn(sample, f"{path}/investment", measure.investment, "CUR")
    yearly = _drawn(sample, f"{path}/cost_per_year", measure.cost_per_year, "CUR/year")
    posts: dict[Role, FloatArray] = {}
    works = np.arange(n_years) >= start
    for number, effect in enumerate(measure.effects):
        if not effect.evidence:
            continue
        where = f"{path}/effects/{number}"
        if effect.gap is Gap.RUNNING_COST and effect.saving_per_year is not None:
            saved = effect.saving_per_year
            yearly = yearly - _drawn(sample, f"{where}/saving_per_year", saved, "CUR/year")
        if effect.role is not None and effect.posts is not None:
            gained = _drawn(sample, f"{where}/posts", effect.posts, "FTE").mean()
            posts[effect.role] = posts.get(effect.role, 0.0) - works * gained
    paid = _paid(
        SharedForm.MEASURE, once, yearly, paid=start - lead, start=start, restarts=restarts
    )
    return Opening(SharedForm.MEASURE, paid.expected, paid.cash, posts)


def _drawn(sample: Sample, path: str, quantity: Quantity, unit: str) -> FloatArray:
    return sample.of(parameter_of(path, quantity, unit))


def _paid(
    form: SharedForm,
    once: FloatArray,
    yearly: FloatArray,
    *,
    paid: int,
    start: int,
    restarts: Restarts,
) -> Opening:
    years = np.arange(len(restarts.years))
    capital = (years == paid)[:, np.newaxis] * once
    running = (years >= start)[:, np.newaxis] * yearly
    cash = Cash(capital.mean(axis=1), running.mean(axis=1))
    return Opening(form, cash, capital + running)
