"""Jurisdiction packs: which there are, what is in one, and one use case under several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from steelyard.dossier.assessment_file import load_assessment
from steelyard.dossier.loader import load_dossier
from steelyard.instruments import load_pack, pack_ids
from steelyard.options.rules_table import rules_table
from steelyard.report.catalogue import load_catalogue
from steelyard.report.pack_words import pack_line, pack_page
from steelyard.report.rules_words import rules_in_words, rules_json

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from datetime import date

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
    """
    dossier = load_dossier(path)
    more = tuple(load_assessment(file) for file in answers)
    dossier = dossier.model_copy(update={"assessments": (*dossier.assessments, *more)})
    name = use_case or dossier.use_cases[0].id
    return RulesComparison(
        rules_table(dossier, name, packs=packs, tiers=tiers, days=days, data_classes=data_classes)
    )


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
