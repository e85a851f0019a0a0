"""What the schema says about a place in a dossier: its type, unit, permitted range and meaning."""

from __future__ import annotations

import types
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from steelyard.dossier.base import DossierModel, In

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic.fields import FieldInfo


@dataclass(frozen=True, slots=True)
class Place:
    """What the schema says about one place.

    Attributes
    ----------
    type
        Python type found there, without ``None`` and annotations.
    range
        Unit and permitted range, where the place holds a quantity.
    meaning
        Help text of the field.
    """

    type: Any
    range: In | None
    meaning: str


def bare_type(annotation: Any, metadata: Sequence[object] = ()) -> tuple[Any, In | None]:
    """Strip ``Annotated`` and ``None`` from an annotation.

    Parameters
    ----------
    annotation
        Type annotation of a field or an element.
    metadata
        What pydantic has already taken off the annotation.

    Returns
    -------
    tuple
        The bare type, and the unit and range if one was annotated.
    """
    found = next((part for part in metadata if isinstance(part, In)), None)
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return bare_type(inner, (*metadata, *more))
    if get_origin(annotation) in {Union, types.UnionType}:
        parts = [part for part in get_args(annotation) if part is not type(None)]
        if len(parts) == 1:
            return bare_type(parts[0], metadata)
    return annotation, found


def place_of_field(field: FieldInfo) -> Place:
    """Return what the schema says about a field.

    Parameters
    ----------
    field
        A field of a dossier model.

    Returns
    -------
    Place
        Its type, unit, range and meaning.
    """
    kind, permitted = bare_type(field.annotation, field.metadata)
    return Place(kind, permitted, " ".join((field.description or "").split()))


def place_at(root: type[DossierModel], loc: Sequence[str | int]) -> Place | None:
    """Return what the schema says about a place, following the keys and indices that lead to it.

    Parameters
    ----------
    root
        Model at which the way begins.
    loc
        Field names, mapping keys and list indices.

    Returns
    -------
    Place or None
        None where the schema knows no such place.
    """
    place = Place(root, None, "")
    for part in loc:
        step = _step(place, part)
        if step is None:
            return None
        place = step
    return place


def _step(place: Place, part: str | int) -> Place | None:
    kind = place.type
    if isinstance(kind, type) and issubclass(kind, DossierModel):
        field = kind.model_fields.get(str(part))
        return None if field is None else place_of_field(field)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple and isinstance(part, int):
        inner, permitted = bare_type(arguments[0])
        return Place(inner, permitted, place.meaning)
    if origin is dict:
        inner, permitted = bare_type(arguments[1])
        return Place(inner, permitted, place.meaning)
    return None
