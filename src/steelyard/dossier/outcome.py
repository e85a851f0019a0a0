"""What a government really did: kept beside its dossier, read only after the study, never by it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, ValidationError

from steelyard.dossier.base import DossierModel
from steelyard.dossier.text import Identifier
from steelyard.dossier.wording import problems_of
from steelyard.dossier.yaml_text import read_text, read_yaml
from steelyard.errors import DossierError

if TYPE_CHECKING:
    from collections.abc import Collection
    from os import PathLike

OUTCOME_NAME = "outcome.yaml"
"""Name of the file in a case folder."""

Pathways = tuple[
    Annotated[
        str,
        Field(
            pattern=r"^(do_minimum|api|licensed_instance|finetuned_purchase|rag_purchased"
            r"|sovereign_cloud|open_adaptation|pretraining)$"
        ),
    ],
    ...,
]


class Outcome(DossierModel):
    """What was done."""

    case: Identifier
    """Row of the national cases in the fact base, or a name of its own."""
    decided: dt.date | None
    """Day of the decision; null where it was not published."""
    pathways: Annotated[Pathways, Field(min_length=1)]
    """The pathways taken: one, the parts of a composite, or several side by side."""
    also_taken: Pathways = ()
    """Pathways taken beside it, for other uses."""
    also_possible: Pathways = ()
    """Pathways that the published words allow as well."""
    before: Pathways = ()
    """What it took the place of."""
    delivery_vehicle: str = ""
    """Who carried it out."""
    use_case: Identifier
    """Use case of the dossier to which it belongs."""
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    """Addresses."""
    later: str = ""
    """What became of it."""
    reason: str = ""
    """Published reason for a change of pathway."""
    note: str = ""
    """What remains doubtful."""

    def matches(self, pathways: Collection[str]) -> bool:
        """Return whether an option is of the kind that was taken.

        Parameters
        ----------
        pathways
            Pathways of the option.

        Returns
        -------
        bool
            True if each of them was taken, or may have been by the published words.
        """
        return bool(pathways) and set(pathways) <= {*self.pathways, *self.also_possible}


def load_outcome(path: str | PathLike[str]) -> Outcome:
    """Read what was really done.

    Parameters
    ----------
    path
        An ``outcome.yaml``.

    Returns
    -------
    Outcome
        Typed and frozen.

    Raises
    ------
    DossierError
        With every problem found.
    """
    tree = read_yaml(read_text(path))
    try:
        return Outcome.model_validate(tree.data)
    except ValidationError as error:
        raise DossierError(problems_of(error, tree, Outcome)) from error
