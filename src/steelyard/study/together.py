"""Several dossiers, one question: what is gained by building together, and who pays what."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from steelyard.decision.contests import contests_in, frame_in
from steelyard.decision.horizon.members import Stage, member_tables
from steelyard.decision.horizon.together import PLAN_DRAWS, build_together, n_groups
from steelyard.dossier.consortium_file import load_consortium
from steelyard.dossier.pooling import with_pooled_capacity
from steelyard.report.names import names_in
from steelyard.report.together import render_together
from steelyard.report.together_inputs import Together, TogetherManifest
from steelyard.report.together_page import together_page
from steelyard.study.output import json_lines, require_report_extra
from steelyard.study.run import DEFAULT_SEED, PACKAGES
from steelyard.study.stages import appraise_dossier, require_draws

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from steelyard.decision.horizon.members import MemberTables
    from steelyard.dossier.consortium_file import MemberDossier
    from steelyard.dossier.schema import Dossier
    from steelyard.report.names import Names

TOGETHER_DRAWS: Final = 2000
"""Each member is appraised twice. [1]"""
TOGETHER_FILE: Final = "together.json"


@dataclass(frozen=True, slots=True, eq=False)
class _Member:
    """One member laid out, with what its report calls things."""

    tables: MemberTables
    names: Names
    facts_edition: str
    is_illustration: bool


def run_together(
    path: str | os.PathLike[str],
    *,
    draws: int = TOGETHER_DRAWS,
    seed: int = DEFAULT_SEED,
    progress: Callable[[str, int], None] | None = None,
) -> Together:
    """Find what members of a consortium gain by building together, and how it can be shared.

    Parameters
    ----------
    path
        Consortium file; the dossiers that it names are read with it.
    draws
        Number of random draws of each member's appraisal. [1]
    seed
        Seed of the draws. [1]
    progress
        Called after each step with its name and the number of all steps.

    Returns
    -------
    Together
        Result, names and manifest.

    Notes
    -----
    Raises ``DomainError`` for a number of draws outside 100–50,000, ``DossierError`` for files that
    cannot be used or do not agree, ``FactError`` for a missing fact.
    """
    require_draws(draws)
    consortium, known = load_consortium(path)
    n_uses = sum(len(entry.dossier.use_cases) for entry in known)
    n_steps = 2 * n_uses + len(known) + n_groups(consortium)

    def tell(name: str) -> None:
        if progress is not None:
            progress(name, n_steps)

    members = [_member(known, place, draws, seed, tell) for place in range(len(known))]
    result = build_together(
        consortium, [member.tables for member in members], told=lambda: tell("group")
    )
    return Together(
        consortium=consortium,
        currency=known[0].dossier.money.currency,
        price_year=known[0].dossier.money.price_year,
        discount_rate=known[0].dossier.money.discount_rate.statement.p50,
        is_illustration=any(member.is_illustration for member in members),
        result=result,
        names={entry.member.id: member.names for entry, member in zip(known, members, strict=True)},
        manifest=TogetherManifest(
            steelyard=version("steelyard"),
            facts_edition=members[0].facts_edition,
            packages={name: version(name) for name in PACKAGES},
            digests={name: _digest(file) for name, file in _files(path, known)},
            as_of=consortium.as_of,
            n_draws=draws,
            n_plan_draws=PLAN_DRAWS,
            seed=seed,
        ),
    )


def _member(
    known: Sequence[MemberDossier],
    place: int,
    draws: int,
    seed: int,
    tell: Callable[[str], None],
) -> _Member:
    own = known[place].dossier
    others = [entry.dossier for entry in (*known[:place], *known[place + 1 :])]
    name = known[place].member.id

    def stage(
        dossier: Dossier, kept: Mapping[str, frozenset[str]] | None = None
    ) -> tuple[Stage, Names, str]:
        found = appraise_dossier(
            dossier, draws=draws, seed=seed, progress=lambda case: tell(f"{name}, {case}")
        )
        contests = contests_in(
            frame_in(dossier, found.sample), found.needs, found.appraisal, kept=kept
        )
        names = names_in(dossier, found.appraisal, found.sample)
        return Stage(dossier, found.needs, found.appraisal, contests), names, found.facts.edition

    alone, _, edition = stage(own)
    listed = {contest.appraisal.use_case: frozenset(contest.ids) for contest in alone.contests}
    pooled, names, _ = stage(with_pooled_capacity(own, others), listed)
    tables = member_tables(name, alone, pooled, n_draws=PLAN_DRAWS)
    tell(name)
    preferences = alone.contests[0].frame.preferences
    return _Member(tables, names, edition, preferences.is_illustration)


def _files(
    path: str | os.PathLike[str], known: Sequence[MemberDossier]
) -> Iterable[tuple[str, Path]]:
    yield Path(path).name, Path(path)
    for entry in known:
        yield entry.member.dossier, entry.path


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def together_json(together: Together) -> str:
    """Return ``together.json``.

    Parameters
    ----------
    together
        A finished study.

    Returns
    -------
    str
        UTF-8 text, keys in a fixed order, no clock; the same study gives the same text.
    """
    return json_lines(together.as_json())


def render_together_pages(together: Together, languages: Iterable[str]) -> dict[str, str]:
    """Return the page of a study of several in each language.

    Parameters
    ----------
    together
        A finished study.
    languages
        ``en`` or ``zh``.

    Returns
    -------
    dict
        Text by file name, ``together.<language>.html``.

    Notes
    -----
    Raises ``OutputError`` where the extra ``report`` is not installed.
    """
    require_report_extra()
    return {f"together.{code}.html": render_together(together, code) for code in languages}


def together_in_words(together: Together, language: str) -> str:
    """Return the answer of a study of several as plain text.

    Parameters
    ----------
    together
        A finished study.
    language
        ``en`` or ``zh``.

    Returns
    -------
    str
        One paragraph a line.
    """
    return "\n".join(together_page(together, language).answer)
