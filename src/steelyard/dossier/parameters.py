"""The uncertain numbers of a dossier, each under a name that survives reordering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from steelyard.dossier.base import DossierModel, Quantity
from steelyard.dossier.fields import place_of_field
from steelyard.uncertainty.draws import Parameter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.dossier.base import In

NAMING_FIELDS: Final[dict[str, str]] = {
    "staff": "role",
    "accelerators": "hardware",
    "languages": "language",
}
"""Field by which the entries of a list are addressed; ``id`` in every other list."""


class StatedQuantity(NamedTuple):
    """A quantity and where it stands."""

    path: str
    """Names from the root, joined by ``/``; list entries by their id."""
    quantity: Quantity
    """What is stated."""
    unit: In
    """Unit and permitted range of the field."""


def quantities_of(dossier: DossierModel) -> Iterator[StatedQuantity]:
    """Walk the whole tree and give every quantity that is stated.

    Parameters
    ----------
    dossier
        A dossier, or a part of one.

    Yields
    ------
    StatedQuantity
        Path, quantity and unit, in the order of the schema.
    """
    yield from _walk(dossier, "")


def parameter_of(path: str, quantity: Quantity, unit: str) -> Parameter:
    """Return the parameter under which a quantity is drawn.

    Parameters
    ----------
    path
        Where it stands, as :func:`quantities_of` gives it.
    quantity
        What is stated.
    unit
        Unit of its field.

    Returns
    -------
    Parameter
        Id ``dossier:<path>``.
    """
    return Parameter(
        id=f"dossier:{path}",
        statement=quantity.statement,
        unit=unit,
        label=path.replace("_", " ").replace("/", ", "),
        common_factor=quantity.moves_with,
        correlation=quantity.correlation or 0.0,
    )


def parameters_of(dossier: DossierModel) -> dict[str, Parameter]:
    """Return the parameter of every quantity of a dossier.

    Parameters
    ----------
    dossier
        A dossier, or a part of one.

    Returns
    -------
    dict
        Parameter by path.
    """
    return {
        path: parameter_of(path, quantity, place.unit)
        for path, quantity, place in quantities_of(dossier)
    }


def _walk(model: DossierModel, prefix: str) -> Iterator[StatedQuantity]:
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        path = f"{prefix}/{name}" if prefix else name
        if isinstance(value, Quantity):
            permitted = place_of_field(field).range
            if permitted is not None:
                yield StatedQuantity(path, value, permitted)
        elif isinstance(value, DossierModel):
            yield from _walk(value, path)
        elif isinstance(value, tuple):
            for number, entry in enumerate(value):
                if isinstance(entry, DossierModel):
                    yield from _walk(entry, f"{path}/{entry_name(name, entry, number)}")


def entry_name(list_name: str, entry: DossierModel, number: int) -> str:
    """Return the name by which an entry of a list is addressed.

    Parameters
    ----------
    list_name
        Name of the list.
    entry
        The entry.
    number
        Its position, from 0. [1]

    Returns
    -------
    str
        Its id, role or hardware; its position in a list whose entries have no name.
    """
    return str(getattr(entry, NAMING_FIELDS.get(list_name, "id"), number))
