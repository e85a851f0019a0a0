"""The plan over the years in a few sentences, for page one, its own page and the terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from steelyard.report.names import KEEP

if TYPE_CHECKING:
    from steelyard.report.horizon.things import Things

LIMIT: Final = "limit"
"""Ending of a search that was stopped before the gap asked for was reached."""
DIGITS: Final = 4
"""Significant digits of bound and worth, so that a small gap can be seen. [1]"""
EXACT: Final = 5e-5
"""Gap that reads as none: below a hundredth of a per cent. [1]"""


def headline(things: Things) -> str:
    """Return what the plan starts when, what is shared, and what it comes to.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    str
        A few sentences; where no plan keeps all limits, that.
    """
    if not things.section.plan.is_feasible:
        return things.text("none")
    said = (condition(things), starts(things), moved(things), shared(things), total(things))
    return things.sentences(said)


def condition(things: Things) -> str:
    """Return for how many use cases something must be found out first.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    str
        Empty where the plan can be begun as it stands.
    """
    n, n_all = len(things.section.conditional), len(things.section.plan.starts)
    return things.text("gist.if", n=float(n), of=float(n_all)) if n else ""


def starts(things: Things) -> str:
    """Return how many use cases start in which year and on which way.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    str
        One sentence, and another where ways change later.
    """
    plan = things.section.plan
    parts = []
    for year in plan.years:
        ways = Counter(
            things.section.first_ways[start.use_case]
            for start in things.section.new
            if start.start_year == year
        )
        if ways:
            parts.append(things.text("gist.year", year=str(year), what=things.ways(dict(ways))))
    if n_kept := len(plan.starts) - len(things.section.new):
        parts.append(things.ways({KEEP: n_kept}))
    said = things.text(
        "gist.of", of=float(len(plan.starts)), what=things.joined(parts, by="list.semicolon")
    )
    n_later = sum(bool(start.successor) for start in plan.starts)
    return things.sentences([said, things.counted("gist.switch", n_later) if n_later else ""])


def moved(things: Things) -> str:
    """Return for which use cases the plan takes another way than they would alone.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    str
        Empty where there is none.
    """
    names = [start.use_case for start in things.section.plan.starts if start.is_moved]
    return things.text("gist.moved", what=things.use_cases(names)) if names else ""


def shared(things: Things) -> str:
    """Return what is shared, and from when on.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    str
        One sentence.
    """
    found: dict[str, int] = {}
    for build in things.section.shared:
        kind = things.shared_kind(build.id)
        found[kind] = min(build.ready_year, found.get(kind, build.ready_year))
    if not found:
        return things.text("gist.shared.none")
    parts = (
        things.text(
            "gist.year",
            year=str(year),
            what=things.joined(kind for kind, ready in found.items() if ready == year),
        )
        for year in sorted(set(found.values()))
    )
    return things.text("gist.shared", what=things.joined(parts, by="list.semicolon"))


def total(things: Things) -> str:
    """Return what the plan saves or costs against keeping all as it is.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    str
        In the middle of all cases, on average, and at both ends.
    """
    section = things.section
    cost = section.plan.net_cost
    if cost is None:
        return ""
    said = things.text(
        "gist.saves" if cost.p50 <= 0 else "gist.costs",
        years=float(len(section.plan.years)),
        gain=things.figures.money(abs(cost.p50)),
        mean=_change(-section.mean_net_cost, things),
        low=_change(-cost.p95, things),
        high=_change(-cost.p05, things),
        today=things.figures.money(section.today.p50),
    )
    unvalued = things.use_cases(section.without_benefit)
    without = things.text("gist.unvalued", what=unvalued) if section.without_benefit else ""
    return things.sentences([said, without])


def _change(saved: float, things: Things) -> str:
    key = "front.saves" if saved >= 0 else "front.loses"
    return things.voice.text(key, amount=things.figures.money(abs(saved)))


def spending(things: Things) -> str:
    """Return what the plan spends over all years.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    str
        Investment and running cost, constant prices.
    """
    bills = things.section.plan.bills
    return things.text(
        "gist.spends",
        years=float(len(bills)),
        capital=things.figures.money(sum(bill.investment for bill in bills)),
        running=things.figures.money(sum(bill.running for bill in bills)),
    )


def bound(things: Things) -> str:
    """Return how far the plan may be from the best there can be.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    str
        Bound, worth and gap, and what worth is; empty where there is no plan.
    """
    plan = things.section.plan
    if plan.worth is None:
        return ""
    key = "bound.exact" if plan.gap < EXACT else "bound.within"
    if plan.ending.value == LIMIT:
        key = "bound.limit"
    said = things.text(
        key,
        most=things.figures.money(plan.bound, DIGITS),
        amount=things.figures.money(plan.worth, DIGITS),
        gap=things.figures.percent(plan.gap),
    )
    price = things.figures.money(plan.money_per_value_point)
    return things.sentences([said, things.text("bound.how", what=price, n=float(plan.n_draws))])


def summary_lines(things: Things) -> list[str]:
    """Return the plan in the lines of the terminal.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    list of str
        One line, and one more on money where there is a plan.
    """
    if not things.section.plan.is_feasible:
        return [things.text("none")]
    return [
        things.sentences([condition(things), starts(things), shared(things)]),
        total(things),
    ]
