"""Rules and instruments in the report: what applies, what was found, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.dossier.assessment_checks import answers_with_dossier
from steelyard.instruments import UNKNOWN, Counts, load_instrument, load_pack
from steelyard.options.audit_documents import audit_documents
from steelyard.options.sovereignty import sovereignty_of, sovereignty_of_plan
from steelyard.options.training_thresholds import threshold_findings
from steelyard.options.traits import traits_of
from steelyard.report.plan_choices import last_choices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from steelyard.dossier.assessments import AssessedAnswer
    from steelyard.dossier.schema import Dossier
    from steelyard.instruments import (
        AnswerValue,
        AppliedInstrument,
        Instrument,
        JurisdictionPack,
        Question,
    )
    from steelyard.needs import Finding
    from steelyard.options.audit_documents import AuditDocuments
    from steelyard.options.model import Option
    from steelyard.options.sovereignty import PlanLevel, SovereigntyLevel
    from steelyard.options.training_thresholds import ThresholdFinding
    from steelyard.report.inputs import Study


@dataclass(frozen=True, slots=True)
class AppliedRow:
    """An instrument that applies here.

    Attributes
    ----------
    applied
        Entry of the pack.
    instrument
        The instrument.
    reference
        Title and address of where the entry was read, and whether it was the text itself.
    findings
        Assessments of it in the dossier.
    """

    applied: AppliedInstrument
    instrument: Instrument
    reference: tuple[str, str, str]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class FoundTogether:
    """Things assessed together that came out the same.

    Attributes
    ----------
    finding
        Assessment and evaluation, the same for all of them.
    names
        What was assessed.
    """

    finding: Finding
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionPoint:
    """One question of a checklist and how it stands.

    Attributes
    ----------
    question
        What has to be decided.
    value
        How it was counted: as answered, or as said of all others.
    answer
        Evidence, owner and due date; none where the question was not named.
    """

    question: Question
    value: AnswerValue
    answer: AssessedAnswer | None


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist answered in the dossier.

    Attributes
    ----------
    finding
        Assessment and counts.
    points
        Every question, in order.
    """

    finding: Finding
    points: tuple[DecisionPoint, ...]


@dataclass(frozen=True, slots=True)
class RulesSection:
    """What law, standing rules and instruments say of this study.

    Attributes
    ----------
    pack
        Jurisdiction pack.
    applied
        Instruments that apply.
    findings
        Assessments whose result is no tally, those together that came out the same.
    checklists
        Assessments that are counted and not added up.
    plan
        Chosen option and its four sovereignties, by use case.
    plan_levels
        The same of the plan as a whole.
    thresholds
        Models against thresholds of training compute.
    documents
        What is published of the models of the short lists, as an auditor needs it.
    """

    pack: JurisdictionPack
    applied: tuple[AppliedRow, ...]
    findings: tuple[FoundTogether, ...]
    checklists: tuple[Checklist, ...]
    plan: Mapping[str, tuple[str, Mapping[str, SovereigntyLevel]]]
    plan_levels: Mapping[str, PlanLevel]
    thresholds: tuple[ThresholdFinding, ...]
    documents: tuple[AuditDocuments, ...]


def rules_section_of(study: Study) -> RulesSection:
    """Set out rules and instruments of a study.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    RulesSection
        Language-neutral.
    """
    pack = load_pack(study.dossier.jurisdiction.pack)
    found = study.needs.assessments.findings
    plan = _plan(study)
    return RulesSection(
        pack=pack,
        applied=_applied(study, pack),
        findings=_together(f for f in found if not isinstance(f.evaluation.main, Counts)),
        checklists=tuple(
            _checklist(f, study.dossier) for f in found if isinstance(f.evaluation.main, Counts)
        ),
        plan=plan,
        plan_levels=sovereignty_of_plan({name: profile for name, (_, profile) in plan.items()}),
        thresholds=threshold_findings(_options(study).values(), pack, study.facts),
        documents=tuple(audit_documents(study.facts, model) for model in _models(study)),
    )


def _applied(study: Study, pack: JurisdictionPack) -> tuple[AppliedRow, ...]:
    rows = {}
    for case in study.dossier.use_cases:
        for entry in pack.instruments_for(
            study.dossier.as_of,
            data_class=case.data_class,
            tier=str(study.dossier.jurisdiction.tier),
            serves_public=case.serves_public,
        ):
            rows[entry.instrument] = entry
    return tuple(
        AppliedRow(
            applied=entry,
            instrument=load_instrument(entry.instrument),
            reference=_reference(pack, entry.source),
            findings=tuple(
                finding
                for finding in study.needs.assessments.findings
                if finding.evaluation.instrument.id == entry.instrument
            ),
        )
        for entry in rows.values()
    )


def _reference(pack: JurisdictionPack, source: str) -> tuple[str, str, str]:
    found = pack.references[source]
    return found.title, found.url, found.read_as


def _together(findings: Iterable[Finding]) -> tuple[FoundTogether, ...]:
    groups: list[list[Finding]] = []
    for finding in findings:
        first = groups[-1][0] if groups else None
        is_same = (
            first is not None
            and finding.assessment is first.assessment
            and finding.evaluation == first.evaluation
        )
        groups[-1].append(finding) if is_same else groups.append([finding])
    return tuple(FoundTogether(g[0], tuple(entry.name for entry in g)) for g in groups)


def _checklist(finding: Finding, dossier: Dossier) -> Checklist:
    instrument, named = finding.evaluation.instrument, finding.assessment.answers
    said = answers_with_dossier(finding.assessment, instrument, dossier, finding.name)
    points = (
        DecisionPoint(entry, said.get(entry.id, UNKNOWN), named.get(entry.id))
        for entry in instrument.questions
    )
    return Checklist(finding, tuple(points))


def _options(study: Study) -> dict[str, Option]:
    return {option.id: option for entry in study.appraisal.use_cases for option in entry.options}


def _models(study: Study) -> list[str]:
    # Models that somebody else made, of the options that were ranked.
    options = _options(study)
    ranked = [
        options[found.option.id]
        for case in study.decision.use_cases
        for found in case.options
        if found.is_short_listed
    ]
    return sorted({option.model for option in ranked if option.model and option.planned is None})


def _plan(study: Study) -> dict[str, tuple[str, dict[str, SovereigntyLevel]]]:
    options = _options(study)
    chosen = last_choices(study)
    return {
        case.id: (
            chosen[case.id],
            sovereignty_of(
                traits_of(
                    options[chosen[case.id]],
                    study.dossier,
                    study.facts,
                    study.needs.assessments,
                )
            ),
        )
        for case in study.dossier.use_cases
    }
