"""The answers of page one in sentences, for the page and for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steelyard.report.catalogue import upper_first

if TYPE_CHECKING:
    from steelyard.report.front_page import CaseAnswer, WholeAnswer
    from steelyard.report.speaker import Speaker


def answer_in_words(case: CaseAnswer, speaker: Speaker) -> str:
    """Return the answer for a use case.

    Parameters
    ----------
    case
        The answer.
    speaker
        The voice.

    Returns
    -------
    str
        The recommended option, or the verdict that stands in its place.
    """
    if not case.is_verdict:
        return upper_first(speaker.brief(case.recommended))
    if case.recommended == "find_out_first":
        return speaker.text("front.find_out", brief=case.leading)
    if case.recommended == "depends_on_sharing":
        return speaker.text("front.sharing", brief=case.leading)
    if len(case.rivals) == 1:
        other = speaker.brief(case.rivals[0])
        return speaker.text("front.undecided.one", brief=case.leading, second=other)
    return speaker.text("front.undecided", brief=case.leading, n=float(len(case.rivals)))


def sureness_in_words(case: CaseAnswer, speaker: Speaker) -> str:
    """Return how sure an answer is.

    Parameters
    ----------
    case
        The answer.
    speaker
        The voice.

    Returns
    -------
    str
        As cases out of a hundred.
    """
    if case.is_certain:
        return speaker.text("front.only")
    if not case.most_often or case.most_share <= case.confidence:
        return speaker.text("front.best_in", share=case.confidence)
    return speaker.text(
        "front.best_in_but",
        share=case.confidence,
        most=speaker.figures.of_hundred(case.most_share),
        way=speaker.pathway_list(case.most_often),
    )


def whole_in_words(whole: WholeAnswer, speaker: Speaker) -> str:
    """Return the plan for all use cases in a sentence.

    Parameters
    ----------
    whole
        The plan.
    speaker
        The voice.

    Returns
    -------
    str
        Use cases by class of pathway, and what is opened for several of them.
    """
    every = sum(len(cases) for cases in whole.by_class.values())
    parts = [
        speaker.text(f"front.whole.part.{kind}", n=float(len(cases)), of=float(every))
        for kind, cases in whole.by_class.items()
    ]
    sentence = speaker.catalogue.text("list.comma").join(parts) + speaker.catalogue.text("stop")
    if not whole.capabilities:
        return sentence + speaker.text("front.whole.opens_nothing")
    what = speaker.catalogue.text("list.comma").join(
        speaker.capability(name) for name in whole.capabilities
    )
    return sentence + speaker.text("front.whole.opens", what=what)


def cost_in_words(whole: WholeAnswer, speaker: Speaker) -> str:
    """Return what the plan costs against keeping all as it is.

    Parameters
    ----------
    whole
        The plan.
    speaker
        The voice.

    Returns
    -------
    str
        Middle values over the horizon.
    """
    years, saving = float(whole.n_years), whole.saving
    today = speaker.figures.money(whole.today.p50)
    if saving is None:
        return speaker.text("front.whole.unknown", years=years, today=today)
    if saving.p05 == saving.p95 == 0.0:
        return speaker.text("front.whole.even", years=years, today=today)
    return speaker.text(
        "front.whole.saves" if saving.p50 >= 0 else "front.whole.costs",
        years=years,
        gain=speaker.figures.money(abs(saving.p50)),
        low=_change(saving.p05, speaker),
        high=_change(saving.p95, speaker),
        mean=_change(whole.mean_saving, speaker),
        today=today,
    )


def _change(saved: float, speaker: Speaker) -> str:
    key = "front.saves" if saved >= 0 else "front.loses"
    return speaker.text(key, amount=speaker.figures.money(abs(saved)))
