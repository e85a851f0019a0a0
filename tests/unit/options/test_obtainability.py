from datetime import date

import pytest

from steelyard.options.obtainability import obtainability


@pytest.mark.parametrize(
    ("hardware", "day", "expected"),
    [
        ("H20-96GB", "2024-05-23", ("obtainable", "export", date(2024, 2, 1))),
        ("H20-96GB", "2025-05-01", ("licence", "export", date(2025, 4, 1))),
        ("H20-96GB", "2025-08-05", ("licence", "export", date(2025, 4, 1))),
        ("H20-96GB", "2025-09-01", ("case_by_case", "import", date(2025, 8, 12))),
        ("H20-96GB", "2026-11-21", ("case_by_case", "import", date(2025, 8, 12))),
        ("H200-SXM-141GB", "2026-11-21", ("barred", "import", date(2026, 1, 14))),
    ],
)
def test_the_stricter_side_counts(facts_of, hardware, day, expected):
    found = obtainability(hardware, "CN", facts_of(day))
    assert (found.word, found.side, found.since) == expected


@pytest.mark.parametrize(
    ("hardware", "since"), [("H100-SXM-80GB", date(2022, 9, 1)), ("GB200", date(2023, 10, 17))]
)
def test_a_bar_dates_from_its_first_day_not_from_its_newest_row(facts_of, hardware, since):
    day = "2024-05-23" if hardware.startswith("H100") else "2026-11-21"
    found = obtainability(hardware, "CN", facts_of(day))
    assert (found.word, found.since) == ("barred", since)


def test_no_row_is_unknown(facts_of):
    found = obtainability("A100-SXM4-40GB", "MN", facts_of("2026-11-21"))
    assert (found.word, found.side, found.since, found.source) == ("unknown", "", None, "")


def test_being_let_in_says_nothing_about_being_let_out(facts_of):
    facts = facts_of("2025-09-01")

    class ImportOnly:
        def find_status(self, name, parameter, *, places):
            if parameter.startswith("export"):
                return None
            return facts.find_status(name, parameter, places=places)

    assert obtainability("H20-96GB", "CN", ImportOnly()).word == "unknown"
