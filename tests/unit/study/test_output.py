"""What a study leaves behind: whole files or none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from steelyard.errors import OutputError
from steelyard.instruments import load_instrument
from steelyard.study import (
    check_folder,
    decision_json,
    render_reports,
    require_report_extra,
    run_study,
    write_files,
)

CHECKLIST = f"""
assessments:
  - instrument: lifecycle
    edition: "{load_instrument("lifecycle").edition}"
    about: {{use_case: service}}
    assessor: A. Tester
    role: Officer
    date: 2026-11-20
    others: unknown
    answers: {{01-use-case: {{answer: done, evidence: entry 7 of the inventory}}}}
"""


def test_the_decision_is_json_in_a_settled_order(small_study):
    text = decision_json(small_study)
    assert text.endswith("}\n")
    found = json.loads(text)
    assert list(found)[:4] == ["id", "title", "currency", "price_year"]
    assert list(found)[-1] == "manifest"
    assert decision_json(small_study) == text


def test_the_decision_carries_assessments_with_who_made_them_and_when(
    small_path, small_study, tmp_path
):
    assert json.loads(decision_json(small_study))["assessments"] == []
    path = tmp_path / "dossier.yaml"
    path.write_text(small_path.read_text(encoding="utf-8") + CHECKLIST, encoding="utf-8")
    (found,) = json.loads(decision_json(run_study(path, draws=100)))["assessments"]
    assert found["about"] == {"use_case": "service"}
    assert (found["assessor"], found["role"]) == ("A. Tester", "Officer")
    assert found["date"] == "2026-11-20"
    assert found["instrument"] == "lifecycle"
    assert found["edition"] == load_instrument("lifecycle").edition
    main = found["results"][found["main_result"]]
    assert (main["met"], main["not_met"], main["open"]) == (1, 0, 18)


def test_reports_are_named_by_language(small_study):
    reports = render_reports(small_study, ["en", "zh"])
    assert list(reports) == ["report.en.html", "report.zh.html"]
    assert all(text.lstrip().lower().startswith("<!doctype html>") for text in reports.values())
    assert reports == render_reports(small_study, ["en", "zh"])


def test_a_missing_package_is_named(monkeypatch):
    require_report_extra()
    monkeypatch.setattr("steelyard.study.output.find_spec", lambda _: None)
    with pytest.raises(OutputError, match=r"jinja2.*steelyard\[report\]"):
        require_report_extra()


def test_files_are_written_whole(tmp_path):
    written = write_files(tmp_path / "a" / "b", {"one.txt": "一\n", "two.txt": "2"})
    assert [path.read_bytes() for path in written] == ["一\n".encode(), b"2"]
    write_files(tmp_path / "a" / "b", {"one.txt": "new"})
    assert sorted(path.name for path in (tmp_path / "a" / "b").iterdir()) == ["one.txt", "two.txt"]
    assert written[0].read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_breaks_off_leaves_the_old_files(error, tmp_path, monkeypatch):
    write_files(tmp_path, {"one.txt": "old"})
    write_text = Path.write_text

    def breaks(self, text, **how):
        if self.name == "two.txt":
            write_text(self, text[:1], **how)
            raise error
        return write_text(self, text, **how)

    monkeypatch.setattr(Path, "write_text", breaks)
    with pytest.raises((OutputError, KeyboardInterrupt)):
        write_files(tmp_path, {"one.txt": "new", "two.txt": "new"})
    assert [path.name for path in tmp_path.iterdir()] == ["one.txt"]
    assert (tmp_path / "one.txt").read_text(encoding="utf-8") == "old"


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    for target in (tmp_path / "file", tmp_path / "file" / "below", "/proc/steelyard"):
        with pytest.raises(OutputError, match="nothing was left half written"):
            write_files(target, {"one.txt": "1"})


def test_a_folder_is_checked_without_being_made(tmp_path, monkeypatch):
    check_folder(tmp_path / "a" / "b")
    monkeypatch.chdir(tmp_path)
    check_folder("a/b")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OutputError, match="cannot"):
        check_folder(tmp_path / ("x" * 300))
