"""Cost lines summed by what they belong to, with their present value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steelyard.quantities.money import present_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from steelyard.options.model import CostLine
    from steelyard.quantities.arrays import FloatArray


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
    """Sums of cost lines by account.

    Attributes
    ----------
    cash
        Constant prices by account, shape ``(year, draw)``. [CUR/year]
    value
        Present value by account, shape ``(draw,)``. [CUR]
    lines
        The lines themselves, where they are kept.
    """

    cash: Mapping[Account, FloatArray] = field(default_factory=dict)
    value: Mapping[Account, FloatArray] = field(default_factory=dict)
    lines: tuple[CostLine, ...] = ()

    def cash_where(self, wanted: Callable[[Account], bool], shape: tuple[int, int]) -> FloatArray:
        """Return the yearly sum of some accounts.

        Parameters
        ----------
        wanted
            Which accounts count.
        shape
            Of the result, for the case that none does.

        Returns
        -------
        FloatArray
            Shape ``(year, draw)``. [CUR/year]
        """
        found = [cash for account, cash in self.cash.items() if wanted(account)]
        return _sum(found, shape)

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
        found = [value for account, value in self.value.items() if wanted(account)]
        return _sum(found, (n_draws,))

    def without_capabilities(self) -> Ledger:
        """Return the use case's own accounts, without their lines.

        Returns
        -------
        Ledger
            What is left where every shared capability is open already.
        """
        own = [account for account in self.cash if not account.capability]
        return Ledger({a: self.cash[a] for a in own}, {a: self.value[a] for a in own})

    @property
    def capabilities(self) -> tuple[str, ...]:
        """Shared capabilities with lines, sorted."""
        return tuple(sorted({account.capability for account in self.cash if account.capability}))


def ledger_of(lines: Iterable[CostLine], *, rate: float, has_lines: bool) -> Ledger:
    """Sum lines by account.

    Parameters
    ----------
    lines
        Cost lines of one shape.
    rate
        Real discount rate. [1/year]
    has_lines
        Whether to keep them beside their sums.

    Returns
    -------
    Ledger
        Accounts in the order of their first line.
    """
    cash: dict[Account, FloatArray] = {}
    kept = []
    for line in lines:
        account = Account(line.capability, line.is_capital, line.is_foreign)
        before = cash.get(account)
        cash[account] = line.cash if before is None else before + line.cash
        if has_lines:
            kept.append(line)
    value = {account: present_value(sums, rate=rate) for account, sums in cash.items()}
    return Ledger(cash, value, tuple(kept))


def joined(ledgers: Iterable[Ledger]) -> Ledger:
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
    cash: dict[Account, FloatArray] = {}
    value: dict[Account, FloatArray] = {}
    lines: list[CostLine] = []
    for ledger in ledgers:
        for account, sums in ledger.cash.items():
            before = cash.get(account)
            cash[account] = sums if before is None else before + sums
        for account, present in ledger.value.items():
            known = value.get(account)
            value[account] = present if known is None else known + present
        lines.extend(ledger.lines)
    return Ledger(cash, value, tuple(lines))


def _sum(found: list[FloatArray], shape: tuple[int, ...]) -> FloatArray:
    if not found:
        return np.zeros(shape)
    total = found[0]
    for entry in found[1:]:
        total = total + entry
    return total
