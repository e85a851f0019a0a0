"""The answers of page one in sentences, for the page and for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steelyard.report.catalogue import upper_first

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steelyard.report.front_page import CaseAnswer, WholeAnswer
    from steelyard.report.speaker import Speaker
    from steelyard.report.standing import QualityBar


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
        As cases out of a hundred; with the quality bar where a new service leads, or where no new
        service reaches it.
    """
    bar = case.bar
    if case.is_certain:
        if bar is None or bar.best is None:
            return only_in_words(case, speaker)
        share = speaker.text("front.only.share", share=bar.best)
        return only_in_words(case, speaker) + share
    parts = [speaker.text("front.best_in", share=case.confidence)]
    if bar is not None and not case.leads_today:
        known = "front.bar.unknown" if bar.met is None else "front.bar.met"
        parts.append(speaker.text(known, bar=bar_in_words(bar, speaker), share=bar.met or 0.0))
    if case.most_often and case.most_share > case.confidence:
        way = speaker.pathway_list(case.most_often)
        parts.append(speaker.text("front.best_in_but", share=case.most_share, way=way))
    return speaker.catalogue.text("list.semicolon").join(parts)


def only_in_words(case: CaseAnswer, speaker: Speaker) -> str:
    """Return why no other option is left.

    Parameters
    ----------
    case
        The answer.
    speaker
        The voice.

    Returns
    -------
    str
        That none reaches the quality bar, or that rules exclude them.
    """
    if case.bar is None or case.bar.best is None:
        return speaker.text("front.only")
    return speaker.text("front.only.bar", bar=bar_in_words(case.bar, speaker))


def bar_cell_in_words(case: CaseAnswer, speaker: Speaker) -> str:
    """Return how often the bar is reached, for a cell.

    Parameters
    ----------
    case
        The answer.
    speaker
        The voice.

    Returns
    -------
    str
        By the leading option, or by the likeliest new service where today's service leads.
    """
    bar = case.bar
    if bar is None:
        return "–"
    odds = bar.best if case.leads_today else bar.met
    if odds is None:
        return speaker.text("doc.unknown")
    if case.leads_today:
        return speaker.text("front.cell.at_best", share=odds)
    return speaker.figures.of_hundred(odds)


def bar_in_words(bar: QualityBar, speaker: Speaker) -> str:
    """Return the quality bar as a noun.

    Parameters
    ----------
    bar
        The bar.
    speaker
        The voice.

    Returns
    -------
    str
        With its level, and whether it is assumed.
    """
    kind = "assumed" if bar.is_assumed else "stated"
    return speaker.text(f"front.bar.{kind}", level=speaker.figures.percent(bar.level))


def few_in_words(cases: Sequence[CaseAnswer], speaker: Speaker) -> str:
    """Return why options lead that are seldom best.

    Parameters
    ----------
    cases
        The answers of page one.
    speaker
        The voice.

    Returns
    -------
    str
        One sentence for all of them; empty where there is none.
    """
    found = [case.few for case in cases if case.few is not None]
    if not found:
        return ""
    causes = (any(few.needs_bar for few in found), any(few.needs_volume for few in found))
    key = {(True, True): "both", (True, False): "bar", (False, True): "volume"}.get(causes, "plain")
    return speaker.text(f"front.few.{key}", n=float(len(found)), of=float(len(cases)))


def whole_in_words(whole: WholeAnswer, speaker: Speaker) -> str:
    """Return the plan for all use cases in a sentence or two.

    Parameters
    ----------
    whole
        The plan.
    speaker
        The voice.

    Returns
    -------
    str
        Use cases by class of pathway, those to be confirmed apart, and what is opened for several.
    """
    comma, stop = (speaker.catalogue.text(key) for key in ("list.comma", "stop"))
    said = ""
    if whole.n_cases == 1 and whole.firm:
        said = upper_first(speaker.word("class", next(iter(whole.firm)))) + stop
    elif whole.firm:
        parts = _by_class(whole.firm, speaker)
        said = speaker.text("front.whole.of", of=float(whole.n_cases), what=comma.join(parts))
    if whole.if_confirmed:
        parts = _by_class(whole.if_confirmed, speaker)
        n = float(sum(len(cases) for cases in whole.if_confirmed.values()))
        said += speaker.text(
            "front.whole.if_confirmed", n=n, of=float(whole.n_cases), what=comma.join(parts)
        )
    if not whole.capabilities:
        return said + speaker.text("front.whole.opens_nothing")
    what = comma.join(speaker.capability(name) for name in whole.capabilities)
    opens = "front.whole.would_open" if whole.if_confirmed else "front.whole.opens"
    return said + speaker.text(opens, what=what)


def _by_class(cases: Mapping[str, tuple[str, ...]], speaker: Speaker) -> list[str]:
    return [
        speaker.text(f"front.whole.part.{kind}", n=float(len(names)))
        for kind, names in cases.items()
    ]


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
        Middle values over the horizon; where no benefit is stated only what it costs.
    """
    said = [] if _is_only_unvalued(whole) else [_saving_in_words(whole, speaker)]
    if whole.unvalued_cost is not None:
        names = speaker.catalogue.text("list.comma").join(
            speaker.quoted(speaker.use_case(name)) for name in whole.unvalued
        )
        said.append(
            speaker.text(
                "front.whole.unvalued",
                what=names,
                years=float(whole.n_years),
                gain=speaker.figures.money(whole.unvalued_cost.p50),
                high=speaker.figures.money(whole.unvalued_cost.p95),
            )
        )
    return speaker.catalogue.text("sentence.join").join(said)


def _is_only_unvalued(whole: WholeAnswer) -> bool:
    saving = whole.saving
    is_nothing = saving is not None and saving.p05 == saving.p95 == 0.0
    return bool(whole.unvalued) and is_nothing


def _saving_in_words(whole: WholeAnswer, speaker: Speaker) -> str:
    years, saving = float(whole.n_years), whole.saving
    today = speaker.figures.money(whole.today.p50)
    if saving is None:
        return speaker.text("front.whole.unknown", years=years, today=today)
    if saving.p05 == saving.p95 == 0.0:
        return speaker.text("front.whole.even", years=years, today=today)
    mood = "would_" if whole.if_confirmed else ""
    verb = {"": ("saves", "costs"), "would_": ("save", "cost")}[mood][saving.p50 < 0]
    return speaker.text(
        f"front.whole.{mood}{verb}",
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
