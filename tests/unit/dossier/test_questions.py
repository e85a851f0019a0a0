"""At most twenty questions, each with its unit."""

from steelyard.dossier.questions import QUESTIONS, Kind, short_questions


def test_at_most_twenty_each_once_in_two_languages() -> None:
    assert len(short_questions()) <= 20
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS)
    assert all({"en", "zh"} <= set(question.text) for question in QUESTIONS)


def test_quantities_have_a_unit_and_choices_their_words() -> None:
    for question in QUESTIONS:
        assert bool(question.unit) == (question.kind is Kind.QUANTITY)
        assert bool(question.choices) == (question.kind is Kind.CHOICE)


def test_open_questions_say_so() -> None:
    assert {question.id for question in QUESTIONS if question.default == "unknown"} == {
        "error_rate",
        "running_budget",
        "investment",
    }


def test_prompt() -> None:
    requests = next(question for question in QUESTIONS if question.id == "requests")
    assert requests.prompt == (
        "How many requests a year? [request/year] (one number, or low middle high)"
    )
    tier = next(question for question in QUESTIONS if question.id == "tier")
    assert tier.prompt_in("zh").endswith("(national, regional, prefecture, county)")
