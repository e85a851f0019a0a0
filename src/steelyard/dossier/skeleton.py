"""An empty dossier with the help text of every field beside it, drawn from the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args, get_origin

from steelyard.dossier.base import DossierModel, Quantity
from steelyard.dossier.fields import bare_type, place_of_field
from steelyard.dossier.schema import Dossier
from steelyard.dossier.wording import describe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

STEP: Final = "  "
HEAD: Final = """\
# An empty dossier. Fill in what stands without '#'; remove the '#' before whatever else you know.
# A quantity is a number, {value: 5, source: "..."}, or {p05: 1, p50: 5, p95: 9, status: assumed,
# note: "why"}: one in twenty is lower, as likely lower as higher, one in twenty is higher.
# 'steelyard check' says what is still missing; 'steelyard schema' gives this for an editor.

"""


def skeleton() -> str:
    """Return an empty dossier with a comment at every field.

    Returns
    -------
    str
        YAML text; required fields are open, optional ones commented out.
    """
    return HEAD + "\n".join(_fields(Dossier)) + "\n"


def _fields(model: type[DossierModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield from _field(name, field)


def _field(name: str, field: FieldInfo) -> Iterator[str]:
    place = place_of_field(field)
    mark = "" if field.is_required() else "# "
    inner = _inner_model(place.type)
    is_list = get_origin(place.type) is tuple
    comment = f"  # {place.meaning}" if place.meaning else ""
    if inner is None:
        form = describe(place)
        meaning = f". {place.meaning}" if place.meaning else ""
        yield f"{mark}{name}:  # {form}{meaning}"
        return
    yield f"{mark}{name}:{comment}"
    for number, line in enumerate(_fields(inner)):
        bullet = STEP
        if is_list:
            bullet += "- " if number == 0 else "  "
        yield f"{mark}{bullet}{line}"


def _inner_model(kind: Any) -> type[DossierModel] | None:
    if get_origin(kind) is tuple:
        kind, _ = bare_type(get_args(kind)[0])
    if isinstance(kind, type) and issubclass(kind, DossierModel) and kind is not Quantity:
        return kind
    return None
