"""Lines of the first twelve months: money, posts, machines, steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steelyard.dossier.capacity import Role


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """Money of one fiscal year, in prices of its own year.

    Attributes
    ----------
    start
        Calendar year in which it begins.
    capital, running
        Median case. [CUR]
    total
        Their sum. [CUR]
    months
        Months of it that the study covers, 1-12. [month]
    one_in_twenty
        One case in twenty is dearer than this in total; none where only means are known. [CUR]
    """

    start: int
    capital: float
    running: float
    total: float
    months: int
    one_in_twenty: float | None


@dataclass(frozen=True, slots=True)
class Post:
    """Posts of one role over the plan.

    Attributes
    ----------
    role
        Kind of post.
    by_year
        Full-time equivalents by fiscal year, a mean over the months covered; shared teams counted
        once. [FTE]
    in_post
        People at hand in the first year, or none where the dossier does not say. [FTE]
    """

    role: Role
    by_year: tuple[float, ...]
    in_post: float | None


@dataclass(frozen=True, slots=True)
class Machines:
    """Machines of one kind over the plan.

    Attributes
    ----------
    hardware
        Accelerator id.
    tenure
        ``own`` or ``rent``.
    by_year
        Most accelerators of a fiscal year. [accelerator]
    """

    hardware: str
    tenure: str
    by_year: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Commitment:
    """The first step of the plan that cannot be taken back.

    Attributes
    ----------
    line
        Kind of cost line.
    use_case, option
        For which.
    amount
        Of its first year, in prices of that year. [CUR]
    year
        Calendar year.
    months
        Time to first service of that option, at the median. [month]
    """

    line: str
    use_case: str
    option: str
    amount: float
    year: int
    months: float


@dataclass(frozen=True, slots=True)
class Twelve:
    """Money of the first twelve months, in prices of that year.

    Attributes
    ----------
    year
        Calendar year.
    capital, running
        Median case. [CUR]
    firm
        Part of their sum for services that need no confirmation; none where it cannot be told
        apart. [CUR]
    """

    year: int
    capital: float
    running: float
    firm: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """A new service of the plan.

    Attributes
    ----------
    use_case, option
        Which.
    months
        Time to first service, at the median. [month]
    is_conditional
        Whether it must be confirmed first.
    """

    use_case: str
    option: str
    months: float
    is_conditional: bool
