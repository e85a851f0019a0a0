"""Rules and instruments of a study: what applies, what was found, and what it says on the page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from steelyard.instruments import Counts, load_instrument, load_pack
from steelyard.needs import Assessments
from steelyard.options.sovereignty import SOVEREIGNTIES
from steelyard.report import build_report, render_html
from steelyard.report.rules_section import rules_section_of
from steelyard.study import run_study

SECTION = re.compile(r'<section id="rules".*?</section>', re.S)
TAGS = re.compile(r"<[^>]*>")
MOVED = (
    ('country: "CV"', 'country: "PT"'),
    ("pack: GENERIC", "pack: EU"),
    ("data_class: internal", "data_class: personal"),
)
ASSESSMENTS = f"""
assessments:
  - instrument: lifecycle
    edition: "{load_instrument("lifecycle").edition}"
    about: {{use_case: service}}
    assessor: A. Tester
    role: Officer
    date: 2026-11-20
    others: unknown
    answers:
      01-use-case: {{answer: done, evidence: "Inventory <page 3>"}}
      02-pathway: {{answer: in_progress, owner: Digital office, due: 2027-01-31}}
  - instrument: eu-ai-act
    edition: "{load_instrument("eu-ai-act").edition}"
    about: {{use_case: service}}
    assessor: B. Tester
    role: Lawyer
    date: 2026-11-20
    others: unknown
"""


@pytest.fixture(scope="module")
def european(root, tmp_path_factory):
    """Return the small study under European rules, with a checklist and an open assessment."""
    text = (root / "examples" / "small-country" / "dossier.yaml").read_text(encoding="utf-8")
    for before, after in MOVED:
        assert before in text
        text = text.replace(before, after, 1)
    path = tmp_path_factory.mktemp("european") / "dossier.yaml"
    path.write_text(text + ASSESSMENTS, encoding="utf-8")
    return run_study(path, draws=100)


@pytest.fixture(scope="module")
def section(european):
    return rules_section_of(european)


@pytest.fixture(scope="module")
def sections(european):
    """Return the rules on the page, by language."""
    report = build_report(european)
    return {code: SECTION.search(render_html(report, code)).group() for code in ("en", "zh")}


def words(section):
    return " ".join(TAGS.sub(" ", section).split())


def test_every_instrument_of_the_day_is_listed_with_its_findings(section, european):
    assert section.pack is load_pack("EU")
    rows = {row.applied.instrument: row for row in section.applied}
    assert list(rows) == ["eu-ai-act", "eu-csf"]
    assert [finding.name for finding in rows["eu-ai-act"].findings] == ["service"]
    assert rows["eu-csf"].findings == ()
    assert all(row.reference[0] and row.reference[1] for row in rows.values())


def test_a_checklist_is_counted_and_stands_apart(section):
    assert [g.finding.evaluation.instrument.id for g in section.findings] == ["eu-ai-act"]
    (checklist,) = section.checklists
    assert isinstance(checklist.finding.evaluation.main, Counts)
    assert [p.question.id for p in checklist.points] == [
        question.id for question in load_instrument("lifecycle").questions
    ]
    first, second, third, *_ = checklist.points
    assert (first.answer.answer, first.answer.evidence) == ("done", "Inventory <page 3>")
    assert second.answer.owner == "Digital office"
    assert (third.answer, third.value) == (None, "unknown")


def test_what_was_said_of_all_others_stands_at_every_other_point(european):
    (finding,) = (
        entry
        for entry in european.needs.assessments.findings
        if entry.evaluation.instrument.id == "lifecycle"
    )
    said = finding.assessment.model_copy(update={"others": "done"})
    needs = replace(european.needs, assessments=Assessments((replace(finding, assessment=said),)))
    (checklist,) = rules_section_of(replace(european, needs=needs)).checklists
    assert [point.value for point in checklist.points[1:3]] == ["in_progress", "done"]


def test_open_answers_are_kept(section):
    (group,) = section.findings
    assert group.names == ("service",)
    assert not group.finding.evaluation.main.is_settled
    assert group.finding.evaluation.settling
    assert group.finding.evaluation.possible_obligations


def test_models_of_the_study_are_held_against_the_thresholds(section, european):
    models = [entry.model for entry in section.thresholds]
    assert models == sorted(set(models))
    options = {o.model for case in european.appraisal.use_cases for o in case.options}
    assert set(models) <= options
    assert {entry.instrument.id for entry in section.thresholds} == {"eu-ai-act"}


def test_the_plan_has_a_level_for_each_sovereignty(section):
    assert list(section.plan) == ["service"]
    option, profile = section.plan["service"]
    assert option
    assert tuple(profile) == SOVEREIGNTIES
    assert tuple(section.plan_levels) == SOVEREIGNTIES
    for criterion, level in section.plan_levels.items():
        assert (level.low, level.high) == (profile[criterion].low, profile[criterion].high)


def test_a_plan_of_several_uses_is_its_weakest(study):
    section = rules_section_of(study)
    assert list(section.plan) == [case.id for case in study.dossier.use_cases]
    for criterion, level in section.plan_levels.items():
        assert level.low == min(profile[criterion].low for _, profile in section.plan.values())


def test_things_assessed_together_that_came_out_the_same_are_told_once(study):
    section = rules_section_of(study)
    names = [g.names for g in section.findings]
    assert ("document-drafting", "document-review") in names
    assert sum(len(group) for group in names) == len(study.needs.assessments.findings)
    assert section.checklists == ()


def test_what_was_assessed_apart_is_told_apart(study):
    first, second, *_ = study.needs.assessments.findings
    assert first.evaluation == second.evaluation
    apart = replace(second, assessment=second.assessment.model_copy())
    needs = replace(
        study.needs, assessments=replace(study.needs.assessments, findings=(first, apart))
    )
    section = rules_section_of(replace(study, needs=needs))
    assert [group.names for group in section.findings] == [(first.name,), (second.name,)]


def test_documents_are_those_of_ranked_models_that_others_made(section, european):
    ranked = {
        option.option.id
        for case in european.decision.use_cases
        for option in case.options
        if option.is_short_listed
    }
    models = {
        o.model
        for case in european.appraisal.use_cases
        for o in case.options
        if o.id in ranked and o.model and o.planned is None
    }
    assert {found.model.id for found in section.documents} == models


@pytest.mark.parametrize("code", ["en", "zh"])
def test_names_assessors_and_figures_stand_on_the_page(code, sections, section):
    text = words(sections[code])
    language_of = {"en": "European Union", "zh": "欧洲联盟"}
    assert language_of[code] in text
    for told in ("A. Tester", "B. Tester", "2026-11-20", "Digital office", "2027-01-31"):
        assert told in text
    for entry in section.thresholds:
        assert entry.model in text
        assert f"{entry.n_flop:.1e}" in text


def test_the_page_says_what_is_open_and_what_may_follow(sections):
    text = words(sections["en"])
    assert "open, every level is still possible" in text
    assert "Open answers that can still move it:" in text
    assert "What may follow, by how the open answers turn out:" in text
    assert "nobody has answered it yet" in text
    assert "1 met, 1 not met, 0 not applicable, 17 open" in text


def test_the_page_names_every_decision_point_and_its_state(sections):
    text = words(sections["en"])
    assert text.count("not answered") == 17
    assert "Decided, with evidence" in text
    assert "In progress" in text


def test_what_an_assessor_writes_is_text_and_never_markup(sections):
    for part in sections.values():
        assert "Inventory &lt;page 3&gt;" in part


def test_tables_of_the_rules_are_as_wide_as_their_heads(sections):
    for part in sections.values():
        tables = re.findall(r"<table>.*?</table>", part, re.S)
        assert len(tables) == 6
        for table in tables:
            rows = re.findall(r"<tr.*?</tr>", table, re.S)
            widths = {len(re.findall(r"<t[hd][ >]", row)) for row in rows}
            assert len(widths) == 1


def test_both_languages_tell_the_same(sections):
    english, chinese = sections["en"], sections["zh"]
    for tag in ("<h3", "<table", "<tr", "<td", "<li", "<details"):
        assert english.count(tag) == chinese.count(tag), tag


def test_parts_without_content_are_left_out(study, report):
    # The first replay has no checklist, and no law of its jurisdiction knows a threshold.
    page = words(SECTION.search(render_html(report, "en")).group())
    assert rules_section_of(study).thresholds == ()
    assert "Training compute" not in page
    assert "Every point, with its state" not in page
