import pytest

from steelyard.dossier.loader import load_dossier
from steelyard.dossier.pack_checks import departures

CHINESE = (
    ('country: "NO", tier: national, pack: GENERIC', 'country: "CN", tier: national, pack: CN'),
    ("currency: NOK", "currency: CNY"),
    ("discount_rate: 0.04", "discount_rate: 0.07"),
    ("data_class: internal", "data_class: general"),
    ("{language: en, share: 1.0}", "{language: zh, share: 1.0}"),
)


@pytest.fixture
def found(least, tmp_path):
    def find(*edits):
        text = least
        for old, new in (*CHINESE, *edits):
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "dossier.yaml"
        path.write_text(text, encoding="utf-8")
        return {place: words for place, words, _ in departures(load_dossier(path))}

    return find


def test_a_frame_that_fits_the_pack_says_nothing(found):
    assert found() == {}


def test_another_currency_and_year_are_told(found):
    told = found(("currency: CNY", "currency: EUR\n  fiscal_year_start: 4"))
    assert "CNY" in told["money/currency"]
    assert "month 1" in told["money/fiscal_year_start"]


@pytest.mark.parametrize("rate", ["0.02", "0.12"])
def test_a_rate_outside_the_guidance_is_told_with_the_guidance(found, rate):
    told = found(("discount_rate: 0.07", f"discount_rate: {rate}"))
    assert "6 to 8 %" in told["money/discount_rate"]


def test_a_service_for_the_public_without_an_official_language_is_told(found):
    english = ("{language: zh, share: 1.0}", "{language: en, share: 1.0}")
    assert found(english) == {}
    told = found(english, ("serves_public: false", "serves_public: true"))
    assert told == {"use_cases/letters/languages": "serves the public without the official zh"}
