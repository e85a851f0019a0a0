"""The empty dossier holds every field, and becomes valid YAML when filled in."""

from __future__ import annotations

import re

from steelyard.dossier.schema import Dossier
from steelyard.dossier.skeleton import HEAD, skeleton
from steelyard.dossier.voices import Judgement
from steelyard.dossier.yaml_text import read_yaml


def test_it_is_yaml_with_the_required_fields_open() -> None:
    data = read_yaml(skeleton()).data
    required = {name for name, field in Dossier.model_fields.items() if field.is_required()}
    assert set(data) == required
    assert data["use_cases"][0]["workload"]["requests_per_year"] is None


def test_optional_parts_become_yaml_when_opened() -> None:
    opened = re.sub(r"(?m)^# ", "", skeleton().removeprefix(HEAD))
    data = read_yaml(opened).data
    assert set(data) == set(Dossier.model_fields)
    assert set(data["judgements"][0]) == {
        name for name, field in Judgement.model_fields.items() if field.is_required()
    }


def test_every_quantity_shows_its_unit() -> None:
    assert "[request/year]" in skeleton()
    assert "[CUR/FTE/year]" in skeleton()
