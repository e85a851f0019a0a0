"""``steelyard together``: files, words, data, and what is wrong."""

from __future__ import annotations

import json

import pytest

from steelyard import study


@pytest.fixture
def stubbed(toy, monkeypatch):
    """Let the command find the made-up paper without running a study."""
    asked = []

    def run(path, **options):
        asked.append((path, options))
        return toy.paper(toy.one_would_leave())

    monkeypatch.setattr(study, "run_together", run)
    return asked


def test_pages_and_data_are_written_and_the_answer_printed(run, stubbed, tmp_path):
    done = run("together", "c.yaml", "--out", str(tmp_path), "--draws", "300", "--seed", "4")
    assert done.exit_code == 0
    assert "building together is worth EUR 26 more" in done.stdout
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["together.en.html", "together.json", "together.zh.html"]
    ((_, options),) = stubbed
    assert (options["draws"], options["seed"]) == (300, 4)


def test_one_language_and_data_on_standard_output(run, stubbed, tmp_path):
    done = run("together", "c.yaml", "--out", str(tmp_path), "--lang", "zh", "--json")
    assert stubbed
    assert json.loads(done.stdout)["id"] == "toy"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["together.json", "together.zh.html"]


def test_what_is_wrong_is_told_plainly(refused, tmp_path):
    said = refused("together", tmp_path / "none.yaml", "--out", tmp_path / "out")
    assert "expected the file" in said
    assert not (tmp_path / "out").exists()


def test_the_schema_of_the_file_is_printed(run):
    done = run("schema", "--consortium")
    assert json.loads(done.stdout)["title"].startswith("Steelyard consortium")
