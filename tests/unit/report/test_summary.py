from __future__ import annotations

from steelyard.report import plain_summary


def test_the_gist_has_a_line_per_use_case_and_no_raw_ids(study, annex_words):
    for language in ("en", "zh"):
        text = plain_summary(study, language)
        assert sum(line.startswith("- ") for line in text.splitlines()) == len(
            study.dossier.use_cases
        )
        assert "_" not in text
        assert not annex_words.search(text)
    assert "Illustration" in plain_summary(study, "en")
