from __future__ import annotations

from steelyard.report.horizon.reliance_words import exit_rows, reliance_groups


def test_the_largest_share_stands_first_and_nobody_last(said):
    vendors, countries, families, makers = reliance_groups(said)
    assert [row.who for row in vendors.rows] == [
        "DeepSeek",
        "Alibaba",
        "no supplier: the weights are held",
    ]
    assert vendors.note == "(as if spread over 1.5 equal ones)"
    assert vendors.rows[0].spend == "55%"
    assert vendors.rows[0].requests == "–"
    assert vendors.rows[0].rests == (
        "“Answering questions of citizens”, “Finding trends in what people report”"
    )
    assert (vendors.rows[0].value, vendors.rows[0].months) == ("40%", "6 months")
    assert vendors.rows[1].months == "not known"
    assert vendors.rows[2].rests == "–"
    assert countries.note == "(all on one)"
    assert families.rows[2].who == "a model trained from the start"
    assert makers.note == ""


def test_the_exit_test_has_a_row_a_year(said):
    rows = exit_rows(said)
    assert [(row.year, row.running, row.months) for row in rows] == [
        ("2025", "0", "–"),
        ("2026", "2", "6 months"),
        ("2027", "2", "not known"),
    ]
    assert rows[1].committed == "CNY 18 million"


def test_every_language_has_the_words(things, annex_words):
    text = " ".join(
        part
        for group in reliance_groups(things)
        for part in (group.title, group.note, *(row.who for row in group.rows))
    )
    assert "horizon." not in text
    assert not annex_words.search(text)
