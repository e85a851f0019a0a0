"""Cost lines summed by what they belong to, with their present value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from steelyard.options.years import Cash
from steelyard.quantities.money import present_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from steelyard.options.model import CostLine
    from steelyard.quantities.arrays import FloatArray


Key = TypeVar("Key")


class Account(NamedTuple):
    """What a sum of lines belongs to.

    Attributes
    ----------
    capability
        Shared capability; empty for the use case's own.
    is_capital
        Whether it is investment.
    is_foreign
        Whether it is paid in foreign currency.
    """

    capability: str
    is_capital: bool
    is_foreign: bool


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """Sums of cost lines, in constant prices.

    Attributes
    ----------
    capital, running
        Investment and running cost, shape ``(year, draw)``; none where there is none. [CUR/year]
    shared
        Of both, what belongs to shared capabilities, by id, shape ``(year, draw)``. [CUR/year]
    value
        Present value by account, shape ``(draw,)``. [CUR]
    lines
        The lines themselves, where they are kept.
    cash
        Money by account, shape ``(year, draw)``, where it is kept. [CUR/year]
    """

    capital: FloatArray | None = None
    running: FloatArray | None = None
    shared: Mapping[str, FloatArray] = field(default_factory=dict)
    value: Mapping[Account, FloatArray] = field(default_factory=dict)
    lines: tuple[CostLine, ...] = ()
    cash: Mapping[Account, FloatArray] = field(default_factory=dict)

    def value_where(self, wanted: Callable[[Account], bool], n_draws: int) -> FloatArray:
        """Return the present value of some accounts.

        Parameters
        ----------
        wanted
            Which accounts count.
        n_draws
            Length of the result, for the case that none does. [1]

        Returns
        -------
        FloatArray
            Shape ``(draw,)``. [CUR]
        """
        found = _sum(value for account, value in self.value.items() if wanted(account))
        return np.zeros(n_draws) if found is None else found

    @property
    def own_value(self) -> Mapping[Account, FloatArray]:
        """Present value where every shared capability is open already. [CUR]."""
        return {account: v for account, v in self.value.items() if not account.capability}

    @property
    def shared_value(self) -> dict[str, FloatArray]:
        """Present value of every shared capability, by id in order. [CUR]."""
        found: dict[str, FloatArray] = {}
        for account, value in self.value.items():
            if account.capability:
                before = found.get(account.capability)
                found[account.capability] = value if before is None else before + value
        return dict(sorted(found.items()))


def ledger_of(
    lines: Iterable[CostLine], *, rate: float, has_lines: bool, has_cash: bool = False
) -> Ledger:
    """Sum lines by what they belong to.

    Parameters
    ----------
    lines
        Cost lines of one shape.
    rate
        Real discount rate; the first year is not discounted. [1/year]
    has_lines
        Whether to keep them beside their sums.
    has_cash
        Whether to keep the money of each account by year.

    Returns
    -------
    Ledger
        Their sums.
    """
    cash: dict[Account, FloatArray] = {}
    kept = []
    for line in lines:
        account = Account(line.capability, line.is_capital, line.is_foreign)
        before = cash.get(account)
        cash[account] = line.cash if before is None else before + line.cash
        if has_lines:
            kept.append(line)
    names = dict.fromkeys(account.capability for account in cash if account.capability)
    shared = {name: _sum(c for a, c in cash.items() if a.capability == name) for name in names}
    return Ledger(
        capital=_sum(sums for account, sums in cash.items() if account.is_capital),
        running=_sum(sums for account, sums in cash.items() if not account.is_capital),
        shared={name: sums for name, sums in shared.items() if sums is not None},
        value={account: present_value(sums, rate=rate) for account, sums in cash.items()},
        lines=tuple(kept),
        cash=cash if has_cash else {},
    )


def joined(ledgers: Sequence[Ledger]) -> Ledger:
    """Add ledgers up.

    Parameters
    ----------
    ledgers
        Of one shape.

    Returns
    -------
    Ledger
        Lines one after the other.
    """
    return Ledger(
        capital=_sum(ledger.capital for ledger in ledgers),
        running=_sum(ledger.running for ledger in ledgers),
        shared=_added(ledger.shared for ledger in ledgers),
        value=_added(ledger.value for ledger in ledgers),
        lines=tuple(line for ledger in ledgers for line in ledger.lines),
        cash=_added(ledger.cash for ledger in ledgers),
    )


def expected_cash(ledger: Ledger, capability: str | None = None) -> Cash:
    """Return the expected money of a ledger by year.

    Parameters
    ----------
    ledger
        With its cash.
    capability
        Only what belongs to it; the empty name is the use case's own. All if omitted.

    Returns
    -------
    Cash
        Investment and running cost.
    """
    kept = [row for row in ledger.cash.items() if capability in {None, row[0].capability}]
    n_years = _n_years(ledger)
    capital, running = np.zeros(n_years), np.zeros(n_years)
    for account, sums in kept:
        target = capital if account.is_capital else running
        target += sums.mean(axis=-1)
    return Cash(capital, running)


def total_cash(ledger: Ledger, capability: str | None = None) -> FloatArray:
    """Return the money of a ledger by year, in every draw.

    Parameters
    ----------
    ledger
        With its cash.
    capability
        Only what belongs to it; the empty name is the use case's own. All if omitted.

    Returns
    -------
    FloatArray
        Shape ``(year, draw)``; zeros of shape ``(year, 1)`` where there is nothing. [CUR/year]
    """
    found = _sum(
        sums for account, sums in ledger.cash.items() if capability in {None, account.capability}
    )
    return np.zeros((_n_years(ledger), 1)) if found is None else found


def _n_years(ledger: Ledger) -> int:
    return next((len(sums) for sums in ledger.cash.values()), 0)


def _added(tables: Iterable[Mapping[Key, FloatArray]]) -> dict[Key, FloatArray]:
    found: dict[Key, FloatArray] = {}
    for table in tables:
        for key, values in table.items():
            before = found.get(key)
            found[key] = values if before is None else before + values
    return found


def _sum(parts: Iterable[FloatArray | None]) -> FloatArray | None:
    # A single part is handed on as it is: what many options have in common is held once.
    total: FloatArray | None = None
    for part in parts:
        if part is not None:
            total = part if total is None else total + part
    return total
