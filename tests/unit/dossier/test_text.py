"""Texts fall back to English, then to what there is."""

from steelyard.dossier.text import in_language


def test_language_and_fallback() -> None:
    text = {"zh": "中文", "en": "English"}
    assert in_language(text, "zh") == "中文"
    assert in_language(text, "ko") == "English"
    assert in_language({"ko": "한국어"}, "en") == "한국어"
    assert in_language({}, "en") == ""
