"""How sure the plan is: what stays in it over futures, what to commit now, what to leave open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from steelyard.decision.horizon.robust_result import CoreEntry, RegretOf, RobustPlans
    from steelyard.report.horizon.things import Things

DO_MINIMUM: Final = "do_minimum"
LEAST_OPEN: Final = 0.1
"""Share of futures from which something shared is told. [1]"""
LITTLE: Final = 0.01
"""Part of what can be regretted below which deciding in stages brings next to nothing. [1]"""
DIGITS: Final = 9
"""Shares are sums: what is left of one is rounded. [1]"""
APART: Final = 0.2
"""Difference of shares from which stakeholders part ways. [1]"""


@dataclass(frozen=True, slots=True)
class CoreRow:
    """One use case over the futures.

    Attributes
    ----------
    use_case
        Its id, for the link to its sheet.
    futures
        In how many futures the best plan gives it a new service.
    standing
        Whether always, never or on the border.
    most
        What it most often gets.
    own
        In how many futures it gets what the plan gives it; empty where that is what it most often
        gets.
    voices
        Whose weights say less and more; empty where all agree.
    advice
        To commit now, to leave open, or nothing.
    """

    use_case: str
    futures: str
    standing: str
    most: str
    own: str
    voices: str
    advice: str


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure the plan is.

    Attributes
    ----------
    rows
        Use cases that some future's best plan gives a new service, or that the plan gives one.
    never
        The others, by id.
    shared
        What is shared, and in how many futures it is open.
    commit, leave_open
        What to begin now, and what not to settle yet; empty where there is nothing.
    regret, robust, stages, search
        Sentences: what can be regretted, which plan is regretted least, what deciding in stages
        brings, how all this was found.
    """

    rows: tuple[CoreRow, ...]
    never: tuple[str, ...]
    shared: tuple[str, ...]
    commit: str
    leave_open: str
    regret: str
    robust: str
    stages: str
    search: str


def sureness(things: Things) -> Sureness | None:
    """Return how sure the plan is.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    Sureness or None
        None where the decision stage did not look.
    """
    robust = things.section.plan.robust
    if robust is None:
        return None
    new = {start.use_case for start in things.section.new}
    never = [
        entry
        for entry in robust.core
        if entry.use_case not in new and entry.shares.get(DO_MINIMUM, 0.0) == 1.0
    ]
    return Sureness(
        rows=tuple(_row(entry, robust, things) for entry in robust.core if entry not in never),
        never=tuple(entry.use_case for entry in never),
        shared=_shared(robust, things),
        commit=things.joined(things.thing(name) for name in robust.commit),
        leave_open=things.joined(things.thing(name) for name in robust.leave_open),
        regret=_regret("sure.regret", robust.median, things),
        robust=_robust(robust, things),
        stages=_stages(robust, things),
        search=things.text(
            "sure.search",
            n_plans=float(robust.n_plans),
            n_futures=float(robust.n_scenarios),
            gap=things.figures.percent(robust.largest_gap),
            n=float(robust.n_draws),
        ),
    )


def _shared(robust: RobustPlans, things: Things) -> tuple[str, ...]:
    # The same model on other machines is told once, where it is open most often.
    found: dict[str, float] = {}
    for name, share in sorted(robust.capabilities.items(), key=lambda pair: -pair[1]):
        if share >= LEAST_OPEN:
            found.setdefault(things.shared_brief(name), share)
    return tuple(
        things.text("sure.shared.row", what=name, futures=things.of_ten(share))
        for name, share in found.items()
    )


def _row(entry: CoreEntry, robust: RobustPlans, things: Things) -> CoreRow:
    new = 1.0 - entry.shares.get(DO_MINIMUM, 0.0)
    most, share = next(iter(entry.shares.items()), (DO_MINIMUM, 0.0))
    said = things.text("sure.most", what=things.voice.brief(most), futures=things.of_ten(share))
    advice = ""
    for key, names in (("commit", robust.commit), ("open", robust.leave_open)):
        if entry.use_case in names:
            advice = things.text(f"sure.advice.{key}")
    return CoreRow(
        use_case=entry.use_case,
        futures=things.of_ten(round(new, DIGITS)),
        standing=things.text(f"sure.standing.{entry.standing}"),
        most=said,
        own=_own(entry, most, things),
        voices=_voices(entry, things),
        advice=advice,
    )


def _own(entry: CoreEntry, most: str, things: Things) -> str:
    start = next(row for row in things.section.plan.starts if row.use_case == entry.use_case)
    if start.option == most:
        return ""
    return things.text("sure.own", futures=things.of_ten(entry.shares.get(start.option, 0.0)))


def _voices(entry: CoreEntry, things: Things) -> str:
    shares = sorted(entry.by_stakeholder.items(), key=lambda pair: pair[1])
    if not shares or shares[-1][1] - shares[0][1] < APART:
        return ""
    (least, low), (most, high) = shares[0], shares[-1]
    return things.text(
        "sure.voices",
        least=things.voice.stakeholder(least),
        low=things.of_ten(low),
        most=things.voice.stakeholder(most),
        high=things.of_ten(high),
    )


def _regret(key: str, found: RegretOf, things: Things) -> str:
    return things.text(
        key,
        mean=_between(found.least_mean, found.most_mean, things),
        bad=_between(found.least_p95, found.most_p95, things),
    )


def _between(low: float, high: float, things: Things) -> str:
    first, last = things.figures.money(low), things.figures.money(high)
    if first == last:
        return first
    return things.voice.catalogue.text("range").format(low=first, high=last)


def _robust(robust: RobustPlans, things: Things) -> str:
    if not robust.differs:
        return things.text("sure.robust.same")
    what = things.joined(
        (
            things.text(
                "sure.robust.row",
                what=things.voice.quoted(things.voice.use_case(name)),
                how=things.voice.brief(option),
            )
            for name, option in robust.differs.items()
        ),
        by="list.semicolon",
    )
    return things.sentences([
        things.text("sure.robust.differs", what=what),
        _regret("sure.robust.regret", robust.robust, things),
    ])


def _stages(robust: RobustPlans, things: Things) -> str:
    if robust.value_of_stages <= 0:
        return things.text("sure.stages.none")
    is_little = robust.value_of_stages < LITTLE * robust.median.least_mean
    key = "sure.stages.little" if is_little else "sure.stages"
    return things.text(key, amount=things.figures.money(robust.value_of_stages))
