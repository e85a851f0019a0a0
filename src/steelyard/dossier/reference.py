"""The reference page of the dossier, drawn from the schema so that it cannot say anything else.

Write it again with ``python -m steelyard.dossier.reference > docs/reference/dossier.md``.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin

from pydantic_core import PydanticUndefined

from steelyard.dossier.base import DossierModel, Quantity
from steelyard.dossier.fields import bare_type, place_of_field
from steelyard.dossier.migrate import SCHEMA_VERSION
from steelyard.dossier.schema import Dossier
from steelyard.dossier.wording import describe

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

HEAD: Final = f"""\
# Dossier reference

This page is drawn from the schema (format version {SCHEMA_VERSION}); a test holds the two together.
The
[guide](../guide/writing-a-dossier.md) says how to write a dossier. A dossier is one YAML 1.2 file:
every name once, no tags, aliases only where they stay small. `CUR` is the dossier's currency at its
price year.

A **quantity** is written as a number, or as a mapping with `value`, or with all of `p05`, `p50` and
`p95`; the [quantity](#quantity) section lists what may stand beside them. **Text** is a mapping
by language: `en`, `zh` or `ko`, at least one.
"""


def reference_page() -> str:
    """Return the reference page.

    Returns
    -------
    str
        Markdown: one section for each part of the dossier, with field, form, whether it is needed,
        and meaning; then the closed choices.
    """
    models = _models()
    sections = [HEAD, *(_section(model, models) for model in models)]
    sections.append("## Choices\n\n" + "\n\n".join(_choice(kind) for kind in _choices(models)))
    return "\n\n".join(section.rstrip() for section in sections) + "\n"


def _models() -> list[type[DossierModel]]:
    found: list[type[DossierModel]] = []
    waiting: list[type[DossierModel]] = [Dossier]
    while waiting:
        model = waiting.pop(0)
        if model in found:
            continue
        found.append(model)
        inner = [_inner(field) for field in model.model_fields.values()]
        waiting += [kind for kind in inner if kind is not None]
    return [model for model in found if model is not Quantity] + [Quantity]


def _inner(field: FieldInfo) -> type[DossierModel] | None:
    kind = _element(place_of_field(field).type)
    return kind if isinstance(kind, type) and issubclass(kind, DossierModel) else None


def _element(kind: Any) -> Any:
    if get_origin(kind) is tuple:
        kind, _ = bare_type(get_args(kind)[0])
    return kind


def _section(model: type[DossierModel], models: list[type[DossierModel]]) -> str:
    rows = [_row(name, field, models) for name, field in model.model_fields.items()]
    return "\n".join([
        f"## {_heading(model)}",
        "",
        " ".join((model.__doc__ or "").split()),
        "",
        "| field | form | needed | meaning |",
        "|---|---|---|---|",
        *rows,
    ])


def _heading(model: type[DossierModel]) -> str:
    name = model.__name__
    return "".join(f" {char.lower()}" if char.isupper() else char for char in name).strip().title()


def _row(name: str, field: FieldInfo, models: list[type[DossierModel]]) -> str:
    place = place_of_field(field)
    kind = _element(place.type)
    form = describe(place)
    if kind is not Quantity and kind in models:
        anchor = _heading(kind).lower().replace(" ", "-")
        form = f"[{_heading(kind).lower()}](#{anchor})"
    elif isinstance(kind, type) and issubclass(kind, StrEnum):
        form = f"[{_words(kind)}](#choices)"
    if get_origin(place.type) is tuple:
        form = f"list of {form}" if form != "a list" else f"list of {_plain(kind)}"
    return f"| `{name}` | {form} | {_needed(field)} | {place.meaning.replace('|', '/')} |"


def _plain(kind: Any) -> str:
    return {str: "texts", float: "numbers"}.get(kind, "names")


def _words(kind: type[StrEnum]) -> str:
    return "".join(f" {char.lower()}" if char.isupper() else char for char in kind.__name__).strip()


def _needed(field: FieldInfo) -> str:
    if field.is_required():
        return "yes"
    default = field.default
    if default is PydanticUndefined or default in {None, ""} or default == ():
        return "no"
    if isinstance(default, bool):
        return f"no: {str(default).lower()}"
    if isinstance(default, DossierModel):
        return "no"
    return f"no: {default}"


def _choices(models: list[type[DossierModel]]) -> list[type[StrEnum]]:
    found: list[type[StrEnum]] = []
    for model in models:
        for field in model.model_fields.values():
            kind = _element(place_of_field(field).type)
            kinds = [kind, *get_args(kind)] if get_origin(kind) is dict else [kind]
            found += [
                part
                for part in kinds
                if isinstance(part, type) and issubclass(part, StrEnum) and part not in found
            ]
    return found


def _choice(kind: type[StrEnum]) -> str:
    meaning = " ".join((kind.__doc__ or "").split())
    return f"**{_words(kind).capitalize()}.** {meaning} " + ", ".join(f"`{word}`" for word in kind)


if __name__ == "__main__":
    sys.stdout.write(reference_page())
