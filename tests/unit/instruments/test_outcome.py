"""When a result is settled."""

from steelyard.instruments.outcome import Award, Count, Counts, Ends, LevelRange

WIDE, SETTLED = Ends(1.0, 2.0), Ends(2.0, 2.0)


def test_ends_are_settled_where_they_meet():
    assert SETTLED.is_settled
    assert not WIDE.is_settled


def test_a_range_names_its_level_only_once_one_is_left():
    assert LevelRange(("mid",), 1, 1, "grade").level == "mid"
    open_range = LevelRange(("low", "mid"), 0, 1, "grade")
    assert not open_range.is_settled
    assert open_range.level == ""


def test_an_award_is_settled_when_floors_and_scores_are():
    assert Award(passes=True, missed=(), in_doubt=(), scores={"p": SETTLED}).is_settled
    assert Award(passes=False, missed=("a",), in_doubt=(), scores={}).is_settled
    assert not Award(passes=None, missed=(), in_doubt=("a",), scores={"p": SETTLED}).is_settled
    assert not Award(passes=True, missed=(), in_doubt=(), scores={"p": WIDE}).is_settled


def test_counts_are_settled_when_nothing_is_open():
    assert Counts(Count(met=1, not_met=2, not_applicable=3, open=0), {}).is_settled
    assert not Counts(Count(met=1, not_met=2, not_applicable=3, open=1), {}).is_settled
