"""A decision held against a new dossier: which triggers fired, and whether the answer changes."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from steelyard.decision.compare import compare_decisions
from steelyard.decision.criteria import load_criteria
from steelyard.decision.effort import Effort
from steelyard.decision.preferences import by_dimension, preferences_of
from steelyard.decision.present import PRICE, present_of
from steelyard.decision.trigger import triggers_from_json
from steelyard.decision.trigger_checks import TriggerState, check_triggers
from steelyard.decision.triggers import SAVING
from steelyard.dossier.loader import load_dossier
from steelyard.dossier.parameters import parameters_of
from steelyard.errors import DomainError
from steelyard.facts.loader import load_facts
from steelyard.facts.succession import fact_labels, review_dates, successors
from steelyard.instruments import load_pack
from steelyard.needs import assess_needs
from steelyard.options.appraise import appraise_options
from steelyard.report.decision_names import names_of_decisions
from steelyard.report.reopening import answer_changes, reopening_in_words
from steelyard.study.files import read_decision
from steelyard.study.output import decision_json
from steelyard.study.run import run_study
from steelyard.uncertainty import Parameter, Statement, draw, median_sample

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    from steelyard.decision.compare import Comparison
    from steelyard.decision.present import Present
    from steelyard.decision.trigger_checks import TriggerCheck
    from steelyard.dossier.schema import Dossier
    from steelyard.report.names import Names
    from steelyard.report.reopening import AnswerChange

FACT: Final = "fact:"


@dataclass(frozen=True, slots=True)
class Reopening:
    """What became of a decision.

    Attributes
    ----------
    decided_on
        Date of the decision.
    as_of
        Date of the new dossier.
    checks
        Every trigger of the decision, held against the new dossier and the facts of its day.
    comparison
        What differs between the decision and that of a new study; none where none was run.
    changes
        Use cases whose answer differs; none where no new study was run.
    n_use_cases
        Use cases of both decisions together. [1]
    names
        What the decisions call things.
    """

    decided_on: date
    as_of: date
    checks: tuple[TriggerCheck, ...]
    comparison: Comparison | None
    changes: tuple[AnswerChange, ...] | None
    n_use_cases: int
    names: Names

    def of(self, state: TriggerState) -> tuple[TriggerCheck, ...]:
        """Return the triggers in one state.

        Parameters
        ----------
        state
            Fired, due, quiet or unchecked.

        Returns
        -------
        tuple of TriggerCheck
            In the order of the decision.
        """
        return tuple(check for check in self.checks if check.state is state)

    @property
    def is_open(self) -> bool:
        """Whether a trigger fired or the answer changes."""
        return bool(self.of(TriggerState.FIRED)) or bool(self.changes)

    def as_json(self) -> dict[str, Any]:
        """Return the JSON form.

        Returns
        -------
        dict
            Dates, counts, every trigger, and what a new study changes.
        """
        decision = None
        if self.comparison is not None and self.changes is not None:
            decision = {
                "changes": bool(self.changes),
                "answers": [change.as_json() for change in self.changes],
                "comparison": self.comparison.as_json(),
            }
        return {
            "decided_on": self.decided_on.isoformat(),
            "as_of": self.as_of.isoformat(),
            "is_open": self.is_open,
            "counts": {state.value: len(self.of(state)) for state in TriggerState},
            "triggers": [check.as_json() for check in self.checks],
            "decision": decision,
        }

    def as_text(self, language: str) -> str:
        """Return it in words.

        Parameters
        ----------
        language
            ``en`` or ``zh``.

        Returns
        -------
        str
            What fired, what is due, what cannot be checked, and which answers change.
        """
        return reopening_in_words(
            self.checks,
            self.changes,
            days=(self.decided_on, self.as_of),
            n_use_cases=self.n_use_cases,
            names=self.names,
            language=language,
        )


def reopen_decision(
    folder: str | os.PathLike[str],
    dossier: str | os.PathLike[str],
    *,
    as_of: date | None = None,
    triggers_only: bool = False,
    draws: int | None = None,
    seed: int | None = None,
    progress: Callable[[str, int], None] | None = None,
) -> Reopening:
    """Hold a decision against a new dossier.

    Parameters
    ----------
    folder
        Where ``decision.json`` lies, or the file itself.
    dossier
        The new dossier file.
    as_of
        Date of the new study, if not the new dossier's own.
    triggers_only
        Whether to leave the new study out and only check the triggers, by one pass at the medians.
    draws, seed
        Of the new study; those of the decision if omitted: no difference is then due to them. [1]
        It looks as deep as the decision did.
    progress
        Called after each step of the new study.

    Returns
    -------
    Reopening
        Which triggers fired, and what changes.

    Notes
    -----
    Raises ``DomainError`` where there is no decision with triggers, the new date lies before the
    old one or no use case is common to both; ``DossierError`` and ``FactError`` as a study does.
    """
    before = read_decision(folder)
    triggers = triggers_from_json(before)
    inputs, n_draws, first_seed, decided_on = stored_inputs(before)
    new = load_dossier(dossier)
    if as_of is not None:
        new = new.model_copy(update={"as_of": as_of})
    _require_sequel(before, decided_on, new, Path(dossier))
    size = (n_draws if draws is None else draws, first_seed if seed is None else seed)

    present, labels = read_present(new, inputs, n_draws=n_draws, seed=first_seed)
    after = None
    if not triggers_only:
        study = run_study(
            dossier,
            draws=size[0],
            seed=size[1],
            as_of=new.as_of,
            effort=stored_effort(before),
            progress=progress,
        )
        after = json.loads(decision_json(study))
        present = replace(present, figures=_figures(after))
    decisions = [before] if after is None else [before, after]
    return Reopening(
        decided_on=decided_on,
        as_of=new.as_of,
        checks=check_triggers(triggers, present, inputs),
        comparison=None if after is None else compare_decisions(before, after),
        changes=None if after is None else answer_changes(before, after),
        n_use_cases=len({str(case["id"]) for part in decisions for case in part["use_cases"]}),
        names=names_of_decisions(decisions, new, labels),
    )


def stored_inputs(
    decision: Mapping[str, Any],
) -> tuple[dict[str, Parameter], int, int, date]:
    """Return what a check of triggers needs of a decision's manifest.

    Parameters
    ----------
    decision
        Content of ``decision.json``: data that somebody may have edited.

    Returns
    -------
    tuple
        Inputs at their medians by parameter id, number of draws, seed, and date of the decision.

    Raises
    ------
    DomainError
        If the manifest lacks one of them.
    """
    try:
        stated = decision["manifest"]
        inputs = {
            str(name): Parameter(
                str(name), Statement.point(float(entry["p50"])), str(entry["unit"])
            )
            for name, entry in stated["inputs"].items()
        }
        day = date.fromisoformat(stated["as_of"])
        return inputs, int(stated["draws"]), int(stated["seed"]), day
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = (
            "manifest: expected inputs, as_of, draws and seed as 'steelyard decide' writes them, "
            f"found otherwise ({error}). Decide again with this version."
        )
        raise DomainError(message) from error


def stored_effort(decision: Mapping[str, Any]) -> Effort:
    """Return how deep a decision looked behind its verdicts.

    Parameters
    ----------
    decision
        Content of ``decision.json``.

    Returns
    -------
    Effort
        Quick where it says nothing: it was then decided before there was a choice.

    Raises
    ------
    DomainError
        If it names one that is not known.
    """
    stated = decision["manifest"].get("effort", Effort.QUICK.value)
    try:
        return Effort(stated)
    except ValueError as error:
        known = " or ".join(effort.value for effort in Effort)
        message = (
            f"manifest.effort: expected {known}, found '{stated}'. Decide again with this version."
        )
        raise DomainError(message) from error


def _require_sequel(before: Mapping[str, Any], decided_on: date, new: Dossier, path: Path) -> None:
    if new.as_of < decided_on:
        message = (
            f"{path}: as_of: expected {decided_on} or later, the date of the decision, "
            f"found {new.as_of}. Name a newer dossier, or a later day with --as-of."
        )
        raise DomainError(message)
    names = {str(case["id"]) for case in before.get("use_cases", [])}
    if not names & {entry.id for entry in new.use_cases}:
        message = (
            f"{path}: use_cases: expected one of {', '.join(sorted(names))}, as decided before, "
            "found none of them. Name the dossier that takes the decision up again."
        )
        raise DomainError(message)


def read_present(
    dossier: Dossier, inputs: Mapping[str, Parameter], *, n_draws: int, seed: int
) -> tuple[Present, dict[str, str]]:
    """Read the present by one pass at the medians: the quick check of triggers.

    Parameters
    ----------
    dossier
        The new one.
    inputs
        What the earlier study read, by parameter id.
    n_draws, seed
        Of the earlier study: weights are drawn as it drew them, so that equal statements give equal
        means. [1]

    Returns
    -------
    tuple
        The present, and labels of inputs by parameter id.
    """
    facts = load_facts(as_of=dossier.as_of).recording()
    sample = median_sample()
    needs = assess_needs(dossier, sample)
    median = appraise_options(needs, dossier, facts, sample)
    names = [name.removeprefix(FACT) for name in inputs if name.startswith(FACT)]
    drawn = draw((), n=n_draws, seed=seed)
    weights = preferences_of(dossier, load_criteria(), drawn).decided
    price = parameters_of(dossier).get(PRICE.removeprefix("dossier:"))
    known = dict(sample.known)
    present = present_of(
        dossier,
        median,
        pack=load_pack(dossier.jurisdiction.pack),
        inputs=known,
        successors=successors(facts, names),
        units={name: parameter.unit for name, parameter in inputs.items()},
        weights=by_dimension(weights),
        reviews=review_dates(facts, names),
        price=None if price is None else float(np.mean(drawn.of(price))),
    )
    labels = {name: parameter.label for name, parameter in known.items()}
    labels |= {f"{FACT}{name}": label for name, label in fact_labels(facts, names).items()}
    return present, labels


def _figures(decision: Mapping[str, Any]) -> dict[str, float]:
    saving = decision["portfolio"]["saving"]
    return {} if saving is None else {SAVING: float(saving["p50"])}
