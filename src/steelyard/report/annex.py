"""The annex: what stands behind the answers in the terms of the trade, use case by use case."""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.report.annex_spread import kinds_of, singles_of
from steelyard.report.names import class_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steelyard.decision.convergence import Convergence
    from steelyard.decision.discovery import Discovery
    from steelyard.decision.effort import Effort
    from steelyard.decision.find_out import FindOut, Knowledge
    from steelyard.decision.model import UseCaseDecision
    from steelyard.decision.sensitivity import Sensitivity
    from steelyard.decision.stability import OptionRegret, Stability
    from steelyard.decision.two_way import SwitchingMap
    from steelyard.report.annex_spread import SpreadRow
    from steelyard.report.inputs import Study

LEAST_FIRST: Final = 0.02
"""First-rank share from which an option matters. [1]"""
LEAST_AREA: Final = 0.03
"""Share of a map, or of what is believed, from which its best option matters. [1]"""
MOST_OPTIONS: Final = 8
"""Options that get a letter at most. [1]"""
MOST_PAIRS: Final = 6
"""Options set against each other at most. [1]"""
MOST_MAPS: Final = 2
"""Maps drawn for one use case at most. [1]"""
LEAST_TURNED: Final = 0.005
"""Probability from which a second thing is said to turn the answer. [1]"""
MOST_WORTH: Final = 6
"""Things worth knowing listed at most. [1]"""
SHAPES: Final = ("concave", "convex")
"""Shapes of value beside the straight one, on which the answer rests."""
OWN_METHOD: Final = "additive"
DO_MINIMUM: Final = "do_minimum"


@dataclass(frozen=True, slots=True)
class Lettered:
    """An option that the annex names by a letter.

    Attributes
    ----------
    letter
        ``A`` for the leading option, then by how often each is best.
    option
        Its id.
    kind
        Class of pathway.
    first, error
        First-rank share over draws and allowed weights, and its standard error; none where value
        has no price, so that nothing is ranked. [1]
    is_leading
        Whether it leads.
    """

    letter: str
    option: str
    kind: str
    first: float | None
    error: float | None
    is_leading: bool


@dataclass(frozen=True, slots=True)
class Way:
    """Another way of asking, and its answer.

    Attributes
    ----------
    name
        ``topsis``, ``promethee2``, ``concave`` or ``convex``.
    option
        Best option then.
    is_same
        Whether that is the leading one; none where the way does not rank it.
    """

    name: str
    option: str
    is_same: bool | None


@dataclass(frozen=True, slots=True)
class AnnexCase:
    """What stands behind the answer of one use case.

    Attributes
    ----------
    use_case
        Its id.
    options
        Options that matter, lettered.
    n_others
        Short-listed options beside them. [1]
    rival
        Next best option by expected utility.
    kinds, minor
        What kinds of inputs explain, the largest first, and kinds that explain hardly anything;
        empty where not computed.
    singles
        What single inputs explain.
    maps, idle
        Maps that are drawn, and what turns the answer nowhere that is believed likely.
    pairs
        Letter of the row, and by letter of the column the share of draws in which it is better.
    ways
        Other methods and shapes of value.
    regrets, regret_unit
        What choosing each option costs where another would have been better; empty where only one
        is ranked so.
    discovery
        When something wins.
    convergence
        Whether more draws could change the answer.
    everything
        What knowing everything is worth at most; none where nothing has a price.
    worth
        What knowing one thing is worth at most, with standard errors.
    """

    use_case: str
    options: tuple[Lettered, ...]
    n_others: int
    rival: str
    kinds: tuple[SpreadRow, ...]
    minor: tuple[str, ...]
    singles: tuple[SpreadRow, ...]
    maps: tuple[SwitchingMap, ...]
    idle: tuple[str, ...]
    pairs: tuple[tuple[str, Mapping[str, float]], ...]
    ways: tuple[Way, ...]
    regrets: tuple[OptionRegret, ...]
    regret_unit: str
    discovery: tuple[Discovery, ...]
    convergence: Convergence | None
    everything: Knowledge | None
    worth: tuple[FindOut, ...]

    @property
    def lettered(self) -> dict[str, Lettered]:
        """Options that have a letter, by id."""
        return {entry.option: entry for entry in self.options}

    @property
    def is_seldom_best(self) -> bool:
        """Whether another option is the best of all more often than the leading one."""
        lead, *others = (entry.first or 0.0 for entry in self.options)
        return any(first > lead for first in others)


@dataclass(frozen=True, slots=True)
class Annex:
    """What stands behind the answers.

    Attributes
    ----------
    effort
        How deep the study looked.
    n_draws
        Draws of the study. [1]
    cases
        Use cases in which something rivals the leading option.
    alone
        Ids of the others: nothing was to be compared.
    """

    effort: Effort
    n_draws: int
    cases: tuple[AnnexCase, ...]
    alone: tuple[str, ...]

    @property
    def use_cases(self) -> tuple[str, ...]:
        """Ids of the use cases that have a part of it."""
        return tuple(case.use_case for case in self.cases)


def annex_of(study: Study) -> Annex:
    """Return the annex of a study.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Annex
        Language-neutral, in the order of the dossier.
    """
    decisions = study.decision.use_cases
    cases = [
        _case(found, found.sensitivity, found.stability, study.decision.reading.value)
        for found in decisions
        if found.sensitivity is not None and found.stability is not None
    ]
    told = {case.use_case for case in cases}
    return Annex(
        study.manifest.effort,
        study.manifest.n_draws,
        tuple(cases),
        tuple(found.use_case for found in decisions if found.use_case not in told),
    )


def _case(
    found: UseCaseDecision, sensitivity: Sensitivity, stability: Stability, reading: str
) -> AnnexCase:
    maps = _drawn(sensitivity.maps)
    ways = _ways(stability)
    options = _lettered(found, reading, sensitivity.rival, maps, ways)
    kinds, minor = kinds_of(sensitivity)
    letters = {entry.option: entry.letter for entry in options}
    regrets = sorted(
        (entry for entry in stability.regrets if entry.option in letters),
        key=lambda entry: letters[entry.option],
    )
    return AnnexCase(
        use_case=found.use_case,
        options=options,
        n_others=sum(option.is_short_listed for option in found.options) - len(options),
        rival=sensitivity.rival,
        kinds=kinds,
        minor=minor,
        singles=singles_of(sensitivity),
        maps=maps,
        idle=tuple(entry.second.key for entry in sensitivity.maps if entry.turned < LEAST_TURNED),
        pairs=_pairs(stability, letters),
        ways=ways,
        regrets=tuple(regrets) if len(regrets) > 1 else (),
        regret_unit=stability.regret_unit,
        discovery=found.discovery,
        convergence=found.convergence,
        everything=None if found.worth_knowing is None else found.worth_knowing.everything,
        worth=() if found.worth_knowing is None else found.worth_knowing.rows[:MOST_WORTH],
    )


def _drawn(maps: Sequence[SwitchingMap]) -> tuple[SwitchingMap, ...]:
    telling = [entry for entry in maps if entry.turned >= LEAST_TURNED]
    return tuple(telling[:MOST_MAPS] or maps[:1])


def _ways(stability: Stability) -> tuple[Way, ...]:
    # The other methods rank no today's service; where it leads they cannot agree or disagree.
    leads_today = stability.leading == DO_MINIMUM
    found = [
        Way(name, option, None if leads_today else option == stability.leading)
        for name, option in stability.methods.items()
        if name != OWN_METHOD
    ]
    shapes = [
        Way(name, stability.shapes[name], stability.shapes[name] == stability.leading)
        for name in SHAPES
    ]
    return (*found, *shapes)


def _lettered(
    found: UseCaseDecision,
    reading: str,
    rival: str,
    maps: Sequence[SwitchingMap],
    ways: Sequence[Way],
) -> tuple[Lettered, ...]:
    short = {option.option.id: option for option in found.options if option.is_short_listed}
    rankings = {name: option.rankings[reading] for name, option in short.items()}
    first = {
        name: ranking.first if ranking.rank_acceptability else None
        for name, ranking in rankings.items()
    }
    often = sorted(short, key=lambda name: -(first[name] or 0.0))
    wanted = [
        found.leading,
        rival,
        *(name for drawn in maps for name in _regions(drawn)),
        *(way.option for way in ways),
        *(name for name in often if (first[name] or 0.0) >= LEAST_FIRST),
    ]
    chosen = list(dict.fromkeys(wanted))[:MOST_OPTIONS]
    ordered = sorted(chosen, key=lambda name: (name != found.leading, often.index(name)))
    return tuple(
        Lettered(
            letter,
            name,
            class_of(short[name].option.pathways),
            first[name],
            next(iter(rankings[name].rank_error), None),
            name == found.leading,
        )
        for letter, name in zip(string.ascii_uppercase, ordered, strict=False)
    )


def _regions(drawn: SwitchingMap) -> list[str]:
    # Options best over a visible part of a map, the most likely first.
    n_points = sum(len(row) for row in drawn.best)
    areas = [
        sum(row.count(index) for row in drawn.best) / n_points
        for index in range(len(drawn.options))
    ]
    size = [max(pair) for pair in zip(areas, drawn.shares, strict=True)]
    visible = [index for index, part in enumerate(size) if part >= LEAST_AREA]
    return [drawn.options[index] for index in sorted(visible, key=lambda index: -size[index])]


def _pairs(
    stability: Stability, letters: Mapping[str, str]
) -> tuple[tuple[str, Mapping[str, float]], ...]:
    place = {name: index for index, name in enumerate(stability.options)}
    shown = [name for name in letters if name in place][:MOST_PAIRS]
    return tuple(
        (
            letters[row],
            {
                letters[column]: stability.beats[place[row]][place[column]]
                for column in shown
                if column != row
            },
        )
        for row in shown
    )
