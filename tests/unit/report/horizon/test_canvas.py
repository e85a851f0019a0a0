from __future__ import annotations

from xml.etree import ElementTree as ET

from steelyard.report.horizon.canvas import (
    BROAD,
    NARROW,
    Canvas,
    first_fitting,
    fitted,
    width_of,
    wrapped,
)


def test_words_are_cut_to_their_room():
    assert fitted("short", 12, 100) == "short"
    cut = fitted("a very long name of something", 12, 60)
    assert cut.endswith("…")
    assert width_of(cut, 12) <= 60
    assert width_of("维持", 12) > width_of("ab", 12)


def test_the_fullest_words_that_fit_are_taken():
    assert first_fitting(("a long one", "short"), 12, 50) == "short"
    assert first_fitting(("a long one", "short"), 12, 5) == ""


def test_long_words_stand_on_two_lines_broken_between_words():
    assert wrapped("one two", 12, 400) == ["one two"]
    assert wrapped("one two three four", 12, 80) == ["one two", "three four"]
    assert len(wrapped("从头训练的模型与平台", 12, 80)) == 2


def test_phones_get_labels_above_and_nothing_wider_than_the_screen():
    assert NARROW.is_stacked
    assert not BROAD.is_stacked
    assert NARROW.width <= 364
    assert BROAD.width <= 947


def test_a_canvas_gives_well_formed_svg_with_names():
    canvas = Canvas(BROAD, "x")
    canvas.words(1, 2, "a < b", is_strong=True)
    canvas.patch(1, 2, "fits", size=10, room=100)
    canvas.patch(1, 2, "does not fit", size=10, room=5)
    canvas.box(0, 0, 10, 5, stroke="#000", radius=2, is_dashed=True)
    canvas.box(0, 0, 0, 5)
    canvas.line((0, 0, 1, 1), dash="2 2")
    canvas.diamond(5, 5, half=3)
    canvas.circle(5, 5, radius=3, fill="#fff", stroke="#000")
    tree = ET.fromstring(canvas.svg("title", "what", 50, style="broad"))  # noqa: S314 - our own
    assert tree.get("aria-labelledby") == "x-broad-t x-broad-d"
    texts = [part.text for part in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["a < b", "fits"]
    assert canvas.fill("buy") == "url(#x-broad-buy)"
