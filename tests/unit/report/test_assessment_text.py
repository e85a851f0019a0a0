import pytest

from steelyard.instruments import instrument_ids, load_instrument
from steelyard.report.assessment_text import instrument_line


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", instrument_ids())
def test_every_shipped_instrument_is_a_full_row_in_both_languages(name, language):
    row = instrument_line(load_instrument(name), language)
    assert row["id"] == name
    assert all(row.values())
