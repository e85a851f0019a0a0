"""``steelyard init``, ``check`` and ``schema``."""

from __future__ import annotations

import json

import pytest

from steelyard import study


@pytest.fixture
def answers(root):
    return root / "examples" / "small-country" / "answers.yaml"


def test_init_from_a_case_gives_a_dossier_that_can_be_used(run, tmp_path):
    done = run("init", tmp_path / "mine", "--from", "guangxi-2024")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.strip() == str(tmp_path / "mine" / "dossier.yaml")
    assert study.check_dossier(done.stdout.strip()).is_usable


def test_init_from_answers_gives_a_dossier_that_can_be_used(run, answers, tmp_path):
    done = run("init", tmp_path / "mine", "--answers", answers, "--json")
    assert done.exit_code == 0, done.stderr
    assert study.check_dossier(json.loads(done.stdout)["dossier"]).is_usable


def test_init_asks_twenty_questions_and_asks_again(run, answers, tmp_path):
    given = study.load_answers(answers)
    said = []
    for question in study.short_questions():
        value = given[question.id]
        said.append(" ".join(map(str, value)) if isinstance(value, list) else str(value))
    said.insert(1, "Atlantis")  # no country code: asked again
    done = run("init", tmp_path / "mine", "--short", answers="\n".join(said) + "\n")
    assert done.exit_code == 0, done.stderr
    assert "1/20 " in done.stderr
    assert "answers.country: expected" in done.stderr
    assert study.check_dossier(tmp_path / "mine" / "dossier.yaml").is_usable


def test_init_stops_when_answers_end(run, tmp_path):
    done = run("init", tmp_path / "mine", "--short", answers="me\n")
    assert done.exit_code == 2
    assert "--answers FILE" in done.stderr
    assert not (tmp_path / "mine").exists()


def test_init_asks_in_chinese(run, tmp_path):
    done = run("init", tmp_path / "mine", "--short", "--lang", "zh", answers="")
    assert "由谁填写" in done.stderr


def test_an_empty_dossier_is_refused_until_it_is_filled(run, tmp_path):
    done = run("init", tmp_path / "mine")
    assert done.exit_code == 0
    assert run("check", done.stdout.strip()).exit_code == 2


def test_init_never_overwrites(refused, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "dossier.yaml").write_text("mine", encoding="utf-8")
    for more in ((), ("--from", "guangxi-2024"), ("--short",)):
        assert "found one" in refused("init", mine, *more)
    assert (mine / "dossier.yaml").read_text(encoding="utf-8") == "mine"


def test_init_refuses_unknown_cases_and_bad_answers(refused, answers, tmp_path):
    mine = tmp_path / "mine"
    assert "guangxi-2024" in refused("init", mine, "--from", "guangxi-2042")
    assert "both" in refused("init", mine, "--from", "guangxi-2024", "--answers", answers)
    wrong = tmp_path / "answers.yaml"
    wrong.write_text("country: Atlantis\nshoe_size: 42\n", encoding="utf-8")
    message = refused("init", mine, "--answers", wrong)
    assert "answers.country" in message
    assert "shoe_size" in message
    assert "absent.yaml" in refused("init", mine, "--answers", tmp_path / "absent.yaml")
    assert not mine.exists()


def test_init_refuses_a_folder_that_cannot_be_made(refused, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "is a file" in refused("init", tmp_path / "file" / "mine", "--from", "guangxi-2024")


def test_check_tells_findings_with_one(run, written):
    done = run("check", written())
    assert done.exit_code == 1
    assert "stakeholders" in done.stdout
    assert "usable" in done.stdout
    told = json.loads(run("check", written(), "--json").stdout)
    assert told["usable"]
    assert told["findings"]
    assert told["quantities"]["assumed"] > 0


def test_check_tells_problems_with_two(run, written):
    path = written(("n_years: 5", "n_years: five"), ('country: "CV"', 'country: "ZZ"'))
    done = run("check", path)
    assert done.exit_code == 2
    assert "horizon.n_years" in done.stderr
    assert "jurisdiction.country" in done.stderr
    told = run("check", path, "--json")
    assert told.exit_code == 2
    paths = {problem["path"] for problem in json.loads(told.stdout)["problems"]}
    assert {"horizon.n_years", "jurisdiction.country"} <= paths


def test_check_answers_for_any_file(run, tmp_path):
    for path in (tmp_path, tmp_path / "absent.yaml"):
        done = run("check", path)
        assert done.exit_code == 2
        assert "expected" in done.stderr


def test_schema_is_json_schema(run):
    done = run("schema")
    assert done.exit_code == 0
    schema = json.loads(done.stdout)
    assert schema["$schema"].endswith("2020-12/schema")
    assert run("schema", "--json").stdout == done.stdout
