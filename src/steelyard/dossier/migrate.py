"""Versions of the dossier format: bring an old file to the present one, and publish the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn

from steelyard.dossier.schema import Dossier
from steelyard.dossier.yaml_text import PlainTree
from steelyard.errors import DossierError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from steelyard.dossier.base import DossierModel

SCHEMA_VERSION: Final = 1
"""Version that this release reads without a migration."""

MIGRATIONS: Final[dict[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {}
"""Step from each older version to the next; the first will be that from 1 to 2."""


def migrate(tree: PlainTree) -> PlainTree:
    """Bring plain data of an older format to the present one.

    Parameters
    ----------
    tree
        A mapping read from a dossier file.

    Returns
    -------
    PlainTree
        The same data if it is of the present version.

    Notes
    -----
    Raises ``DossierError`` if the version is no whole number, newer than this release, or
    older than any migration.
    """
    data = dict(tree.data)
    version = data.get("schema_version", SCHEMA_VERSION)
    if isinstance(version, bool) or not isinstance(version, int):
        _refuse(tree, version, f"Write 'schema_version: {SCHEMA_VERSION}'.")
    if version > SCHEMA_VERSION:
        _refuse(tree, version, "Install a newer release.")
    while version < SCHEMA_VERSION:
        step = MIGRATIONS.get(version)
        if step is None:
            _refuse(
                tree,
                version,
                f"No release ever wrote version {version}: compare the file with "
                f"'steelyard schema' and write 'schema_version: {SCHEMA_VERSION}'.",
            )
        data = step(data)
        version += 1
        data["schema_version"] = version
    return PlainTree(data, tree.lines)


def _refuse(tree: PlainTree, version: object, next_step: str) -> NoReturn:
    line = tree.line_of(("schema_version",))
    expected = f"format version {SCHEMA_VERSION}"
    raise DossierError([Problem("schema_version", expected, str(version), next_step, line)])


def dossier_json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a dossier, for editors and forms.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12; quantities carry ``x-unit`` and ``x-expected``, and may be
        written as bare numbers.
    """
    return published_schema(Dossier, f"Steelyard dossier, format version {SCHEMA_VERSION}")


def published_schema(root: type[DossierModel], title: str) -> dict[str, Any]:
    """Return the JSON Schema of a file.

    Parameters
    ----------
    root
        Model of the file.
    title
        Title of the schema.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12; quantities may be written as bare numbers.
    """
    schema = root.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = title
    quantity = schema["$defs"]["Quantity"]
    schema["$defs"]["Quantity"] = {
        "title": "Quantity",
        "description": quantity.get("description", ""),
        "anyOf": [
            {"type": "number"},
            {key: part for key, part in quantity.items() if key not in {"title", "description"}},
        ],
    }
    return schema
