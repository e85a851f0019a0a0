"""What the schema says about a place can be looked up by the way that leads there."""

from __future__ import annotations

from steelyard.dossier.base import Quantity
from steelyard.dossier.fields import bare_type, place_at, place_of_field
from steelyard.dossier.schema import Dossier, MoneyFrame
from steelyard.dossier.use_cases import Benefit


def test_a_quantity_far_down() -> None:
    place = place_at(Dossier, ("use_cases", 3, "workload", "requests_per_year"))
    assert place is not None
    assert place.type is Quantity
    assert place.range is not None
    assert place.range.unit == "request/year"
    assert place.meaning.startswith("Requests in the first year")


def test_an_optional_part() -> None:
    place = place_at(Dossier, ("use_cases", 0, "benefit"))
    assert place is not None
    assert place.type is Benefit


def test_texts_by_language() -> None:
    place = place_at(Dossier, ("title", "en"))
    assert place is not None
    assert place.type is str


def test_places_that_do_not_exist() -> None:
    assert place_at(Dossier, ("nothing",)) is None
    assert place_at(Dossier, ("id", "deeper")) is None
    assert place_at(Dossier, ("use_cases", "word")) is None


def test_field_and_bare_type() -> None:
    place = place_of_field(MoneyFrame.model_fields["tax_rate"])
    assert place.type is Quantity
    assert bare_type(int | None) == (int, None)
    assert bare_type(int | str)[0] == int | str
