"""What became of a decision, in words: which triggers fired, and whether the answer changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from steelyard.decision.trigger_checks import TriggerState
from steelyard.report.catalogue import load_catalogue
from steelyard.report.figures import Figures
from steelyard.report.page_voice import PageVoice
from steelyard.report.trigger_words import then_words, trigger_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from steelyard.decision.trigger import Trigger
    from steelyard.decision.trigger_checks import TriggerCheck
    from steelyard.report.names import Names

SHOWN: Final = (TriggerState.FIRED, TriggerState.DUE, TriggerState.UNCHECKED)
"""What is listed; triggers at rest are counted only."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one use case.

    Attributes
    ----------
    recommended
        An option, or a verdict that stands in for one.
    leading
        The leading option.
    """

    recommended: str
    leading: str

    def as_json(self) -> dict[str, str]:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {"recommended": self.recommended, "leading": self.leading}


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """What became of the answer for one use case.

    Attributes
    ----------
    use_case
        Its id.
    before, after
        The answers; none where the use case is in one of the two decisions only.
    """

    use_case: str
    before: Answer | None
    after: Answer | None

    def as_json(self) -> dict[str, Any]:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "use_case": self.use_case,
            "before": None if self.before is None else self.before.as_json(),
            "after": None if self.after is None else self.after.as_json(),
        }


def answer_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[AnswerChange, ...]:
    """Return the use cases whose answer differs between two decisions.

    Parameters
    ----------
    before, after
        Contents of ``decision.json``.

    Returns
    -------
    tuple of AnswerChange
        Another verdict, another leading option, or a use case that came or went.
    """
    first, second = _answers(before), _answers(after)
    return tuple(
        AnswerChange(name, first.get(name), second.get(name))
        for name in dict.fromkeys((*first, *second))
        if first.get(name) != second.get(name)
    )


def _answers(decision: Mapping[str, Any]) -> dict[str, Answer]:
    return {
        str(case["id"]): Answer(str(case["recommended"]), str(case["leading"]))
        for case in decision["use_cases"]
    }


def reopening_in_words(
    checks: Sequence[TriggerCheck],
    changes: Sequence[AnswerChange] | None,
    *,
    days: tuple[date, date],
    n_use_cases: int,
    names: Names,
    language: str,
) -> str:
    """Return what became of a decision as plain text.

    Parameters
    ----------
    checks
        Its triggers, held against the present.
    changes
        Answers that changed; none where no new study was run.
    days
        Date of the decision, and of the new dossier.
    n_use_cases
        Use cases of both decisions together. [1]
    names
        What the two decisions call things.
    language
        ``en`` or ``zh``.

    Returns
    -------
    str
        The count, then the triggers that fired, are due or cannot be checked, then the answers.
    """
    catalogue = load_catalogue(language)
    voice = PageVoice(catalogue, Figures(catalogue, names.currency), names)
    before, now = (day.isoformat() for day in days)
    counts = {state.value: float(sum(check.state is state for check in checks)) for state in SHOWN}
    lines = [
        voice.sentence("reopen.head", {"since": before, "released": now}),
        voice.sentence("reopen.count", {"n": float(len(checks)), **counts}),
    ]
    for state in SHOWN:
        own = [check for check in checks if check.state is state]
        rows = _reasons(own, voice) if state is TriggerState.UNCHECKED else _rows(own, voice)
        if rows:
            lines += ["", voice.text(f"reopen.{state.value}"), *rows]
    return "\n".join([*lines, "", *_decision(changes, n_use_cases, voice)])


def _rows(checks: Sequence[TriggerCheck], voice: PageVoice) -> list[str]:
    # What says the same of several use cases is said once; what is merely due and was thought
    # impossible is counted.
    told: dict[str, list[str]] = {}
    n_outside = 0
    for check in checks:
        if check.state is TriggerState.DUE and not check.trigger.is_inside:
            n_outside += 1
            continue
        told.setdefault(_line(check, voice), []).append(_of(check.trigger, voice))
    rows = [f"- {_with_names(line, names, voice)}" for line, names in told.items()]
    more = voice.text("reopen.outside", n=float(n_outside))
    return [*rows, f"- {more}"] if n_outside else rows


def _reasons(checks: Sequence[TriggerCheck], voice: PageVoice) -> list[str]:
    told: dict[str, list[str]] = {}
    for check in checks:
        reason = trigger_words(check.words, check.trigger, voice)
        told.setdefault(reason, []).append(_of(check.trigger, voice))
    return [
        "- " + voice.text("reopen.reason", found=reason, n=float(len(of)), name=_list(of, voice))
        for reason, of in told.items()
    ]


def _line(check: TriggerCheck, voice: PageVoice) -> str:
    trigger = check.trigger
    return voice.catalogue.text("reopen.line").format(
        when=trigger_words(trigger.when, trigger, voice),
        found=trigger_words(check.words, trigger, voice),
        then=then_words(trigger, voice),
    )


def _of(trigger: Trigger, voice: PageVoice) -> str:
    return voice.use_case(trigger.use_case) if trigger.use_case else voice.text("reopen.plan")


def _list(names: Sequence[str], voice: PageVoice) -> str:
    return voice.catalogue.text("list.comma").join(dict.fromkeys(names))


def _with_names(line: str, names: Sequence[str], voice: PageVoice) -> str:
    # An input that is the use case's own already says whose it is.
    if len(names) == 1 and names[0] in line:
        return line
    return voice.catalogue.text("reopen.line.of").format(name=_list(names, voice), line=line)


def _decision(
    changes: Sequence[AnswerChange] | None, n_use_cases: int, voice: PageVoice
) -> list[str]:
    if changes is None:
        return [voice.text("reopen.decision.none")]
    if not changes:
        return [voice.text("reopen.decision.same")]
    values = {"n": float(len(changes)), "of": float(n_use_cases)}
    return [voice.text("reopen.decision.changed", **values), *(_change(c, voice) for c in changes)]


def _change(change: AnswerChange, voice: PageVoice) -> str:
    name = voice.use_case(change.use_case)
    if change.before is None or change.after is None:
        key = "reopen.added" if change.before is None else "reopen.removed"
        return "- " + voice.catalogue.text(key).format(name=name)
    before, after = (_answer(part, voice) for part in (change.before, change.after))
    said = voice.catalogue.text("reopen.change").format(name=name, before=before, after=after)
    return f"- {said}"


def _answer(answer: Answer, voice: PageVoice) -> str:
    if answer.recommended in voice.names.options:
        return voice.brief(answer.recommended)
    what, option = voice.option(answer.recommended), voice.brief(answer.leading)
    return voice.catalogue.text("reopen.verdict").format(what=what, option=option)
