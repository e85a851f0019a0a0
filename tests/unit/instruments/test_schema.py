from datetime import date

import pytest
from pydantic import ValidationError

from steelyard.errors import DossierError
from steelyard.instruments import load_pack
from steelyard.instruments.schema import JurisdictionPack

RULE = {
    "id": "r",
    "gate": "residency",
    "standing": "law",
    "effective_from": "2024-10-01",
    "known_from": "2024-03-15",
    "source": "s",
    "requires": {"hosting": ["own_data_centre"]},
    "text": {"en": "t", "zh": "t"},
    "remedy": {"en": "m", "zh": "m"},
}


def pack_with(**changes):
    body = {
        "id": "XX",
        "name": {"en": "X", "zh": "X"},
        "countries": ["XX"],
        "references": {
            "s": {
                "publisher": "p",
                "title": "t",
                "published": "2024-03-15",
                "url": "u",
                "read_as": "primary",
            }
        },
        "data_classes": [
            {"label": "low", "sensitivity": 0, "name": {"en": "l", "zh": "l"}, "basis": "b"}
        ],
        "rules": [RULE],
    }
    return JurisdictionPack.model_validate(body | changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"rules": [RULE | {"source": "nowhere"}]},
        {"rules": [RULE | {"applies": {"data_classes": ["high"]}}]},
        {"rules": [RULE | {"requires": {"in_register": "none"}}]},
    ],
)
def test_a_pack_refers_only_to_what_it_defines(changes):
    with pytest.raises(ValidationError, match="does not define"):
        pack_with(**changes)


def test_sensitivity_follows_the_label_and_an_unknown_label_names_the_others():
    pack = load_pack("CN")
    assert [pack.sensitivity_of(label) for label in pack.labels] == [1, 2, 3, 4, 4]
    with pytest.raises(DossierError, match="general, general_personal"):
        pack.sensitivity_of("urgent")


def test_a_register_knows_only_what_was_known_on_the_day():
    pack = load_pack("CN")
    name = "generative_services"
    assert pack.entry_of("Baidu", date(2023, 9, 15), register=name) is None
    assert pack.entry_of("Baidu", date(2023, 9, 16), register=name).listed
    assert pack.entry_of("Nobody", date(2026, 1, 1)) is None
    assert not pack.entry_of("OpenAI", date(2024, 7, 1)).listed
