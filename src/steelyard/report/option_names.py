"""Options and shared capabilities in words: pathway, model, place, and how the model is fitted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from steelyard.report.names import class_of

if TYPE_CHECKING:
    from steelyard.options.model import Option
    from steelyard.report.catalogue import Catalogue
    from steelyard.report.figures import Figures

IMPLIED: Final = {
    "api": "prompting",
    "licensed_instance": "prompting",
    "sovereign_cloud": "prompting",
    "finetuned_purchase": "lora",
    "rag_purchased": "retrieval",
    "pretraining": "pretraining",
}
"""Fitting that goes without saying on a pathway."""

USUAL: Final = {"build": "agency"}
"""Vehicle that goes without saying in a class of pathways; a supplier in every other."""


class Namer(Protocol):
    """What naming an option asks of a speaker."""

    @property
    def catalogue(self) -> Catalogue:
        """Texts."""

    @property
    def figures(self) -> Figures:
        """Numbers."""

    def word(self, group: str, name: str) -> str:
        """Return a member of a closed list in words."""


def option_name(option: Option, namer: Namer) -> str:
    """Return an option in words, with everything that tells it from its neighbours.

    Parameters
    ----------
    option
        The option.
    namer
        The speaker.

    Returns
    -------
    str
        For example ``open model of one's own (qwen1.5-72b, own machine room, lightly tuned)``.
    """
    if option.is_do_minimum:
        return namer.word("pathway", "do_minimum")
    parts = [model_name(option, namer), *_place(option, namer), *_fitting(option, namer)]
    details = namer.catalogue.text("list.comma").join(part for part in parts if part)
    return _with_details(pathways_name(option.pathways, namer), details, namer)


def brief_name(option: Option, namer: Namer) -> str:
    """Return an option by its pathway and model alone, for page one.

    Parameters
    ----------
    option
        The option.
    namer
        The speaker.

    Returns
    -------
    str
        Short.
    """
    if option.is_do_minimum:
        return namer.word("pathway", "do_minimum")
    return _with_details(pathways_name(option.pathways, namer), model_name(option, namer), namer)


def pathways_name(pathways: tuple[str, ...], namer: Namer) -> str:
    """Return pathways in words.

    Parameters
    ----------
    pathways
        One or more.
    namer
        The speaker.

    Returns
    -------
    str
        Known composites have a name of their own; others are joined by a plus sign.
    """
    joined = "+".join(str(name) for name in pathways)
    if f"pathway.{joined}" in namer.catalogue:
        return namer.word("pathway", joined)
    return " + ".join(namer.word("pathway", str(name)) for name in pathways)


def model_name(option: Option, namer: Namer) -> str:
    """Return the model of an option by its published name.

    Parameters
    ----------
    option
        The option.
    namer
        The speaker.

    Returns
    -------
    str
        A planned model by its size.
    """
    if option.planned is None:
        return option.model
    size = namer.figures.scaled(option.planned.params_b)
    return namer.catalogue.text("option.planned").format(size=size)


def capability_name(name: str, namer: Namer) -> str:
    """Return a shared capability in words.

    Parameters
    ----------
    name
        Its id, as ``platform_team`` or ``serving(model@hardware@hosting@tenure)``.
    namer
        The speaker.

    Returns
    -------
    str
        In words, with model and machine where it has them.
    """
    kind, _, rest = name.rstrip(")").partition("(")
    kind = kind.partition(":")[0]
    key = f"capability.{kind}"
    words = namer.catalogue.text(key) if key in namer.catalogue else kind.replace("_", " ")
    parts = [_part(part, namer) for part in rest.split("@") if part]
    if not parts:
        return words
    return _with_details(words, namer.catalogue.text("list.comma").join(parts), namer)


def _with_details(words: str, details: str, namer: Namer) -> str:
    return namer.catalogue.text("option.full").format(pathway=words, details=details)


def _place(option: Option, namer: Namer) -> list[str]:
    if option.hosting is None:
        return []
    parts = []
    if str(option.hosting) not in {str(name) for name in option.pathways}:
        parts.append(namer.word("hosting", str(option.hosting)))
    if option.generation_location not in {None, option.hosting}:
        place = namer.word("hosting", str(option.generation_location))
        parts.append(namer.catalogue.text("option.generated").format(place=place))
    return parts


def _fitting(option: Option, namer: Namer) -> list[str]:
    parts = []
    if option.hardware:
        tenure = namer.word("tenure", str(option.tenure or "rent"))
        pattern = namer.catalogue.text("option.hardware")
        parts.append(pattern.format(hardware=option.hardware, tenure=tenure))
    implied = {IMPLIED.get(str(name)) for name in option.pathways}
    if option.adaptation is not None and str(option.adaptation) not in implied:
        parts.append(namer.word("adaptation", str(option.adaptation)))
    if str(option.vehicle) != USUAL.get(class_of(option.pathways), "vendor"):
        parts.append(namer.word("vehicle", str(option.vehicle)))
    return parts


def _part(name: str, namer: Namer) -> str:
    # A part of a capability's id: a place, a tenure or a vehicle; else a published name.
    keys = (f"{group}.{name}" for group in ("hosting", "tenure", "vehicle"))
    return next((namer.catalogue.text(key) for key in keys if key in namer.catalogue), name)
