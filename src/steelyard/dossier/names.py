"""Names that a dossier borrows: the framework's words, and models and machines of the fact base."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steelyard.dossier.plain import entries
from steelyard.dossier.wording import nearest
from steelyard.dossier.yaml_text import path_text
from steelyard.errors import FactError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from steelyard.dossier.capacity import Capacity
    from steelyard.dossier.schema import Dossier
    from steelyard.dossier.yaml_text import Loc, PlainTree
    from steelyard.facts.book import FactBook

HOSTINGS: Final = (
    "vendor_abroad",
    "vendor_in_country",
    "sovereign_cloud",
    "shared_government_platform",
    "own_data_centre",
    "air_gapped",
    "edge_device",
)
"""Where a model can run."""

ADAPTATIONS: Final = (
    "prompting",
    "retrieval",
    "lora",
    "full_fine_tuning",
    "continued_pretraining",
    "pretraining",
)
"""How a model can be fitted to a task."""


def word_problems(tree: PlainTree) -> Iterator[Problem]:
    """Find words that are none of the framework's, where one of them is meant.

    Parameters
    ----------
    tree
        A mapping, with lines.

    Yields
    ------
    Problem
        One for each word.
    """
    for loc, word, known in _borrowed_words(tree.data):
        if isinstance(word, str) and word and word not in known:
            step = f"{nearest(word, known)}Choose one of them."
            expected = f"one of {', '.join(known)}"
            yield Problem(path_text(loc), expected, f"'{word}'", step, tree.line_of(loc))


def _borrowed_words(data: Any) -> Iterator[tuple[Loc, Any, tuple[str, ...]]]:
    for number, entry in entries(data, "judgements"):
        yield ("judgements", number, "hosting"), entry.get("hosting"), HOSTINGS
        yield ("judgements", number, "adaptation"), entry.get("adaptation"), ADAPTATIONS
    for number, entry in entries(data, "evidence"):
        yield ("evidence", number, "adaptation"), entry.get("adaptation"), ADAPTATIONS
    for number, entry in entries(data, "offers"):
        yield ("offers", number, "hosting"), entry.get("hosting"), HOSTINGS
    for number, entry in entries(data, "own_rules"):
        values = entry.get("values")
        if entry.get("kind") == "bar_hosting" and isinstance(values, list):
            for place, word in enumerate(values):
                yield ("own_rules", number, "values", place), word, HOSTINGS


def unknown_in_facts(dossier: Dossier, facts: FactBook) -> Iterator[tuple[str, str]]:
    """Find models and machines that the fact base does not know at the study's date.

    Parameters
    ----------
    dossier
        A dossier without problems.
    facts
        The fact base at the study's date.

    Yields
    ------
    tuple of str
        Where the name stands, and what the fact base says.
    """
    for path, name, find in _fact_names(dossier, facts):
        try:
            find(name)
        except FactError as error:
            yield path, str(error)


def _fact_names(
    dossier: Dossier, facts: FactBook
) -> Iterator[tuple[str, str, Callable[[str], object]]]:
    for path, name in (*_hardware(dossier.capacity), *_listed("hardware", dossier)):
        yield path, name, facts.hardware_id
    for path, name in (*_listed("models", dossier), *_models(dossier)):
        if name:
            yield path, name, facts.model


def _listed(kind: str, dossier: Dossier) -> Iterator[tuple[str, str]]:
    for name in getattr(dossier.candidates, kind):
        yield f"candidates/{kind}", name


def _hardware(capacity: Capacity) -> Iterator[tuple[str, str]]:
    for entry in capacity.accelerators:
        yield f"capacity/accelerators/{entry.hardware}", entry.hardware
    for figure in capacity.published:
        for reading in figure.interpretations:
            if reading.accelerators is not None:
                path = f"capacity/published/{figure.id}/interpretations/{reading.id}"
                yield path, reading.accelerators.hardware


def _models(dossier: Dossier) -> Iterator[tuple[str, str]]:
    for number, trial in enumerate(dossier.evidence):
        yield f"evidence/{number}", trial.model
    for offer in dossier.offers:
        yield f"offers/{offer.id}", offer.model
    for number, judged in enumerate(dossier.judgements):
        yield f"judgements/{number}", judged.model
    for tier in dossier.portfolio.tiers:
        for name in tier.models:
            yield f"portfolio/tiers/{tier.id}/models", name
