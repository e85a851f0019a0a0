"""Old formats are brought forward step by step, and the schema is published."""

from __future__ import annotations

import json
from typing import Any

import pytest

from steelyard.dossier import migrate as module
from steelyard.dossier.migrate import dossier_json_schema, migrate
from steelyard.dossier.yaml_text import PlainTree
from steelyard.errors import DossierError


def tree(data: dict[str, Any]) -> PlainTree:
    return PlainTree(data, {(): 1, ("schema_version",): 3})


def test_the_present_version_stays_as_it_is() -> None:
    assert migrate(tree({"id": "a"})).data == {"id": "a"}
    assert migrate(tree({"schema_version": 1})).data == {"schema_version": 1}


@pytest.mark.parametrize("version", [0, -1, 2, 99, "1", None, True, 1.0])
def test_versions_that_cannot_be_read(version: object) -> None:
    with pytest.raises(DossierError, match=r"schema_version \(line 3\): expected format version 1"):
        migrate(tree({"schema_version": version}))


def test_a_step_is_taken_for_each_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(module.MIGRATIONS, 0, lambda data: data | {"new": data["old"]})
    assert migrate(tree({"schema_version": 0, "old": 5})).data["new"] == 5
    assert migrate(tree({"schema_version": 0, "old": 5})).data["schema_version"] == 1


def test_json_schema_admits_bare_numbers_and_names_units() -> None:
    schema = dossier_json_schema()
    text = json.dumps(schema)
    assert schema["$defs"]["Quantity"]["anyOf"][0] == {"type": "number"}
    assert '"x-unit": "request/year"' in text
    assert json.loads(text) == schema
