"""What every entry of a pack or an instrument keeps to."""

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from steelyard.instruments.base import Bilingual, InstrumentModel, Key, PackId, Reference

REFERENCE = {"publisher": "P", "title": "T", "published": "2024-03-15", "read_as": "primary"}


class Text(BaseModel):
    text: Bilingual


@pytest.mark.parametrize("text", [{"en": "a"}, {"zh": "a"}, {"en": "a", "zh": ""}, {}])
def test_a_text_must_stand_in_english_and_chinese(text):
    with pytest.raises(ValidationError, match=r"expected a text in en, zh, missing: (en|zh)"):
        Text(text=text)


def test_a_text_may_stand_in_its_own_language_as_well():
    assert Text(text={"en": "a", "zh": "b", "ko": "c"}).text["ko"] == "c"
    with pytest.raises(ValidationError, match="string_pattern_mismatch"):
        Text(text={"en": "a", "zh": "b", "Korean": "c"})


@pytest.mark.parametrize("name", ["a", "2024", "sov-1.control_change"])
def test_an_id_is_lower_case(name):
    assert TypeAdapter(Key).validate_python(name) == name


@pytest.mark.parametrize("name", ["", "A", "-a", "a b", "a/b", "é"])
def test_an_id_holds_nothing_else(name):
    with pytest.raises(ValidationError):
        TypeAdapter(Key).validate_python(name)


def test_a_pack_is_named_in_capitals():
    assert TypeAdapter(PackId).validate_python("EU") == "EU"
    with pytest.raises(ValidationError):
        TypeAdapter(PackId).validate_python("eu")


def test_an_entry_does_not_change_and_takes_no_unknown_field():
    entry = Reference.model_validate(REFERENCE | {"title": "  T "})
    assert isinstance(entry, InstrumentModel)
    assert entry.title == "T"
    with pytest.raises(ValidationError, match="frozen"):
        entry.title = "other"
    with pytest.raises(ValidationError, match="Extra inputs"):
        Reference.model_validate(REFERENCE | {"author": "A"})


def test_a_reference_says_how_it_was_read():
    with pytest.raises(ValidationError, match="primary"):
        Reference.model_validate(REFERENCE | {"read_as": "hearsay"})
