"""What an instrument found, in words of one language: for the terminal, and for the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.dossier.text import in_language
from steelyard.instruments import Award, Counts, LevelRange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from steelyard.instruments import (
        AnswerValue,
        Ends,
        Instrument,
        Obligation,
        Outcome,
        Question,
    )
    from steelyard.report.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class InstrumentWords:
    """The words of an instrument in one language.

    Attributes
    ----------
    instrument
        The instrument.
    catalogue
        Texts of the report.
    """

    instrument: Instrument
    catalogue: Catalogue

    def text(self, key: str, **values: str | int) -> str:
        """Return a text of the catalogue.

        Parameters
        ----------
        key
            Without ``instrument.`` before it.
        **values
            What it names.

        Returns
        -------
        str
            Filled in.
        """
        return self.catalogue.text(f"instrument.{key}").format(**values)

    def local(self, text: Mapping[str, str]) -> str:
        """Return a text of the instrument in this language.

        Parameters
        ----------
        text
            Text by language.

        Returns
        -------
        str
            In the catalogue's language.
        """
        return in_language(dict(text), self.catalogue.language)

    def head(self, on: date | None = None) -> str:
        """Return name, edition and standing of the instrument.

        Parameters
        ----------
        on
            The study's date: what is published but not yet in force by then is called so.

        Returns
        -------
        str
            One line.
        """
        return self.text(
            "head",
            name=self.local(self.instrument.name),
            edition=self.instrument.edition,
            status=self.standing(on),
        )

    def standing(self, on: date | None = None) -> str:
        """Return whether the instrument binds.

        Parameters
        ----------
        on
            The study's date.

        Returns
        -------
        str
            In words.
        """
        begins = self.instrument.effective_from
        if on is not None and begins is not None and on < begins:
            return self.text("announced", date=begins.isoformat())
        return self.text(f"status.{self.instrument.status}")

    def level(self, scale: str, level: str) -> str:
        """Return the name of a level.

        Parameters
        ----------
        scale, level
            Their ids.

        Returns
        -------
        str
            In words.
        """
        found = {entry.id: entry for entry in self.instrument.scales[scale]}
        return self.local(found[level].name)

    def part(self, name: str) -> str:
        """Return the name of a part.

        Parameters
        ----------
        name
            Id of a result, group or question.

        Returns
        -------
        str
            In words; a question in its own.
        """
        named = {entry.id: entry.name for entry in self.instrument.groups}
        named |= {entry.id: entry.name for entry in self.instrument.results}
        if name in named:
            return self.local(named[name])
        return self.local(self.instrument.question(name).text)

    def subject(self, kind: str, name: str, words: str) -> str:
        """Return what was assessed, with its kind where it is no use case.

        Parameters
        ----------
        kind, name
            As in the assessment.
        words
            Its name in words.

        Returns
        -------
        str
            In words.
        """
        return words if kind == "use_case" else f"{self.text(f'kind.{kind}')} {name}"

    def answer(self, question: Question, answer: AnswerValue) -> str:
        """Return an answer in words.

        Parameters
        ----------
        question
            What was asked.
        answer
            Ids, a number, or ``unknown``.

        Returns
        -------
        str
            In words.
        """
        named = answer if isinstance(answer, tuple) else (str(answer),)
        known = {choice.id: self.local(choice.text) for choice in question.choices}
        words = [known.get(name, name) for name in named if name != "unknown"]
        return self.catalogue.text("list.semicolon").join(words) or self.text("unanswered")

    def outcome(self, result: str, outcome: Outcome) -> list[str]:
        """Return what a result came to.

        Parameters
        ----------
        result
            Its id.
        outcome
            Range of levels, award or counts.

        Returns
        -------
        list of str
            One line, and further ones for points, scores or groups.
        """
        match outcome:
            case LevelRange():
                return [*self._level_lines(result, outcome)]
            case Award():
                return [*self._award_lines(result, outcome)]
            case Counts():
                return [*self._tally_lines(result, outcome)]

    def gist(self, result: str, outcome: Outcome) -> str:
        """Return what a result came to, in one line.

        Parameters
        ----------
        result
            Its id.
        outcome
            Range of levels, award or counts.

        Returns
        -------
        str
            The first line alone.
        """
        return self.outcome(result, outcome)[0]

    def _level_lines(self, result: str, found: LevelRange) -> Iterator[str]:
        name = self.part(result)
        low, high = (
            self.level(found.scale, level) for level in (found.possible[0], found.possible[-1])
        )
        if found.is_settled:
            yield self.text("settled", result=name, level=low)
        elif len(found.possible) == len(self.instrument.scales[found.scale]):
            yield self.text("whole", result=name)
        else:
            yield self.text("range", result=name, low=low, high=high)
        if found.score is not None and found.share is not None and found.raw is not None:
            rule = self.instrument.result(result)
            maximum = getattr(rule, "maximum", 0.0)
            values = {
                "score": self._ends(found.score),
                "maximum": f"{maximum:g}",
                "share": self._ends(found.share, 100.0),
                "raw": self._ends(found.raw),
            }
            yield self.text("points" if found.mitigation else "points_alone", **values)
            if found.mitigation is not None and (eases := getattr(rule, "mitigation", None)):
                yield self.text(
                    "mitigation",
                    points=self._ends(found.mitigation),
                    maximum=f"{eases.maximum:g}",
                    threshold=f"{eases.threshold * eases.maximum:g}",
                )

    def _award_lines(self, result: str, found: Award) -> Iterator[str]:
        name = self.part(result)
        if found.missed:
            yield self.text("award.missed", result=name, parts=self._parts(found.missed))
        elif found.in_doubt:
            yield self.text("award.doubt", result=name, parts=self._parts(found.in_doubt))
        else:
            key = "award.passes" if found.has_floors else "award.no_floors"
            yield self.text(key, result=name)
        for profile, ends in found.scores.items():
            yield self.text("award.score", profile=profile, score=self._ends(ends))

    def _tally_lines(self, result: str, found: Counts) -> Iterator[str]:
        total = found.total
        yield self.text(
            "tally",
            result=self.part(result),
            met=total.met,
            not_met=total.not_met,
            not_applicable=total.not_applicable,
            open=total.open,
        )
        for group, count in found.by_group.items() if len(found.by_group) > 1 else ():
            yield self.text(
                "tally.group",
                group=self.part(group) if group else self.text("tally.rest"),
                met=count.met,
                not_met=count.not_met,
                not_applicable=count.not_applicable,
                open=count.open,
            )

    def _parts(self, names: tuple[str, ...]) -> str:
        return self.catalogue.text("list.semicolon").join(self.part(name) for name in names)

    def _ends(self, ends: Ends, factor: float = 1.0) -> str:
        low, high = (f"{round(value * factor, 2):g}" for value in (ends.low, ends.high))
        return low if low == high else self.text("ends", low=low, high=high)

    def obligation(self, entry: Obligation) -> str:
        """Return what follows from a level, with the day from which it binds.

        Parameters
        ----------
        entry
            The obligation.

        Returns
        -------
        str
            One line.
        """
        words = self.local(entry.text)
        if entry.effective_from is None:
            return words
        return self.text("from", what=words, date=entry.effective_from.isoformat())
