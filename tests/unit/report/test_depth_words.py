import pytest

from steelyard.decision.discovery import Discovery, Range
from steelyard.report.catalogue import load_catalogue
from steelyard.report.depth_words import discovery_words, range_words
from steelyard.report.figures import Figures
from steelyard.report.names import Names
from steelyard.report.page_voice import PageVoice

NAMES = Names("CNY", {}, {}, {}, {}, {}, {})


def voice(language="en"):
    catalogue = load_catalogue(language)
    return PageVoice(catalogue, Figures(catalogue, "CNY"), NAMES)


def bounds(low, high):
    return Range("model:x", "1", low, high, 0.0, 0.5, 1.0, 0.5, 1.0, 0.1)


def found(*ranges, is_too_rare=False, target="class:build"):
    return Discovery("case", target, 0.33, ranges, 0.69, 0.48, 0.3, is_too_rare)


def test_what_is_too_rare_is_said_to_be():
    assert "in too few cases to say when" in discovery_words(found(is_too_rare=True), voice())


def test_without_ranges_nothing_is_claimed():
    told = discovery_words(found(), voice())
    assert told.startswith("Build on own weights is best in 33 of 100")
    assert "No range" in told


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(0.4, None, "above"), (None, 0.4, "below"), (0.2, 0.4, "between")],
)
def test_a_range_is_said_by_the_ends_it_has(low, high, words):
    told = discovery_words(found(bounds(low, high)), voice())
    assert words in told
    assert "48 of 100" in told
    assert "69%" in told


def test_the_same_is_said_in_chinese():
    told = discovery_words(found(bounds(0.2, 0.4), bounds(None, None)), voice("zh"))
    assert "33" in told
    assert "{" not in told


def test_a_range_can_be_told_by_another_name_and_volumes_without_their_unit():
    volume = Range(
        "dossier:x/requests_per_year", "request/year", 2e6, None, 0.0, 0.5, 1.0, 0.5, None, 0.1
    )
    assert range_words(volume, voice(), name="requests a year") == "requests a year above 2 million"
