"""How questions stand while answers before them are open."""

from tests.unit.instruments.small_instrument import HARMS, YES_NO, question, small

from steelyard.instruments.standing import NOT_ASKED, is_asked, standings


def stand(name, answers, **changes):
    return standings(small(**changes), answers)[name]


def chain(*conditions, **more):
    """Return an instrument whose last question depends on those before it."""
    return {
        "questions": [
            question("scope", choices=YES_NO),
            question("harms", choices=HARMS, several=True, **more),
            question("praised", choices=YES_NO, optional=True),
            question(
                "last",
                choices=YES_NO,
                asked_if=[{"question": name, "any_of": wanted} for name, wanted in conditions],
            ),
        ]
    }


def test_an_answer_counts_its_points_and_nothing_else():
    found = stand("depth", {"depth": "mid"})
    assert (found.low, found.high, found.answers) == (1, 1, ("mid",))
    assert not found.is_open
    assert not found.may_be_out


def test_an_open_answer_stands_for_everything_it_could_be():
    for answers in ({}, {"depth": "unknown"}):
        found = stand("depth", answers)
        assert (found.low, found.high) == (0, 2)
        assert found.is_open
        assert found.answers == ("low", "mid", "high")


def test_an_open_answer_that_may_not_apply_may_be_left_out():
    found = stand("tested", {})
    assert (found.low, found.high) == (0, 1)
    assert found.may_be_out
    assert not found.is_out


def test_what_does_not_apply_is_out_and_not_open():
    found = stand("tested", {"tested": "not_applicable"})
    assert found.is_out
    assert not found.is_open


def test_an_optional_question_left_out_counts_nothing():
    assert stand("praised", {}) is NOT_ASKED
    assert stand("praised", {"praised": "unknown"}) is NOT_ASKED
    assert stand("praised", {"praised": "met"}).high == 1


def test_a_question_is_asked_by_the_answer_before_it():
    assert stand("breadth", {"scope": "no", "breadth": "high"}) is NOT_ASKED
    assert not stand("breadth", {"scope": "yes", "breadth": "high"}).may_be_out
    found = stand("breadth", {"breadth": "high"})
    assert found.may_be_out
    assert (found.low, found.high) == (2, 2)


def test_several_choices_ask_if_one_of_them_does():
    wanted = chain(("harms", ["rights"]))
    assert stand("last", {"harms": ("health", "rights")}, **wanted).is_open
    assert stand("last", {"harms": ("health",)}, **wanted).is_out
    assert stand("last", {}, **wanted).may_be_out


def test_every_condition_must_hold_and_one_that_fails_decides():
    both = chain(("scope", ["yes"]), ("harms", ["rights"]))
    assert stand("last", {"scope": "no"}, **both) is NOT_ASKED
    assert stand("last", {"scope": "yes"}, **both).may_be_out
    assert not stand("last", {"scope": "yes", "harms": ("rights",)}, **both).may_be_out


def test_whatever_the_answer_a_condition_that_takes_all_holds():
    found = stand("last", {}, **chain(("scope", ["yes", "no"])))
    assert not found.may_be_out


def test_what_hangs_on_a_question_left_out_is_left_out():
    assert stand("last", {}, **chain(("praised", ["yes"]))) is NOT_ASKED


def test_doubt_is_handed_on():
    doubtful = chain(("harms", ["health"]), asked_if=[{"question": "scope", "any_of": ["yes"]}])
    assert stand("last", {"harms": ("health",)}, **doubtful).may_be_out
    assert stand("last", {"harms": ("rights",)}, **doubtful) is NOT_ASKED
    instrument = small(**doubtful)
    found = standings(instrument, {"scope": "yes", "harms": ("health",)})
    assert is_asked(instrument.question("last"), found) is True
