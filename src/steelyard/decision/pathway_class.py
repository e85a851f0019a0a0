"""Names and classes of pathways: keep today's service, buy, hybrid, build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steelyard.options.model import Option, Pathway

KEEP: Final = "keep"
CLASS_OF: Final = {
    "do_minimum": KEEP,
    "api": "buy",
    "licensed_instance": "buy",
    "finetuned_purchase": "hybrid",
    "rag_purchased": "hybrid",
    "sovereign_cloud": "hybrid",
    "open_adaptation": "build",
    "pretraining": "build",
}
"""Class of each pathway, as in Figure 1 of the framework; today's service is a class of its own."""

CLASSES: Final = (KEEP, "buy", "hybrid", "build")


def class_of(pathways: Iterable[str | Pathway]) -> str:
    """Return the class of an option from its pathways.

    Parameters
    ----------
    pathways
        Pathways of the option.

    Returns
    -------
    str
        That of the pathway furthest towards building: a composite is as demanding as its part.
    """
    return max((CLASS_OF[str(name)] for name in pathways), key=CLASSES.index)


def pathway_name(option: Option) -> str:
    """Return the pathways of an option as one name.

    Parameters
    ----------
    option
        Any option.

    Returns
    -------
    str
        ``rag_purchased+sovereign_cloud``.
    """
    return "+".join(pathway.value for pathway in option.pathways)
