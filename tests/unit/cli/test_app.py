"""The command line as a whole: help, version, exit codes of a real process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from steelyard.cli import app as app_module

VERBS = (
    ("init",), ("check",), ("decide",), ("compare",), ("rank",), ("backtest",), ("schema",),
    ("estimate", "training"), ("estimate", "serving"), ("estimate", "api"),
    ("facts", "list"), ("facts", "show"), ("facts", "check"),
)  # fmt: skip


@pytest.mark.parametrize("verb", VERBS, ids="-".join)
def test_every_verb_explains_itself_and_speaks_json(verb, run):
    done = run(*verb, "--help")
    assert done.exit_code == 0
    assert "--json" in done.stdout


def test_help_and_version(run):
    assert "Exit codes" in run("--help").stdout
    assert run("--version").stdout.startswith("steelyard 0.")


@pytest.mark.parametrize("words", [("frobnicate",), ("--frobnicate",), ("estimate", "luck")])
def test_unknown_words_are_refused(words, refused):
    assert words[-1] in refused(*words)


def test_main_ends_with_the_exit_code(monkeypatch, capsysbinary):
    monkeypatch.setattr(sys, "argv", ["steelyard", "--version"])
    with pytest.raises(SystemExit) as ended:
        app_module.main()
    assert ended.value.code == 0
    assert capsysbinary.readouterr().out.startswith(b"steelyard ")


def test_the_output_is_utf8_in_any_locale(root, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "steelyard", "check", tmp_path / "卷宗.yaml"],
        env={"PATH": "", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONPATH": str(root / "src")},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert "卷宗.yaml" in done.stderr.decode("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device always full")
def test_a_full_disk_is_told_plainly():
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "steelyard", "--version"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert "No space left" in done.stderr.decode()


def test_a_reader_who_has_enough_gets_no_traceback():
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "steelyard", "--version"],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert b"Traceback" not in done.stderr
