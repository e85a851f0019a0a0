"""Precedents: the national cases nearest to the plan, by a simple stated distance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from babel import Locale

from steelyard.report.inputs_list import SourceRow
from steelyard.report.names import CLASSES, class_of
from steelyard.report.plan_choices import plan_choices

if TYPE_CHECKING:
    from steelyard.facts.observations import NationalCase
    from steelyard.report.inputs import Study

SHOWN: Final = 5
"""Cases shown at most. [1]"""
NEAR: Final = 2.0
"""A case further away than this is not called near. [point]"""

NEIGHBOURHOODS: Final = (
    frozenset(["CN", "HK", "MO", "TW", "JP", "KR", "KP", "MN"]),
    frozenset(["SG", "MY", "ID", "TH", "VN", "PH", "KH", "LA", "MM", "BN", "TL"]),
    frozenset(["IN", "PK", "BD", "LK", "NP", "BT", "MV", "AF"]),
    frozenset(["KZ", "KG", "UZ", "TM", "TJ"]),
    frozenset(["AE", "SA", "QA", "KW", "BH", "OM", "IL", "JO", "IQ", "IR", "TR"]),
    frozenset([
        "EU",
        "CH",
        "NO",
        "GB",
        "IE",
        "FR",
        "DE",
        "NL",
        "BE",
        "LU",
        "ES",
        "PT",
        "IT",
        "AT",
        "SE",
        "FI",
        "DK",
        "IS",
    ]),
    frozenset([
        "EU",
        "PL",
        "CZ",
        "SK",
        "HU",
        "RO",
        "BG",
        "GR",
        "HR",
        "SI",
        "EE",
        "LV",
        "LT",
        "UA",
        "RS",
        "AL",
    ]),
    frozenset(["US", "CA", "MX"]),
    frozenset(["BR", "AR", "CL", "CO", "PE", "UY", "EC", "BO", "PY"]),
    frozenset(["ZA", "NG", "KE", "GH", "RW", "TZ", "ET", "UG", "SN", "EG", "MA"]),
    frozenset(["AU", "NZ", "FJ", "PG"]),
)
"""Neighbouring countries, in rough groups of ours."""


@dataclass(frozen=True, slots=True)
class Precedent:
    """One national case and how near it is.

    Attributes
    ----------
    case
        The case, as collected.
    distance
        0 (alike) to 4. [point]
    shares
        What it shares with the plan: ``pathway``, ``class``, ``language``, ``country``,
        ``neighbour``, ``public``.
    was_reversed
        Whether another pathway was taken first.
    sources
        Where it was read.
    """

    case: NationalCase
    distance: float
    shares: tuple[str, ...]
    was_reversed: bool
    sources: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class Precedents:
    """The nearest cases.

    Attributes
    ----------
    nearest
        At most five, the nearest first; empty if none is near.
    n_known
        Cases known at the study's date. [1]
    """

    nearest: tuple[Precedent, ...]
    n_known: int


def precedents_of(study: Study) -> Precedents:
    """Return the national cases nearest to the plan.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Precedents
        Ordered by distance.

    Notes
    -----
    Distance in points: pathway 0 (the same), 0.5 (another of the same class) or 1; language 0
    where a required one is named, else 1; place 0 (the same country), 0.5 (a neighbour) or 1;
    tier 0 where the same level of government decided, else 1. Only cases known on the study's date
    count.
    """
    as_of = study.dossier.as_of
    known = [case for case in study.facts.national_cases if case.known_from <= as_of]
    found = sorted(
        (_precedent(study, case) for case in known), key=lambda row: (row.distance, row.case.id)
    )
    near = [row for row in found if row.distance <= NEAR]
    return Precedents(tuple(near[:SHOWN]), len(known))


def _precedent(study: Study, case: NationalCase) -> Precedent:
    pathway, path_words = _pathway(study, case)
    language = _speaks(study, case)
    place, place_words = _place(study, case)
    is_same_tier = study.dossier.jurisdiction.tier.value == case.tier
    shares = [*path_words, *(["language"] if language else []), *place_words]
    if is_same_tier:
        shares.append("tier")
    distance = pathway + (0.0 if language else 1.0) + place + (0.0 if is_same_tier else 1.0)
    return Precedent(
        case=case,
        distance=distance,
        shares=tuple(shares),
        was_reversed=bool(case.pathways_first) and set(case.pathways_first) != set(case.pathways),
        sources=tuple(
            SourceRow(source.title, source.publisher, source.url, source.published)
            for source in (study.facts.source(name) for name in case.sources)
        ),
    )


def _pathway(study: Study, case: NationalCase) -> tuple[float, list[str]]:
    chosen = plan_choices(study)
    taken = {
        str(pathway)
        for use_case, name in chosen.items()
        for pathway in study.decision.of(use_case).option(name).option.pathways
    }
    if taken & set(case.pathways):
        return 0.0, ["pathway"]
    classes = {class_of([name]) for name in taken} - {CLASSES[0]}
    if classes & {class_of([name]) for name in case.pathways}:
        return 0.5, ["class"]
    return 1.0, []


def _speaks(study: Study, case: NationalCase) -> bool:
    english = Locale.parse("en").languages
    required = {
        entry.language
        for use_case in study.dossier.use_cases
        for entry in use_case.languages
        if entry.required and entry.language != "en"
    } or {"en"}
    named = set(re.findall(r"[A-Z][a-z]+", case.languages))
    return bool({english.get(code, code) for code in required} & named)


def _place(study: Study, case: NationalCase) -> tuple[float, list[str]]:
    here = study.dossier.jurisdiction.country
    if case.place[:2] == here:
        return 0.0, ["country"]
    if any(here in group and case.place[:2] in group for group in NEIGHBOURHOODS):
        return 0.5, ["neighbour"]
    return 1.0, []
