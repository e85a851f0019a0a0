"""Jurisdiction packs: which there are, what is in one, and one use case under several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from steelyard.dossier.assessment_checks import subject_problems
from steelyard.dossier.assessment_file import load_assessment
from steelyard.dossier.loader import load_dossier
from steelyard.errors import DomainError, DossierError, Problem
from steelyard.instruments import Subject, load_pack, pack_ids
from steelyard.options.rules_table import rules_table
from steelyard.report.catalogue import load_catalogue
from steelyard.report.pack_words import pack_line, pack_page
from steelyard.report.rules_words import rules_in_words, rules_json

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from datetime import date

    from steelyard.dossier.assessments import Assessment
    from steelyard.dossier.schema import Dossier
    from steelyard.options.rules_table import RulesTable


@dataclass(frozen=True, slots=True)
class RulesComparison:
    """One use case under several sets of rules.

    Attributes
    ----------
    table
        Columns and cells.
    """

    table: RulesTable

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data.

        Returns
        -------
        dict
            Every cell with its state and rules.
        """
        return rules_json(self.table)

    def as_text(self, language: str) -> str:
        """Return it in words.

        Parameters
        ----------
        language
            ``en`` or ``zh``.

        Returns
        -------
        str
            A Markdown table, and the rules behind it.
        """
        heading = load_catalogue(language).text("rules.notes")
        return rules_in_words(self.table, language).as_markdown(heading)


def compare_rules(
    path: str | os.PathLike[str],
    use_case: str = "",
    *,
    packs: Sequence[str] = (),
    tiers: Sequence[str] = (),
    days: Sequence[date] = (),
    data_classes: Sequence[str] = (),
    answers: Sequence[str | os.PathLike[str]] = (),
) -> RulesComparison:
    """Set one use case of a dossier under several sets of rules.

    Parameters
    ----------
    path
        Dossier file.
    use_case
        Id of the use case; the first one if left out.
    packs, tiers, days, data_classes
        What to vary; every combination is a column.
    answers
        Answers files to be counted beside the dossier's own assessments.

    Returns
    -------
    RulesComparison
        The table.

    Raises
    ------
    DomainError
        If an answers file is about another use case, or its instrument is asked for in no column,
        so that it would change nothing.
    """
    dossier = load_dossier(path)
    name = use_case or dossier.use_cases[0].id
    more = {str(file): load_assessment(file) for file in answers}
    for file, entry in more.items():
        _require_meant(file, entry, dossier, name)
    dossier = dossier.model_copy(update={"assessments": (*dossier.assessments, *more.values())})
    table = rules_table(
        dossier, name, packs=packs, tiers=tiers, days=days, data_classes=data_classes
    )
    for file, entry in more.items():
        _require_asked(file, entry, table)
    return RulesComparison(table)


def _require_meant(file: str, entry: Assessment, dossier: Dossier, name: str) -> None:
    # Answers about something else would be passed over without a word.
    found = [
        Problem(f"{file}: {problem.path}", problem.expected, problem.found, problem.next_step)
        for problem in subject_problems(dossier, entry)
    ]
    if found:
        raise DossierError(found)
    if entry.about.kind is Subject.USE_CASE and name not in entry.about.names:
        message = (
            f"{file}: about.use_case: expected '{name}', the use case compared, found "
            f"'{', '.join(entry.about.names)}'. Choose it with --use-case, or leave the file out."
        )
        raise DomainError(message)


def _require_asked(file: str, entry: Assessment, table: RulesTable) -> None:
    asked = {part.instrument for column in table.instruments for part, _ in column}
    for column in table.columns:
        for rule in column.pack.rules:
            for wanted in (rule.applies.assessed, rule.applies.exempt, rule.requires.assessed):
                asked |= {wanted.instrument} if wanted is not None else set()
    if entry.instrument not in asked:
        message = (
            f"{file}: expected an instrument that one of the columns asks for "
            f"({', '.join(sorted(asked)) or 'none does'}), found {entry.instrument}. Add its "
            "pack, or name the level it is written for, as CA:protected_b:national."
        )
        raise DomainError(message)


def packs_list(language: str) -> list[dict[str, str]]:
    """Return the shipped packs.

    Parameters
    ----------
    language
        ``en`` or ``zh``.

    Returns
    -------
    list of dict
        Id, name, currency, number of classes, rules and instruments.
    """
    return [pack_line(load_pack(name), language) for name in pack_ids()]


def pack_text(name: str, language: str, *, as_of: date) -> str:
    """Return what a pack says on a day.

    Parameters
    ----------
    name
        Id of the pack.
    language
        ``en`` or ``zh``.
    as_of
        Only what was known by then.

    Returns
    -------
    str
        Markdown.
    """
    return pack_page(load_pack(name), language, as_of=as_of)
