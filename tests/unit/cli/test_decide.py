"""``steelyard decide`` and ``compare`` on a small dossier: what they write, print and survive."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from steelyard import study
from steelyard.cli import decide as decide_module

EVERY_HOSTING = (
    "values: [vendor_abroad, vendor_in_country, sovereign_cloud, shared_government_platform, "
    "own_data_centre, air_gapped, edge_device]"
)
PRINTED = {"p05", "p50", "p95", "unit"}


@pytest.fixture
def decide(run, tmp_path):
    """Return a function that decides a dossier quickly and answers with the outcome and folder."""

    def decides(path, *more, out="out"):
        folder = tmp_path / out
        words = ("decide", path, "--out", folder, "--draws", 100, "--format", "json", *more)
        return run(*words), folder

    return decides


def _read(folder):
    return json.loads((folder / "decision.json").read_text(encoding="utf-8"))


def test_a_dossier_becomes_a_decision(decide, written):
    done, folder = decide(written())
    assert done.exit_code == 0, done.stderr
    assert f"written: {folder / 'decision.json'}" in done.stderr
    assert [path.name for path in folder.iterdir()] == ["decision.json"]
    decision = _read(folder)
    use_case = decision["use_cases"][0]
    for field in (
        "id", "recommended", "confidence", "tied", "pathway_acceptability", "flips",
        "information", "options",
    ):  # fmt: skip
        assert field in use_case, field
    option = use_case["options"][0]
    for field in (
        "id", "pathways", "hosting", "vehicle", "feasible", "gate_probability", "exclusions",
        "performance", "cost", "value", "rank_acceptability",
    ):  # fmt: skip
        assert field in option, field
    assert set(option["cost"]) >= {"alone", "shared", "marginal"}
    assert set(option["cost"]["shared"]) >= PRINTED
    assert {"portfolio", "assumed_share", "manifest"} <= set(decision)


@pytest.mark.slow
def test_json_prints_what_it_writes_and_the_seed_settles_the_bytes(decide, written):
    path = written()
    done, folder = decide(path, "--json", "--seed", 7)
    assert done.stdout == (folder / "decision.json").read_text(encoding="utf-8")
    again, _ = decide(path, "--json", "--seed", 7, out="again")
    assert again.stdout == done.stdout
    other, _ = decide(path, "--json", "--seed", 8, out="other")
    assert json.loads(other.stdout)["manifest"]["seed"] == 8
    assert other.stdout != done.stdout


def test_the_day_can_be_set(decide, written):
    done, folder = decide(written(), "--as-of", "2026-06-30")
    assert done.exit_code == 0, done.stderr
    assert _read(folder)["manifest"]["as_of"] == "2026-06-30"


def test_a_thorough_look_is_asked_for_by_name(decide, written):
    done, folder = decide(written(), "--effort", "thorough")
    assert done.exit_code == 0, done.stderr
    assert _read(folder)["manifest"]["effort"] == "thorough"
    wrong, _ = decide(written(), "--effort", "deep", out="wrong")
    assert wrong.exit_code == 2


def test_identifiers_may_be_chinese(decide, written):
    path = written(
        ("id: service", "id: 政务问答"), ("id: cv-2026-11", "id: 佛得角"), name="卷宗.yaml"
    )
    done, folder = decide(path, out="输出")
    assert done.exit_code == 0, done.stderr
    assert _read(folder)["use_cases"][0]["id"] == "政务问答"
    assert "输出" in done.stderr


def test_own_rules_that_bar_everything_give_a_result_that_says_so(decide, written):
    done, folder = decide(written(("values: [vendor_in_country, sovereign_cloud]", EVERY_HOSTING)))
    assert done.exit_code == 0, done.stderr
    use_case = _read(folder)["use_cases"][0]
    assert use_case["recommended"] == "do_minimum"
    assert use_case["reason"]["key"] == "verdict.nothing_feasible"
    barred = [option for option in use_case["options"] if option["id"] != "do_minimum"]
    assert barred
    for option in barred:
        assert not option["feasible"]
        assert option["exclusions"], option["id"]


def test_what_else_lies_in_the_folder_stays_and_no_progress_is_piped(decide, written, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine", encoding="utf-8")
    done, folder = decide(written())
    assert done.exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["decision.json", "notes.txt"]
    assert "\x1b" not in done.stdout + done.stderr, "no terminal, no colour"
    assert "Study" not in done.stderr, "no terminal, no progress"


def test_a_missing_report_package_is_said_before_the_run(run, written, tmp_path, monkeypatch):
    monkeypatch.setattr("steelyard.study.output.find_spec", lambda _: None)
    done = run("decide", written(), "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "steelyard[report]" in done.stderr
    assert "--format json" in done.stderr
    assert not (tmp_path / "out").exists()


def test_an_interruption_is_told_and_leaves_nothing(decide, written, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(decide_module.study, "run_study", interrupted)
    done, folder = decide(written())
    assert done.exit_code == 130
    assert "nothing was left half written" in done.stderr
    assert not folder.exists()


@pytest.mark.slow
def test_an_interrupt_signal_leaves_nothing(root, tmp_path):
    dossier = root / "examples" / "guangxi-2024" / "dossier.yaml"
    words = ["decide", dossier, "--out", tmp_path / "out", "--format", "json", "--draws", "20000"]
    running = subprocess.Popen(
        [sys.executable, "-m", "steelyard", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"NO_COLOR": "1"},
    )
    time.sleep(5)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130, told.decode()
    assert told.decode().splitlines() == ["Interrupted; nothing was left half written."]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_compare_tells_what_changed_and_why(decide, run, written):
    _, before = decide(written())
    pattern = re.compile(r"requests_per_year: \{[^}]*")
    edit = (pattern, "requests_per_year: {p05: 2e6, p50: 6e6, p95: 2e7, source: x")
    _, after = decide(written(edit), out="after")
    same = run("compare", before, before / "decision.json")
    assert (same.exit_code, same.stdout) == (0, "Nothing changed.\n")
    told = run("compare", before, after, "--json")
    assert told.exit_code == 0
    changed = [entry["name"] for entry in json.loads(told.stdout)["inputs"]]
    assert changed == ["dossier:use_cases/service/workload/requests_per_year"]
    assert "requests_per_year" in run("compare", before, after).stdout
    chinese = run("compare", before, after, "--lang", "zh")
    assert chinese.exit_code == 0
    assert "输入：" in chinese.stdout
    assert run("compare", before, before, "--lang", "zh").stdout == "没有变化。\n"


def test_compare_speaks_no_other_language(refused, tmp_path):
    assert "--lang" in refused("compare", tmp_path, tmp_path, "--lang", "ko")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (None, "no such file"),
        (b"", "no JSON"),
        (b"\xff\xfe\x00", "binary"),
        (b"[1, 2]", "JSON of another kind"),
        (b"{}", "use_cases"),
        (b'{"use_cases": [{"id": "a"}], "manifest": {"inputs": {}}}', "use case"),
        (b'{"use_cases": [], "manifest": 3}', "manifest"),
        (b"[" * 100_000, "no JSON"),
    ],
)
def test_compare_refuses_what_is_no_decision(content, word, refused, tmp_path):
    file = tmp_path / "decision.json"
    if content is not None:
        file.write_bytes(content)
    assert word in refused("compare", file, file)


def test_the_languages_and_formats_are_those_of_the_study():
    assert [str(code) for code in decide_module.Language] == ["en", "zh"]
    assert study.DECISION_FILE == "decision.json"
