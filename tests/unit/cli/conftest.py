"""A command line to run inside the test, and dossiers to hand to it."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from steelyard.cli.app import app


@pytest.fixture
def run():
    """Return a function that runs a command line and answers with its outcome."""

    def runs(*words, answers=None):
        # Exceptions that are no exit stay exceptions: a traceback would fail the test.
        return CliRunner().invoke(
            app, [str(word) for word in words], input=answers, catch_exceptions=False
        )

    return runs


@pytest.fixture
def refused(run):
    """Return a function that runs a command line and holds that it ends as bad input should."""

    def refuses(*words, answers=None):
        done = run(*words, answers=answers)
        assert done.exit_code == 2, (done.exit_code, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr + done.stdout
        assert not done.stdout
        assert done.stderr.strip()
        return done.stderr

    return refuses


@pytest.fixture(scope="session")
def small(root):
    """Return the text of a small dossier that is in order."""
    return (root / "examples" / "small-country" / "dossier.yaml").read_text(encoding="utf-8")


@pytest.fixture
def written(small, tmp_path):
    """Return a function that writes the small dossier with some words or patterns exchanged."""

    def writes(*exchanges, name="dossier.yaml", more=""):
        text = small
        for before, after in exchanges:
            pattern = before if isinstance(before, re.Pattern) else re.compile(re.escape(before))
            assert pattern.search(text), before
            text = pattern.sub(after, text, count=1)
        path = tmp_path / name
        path.write_text(text + more, encoding="utf-8")
        return path

    return writes
