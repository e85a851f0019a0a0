"""``steelyard packs``."""

from __future__ import annotations

import json

import pytest

from steelyard.instruments import pack_ids

MANY = ("--tiers", "national,regional,prefecture,county", "--dates", "2024-06-01,2025-06-01")


@pytest.fixture
def dossier(root):
    return root / "examples" / "guangxi-2026" / "dossier.yaml"


def test_list_gives_lines_and_json(run):
    told = run("packs", "list")
    assert told.exit_code == 0, told.stderr
    header, *lines = told.stdout.splitlines()
    assert header.split()[:2] == ["id", "name"]
    assert tuple(line.split()[0] for line in lines) == pack_ids()
    rows = json.loads(run("packs", "list", "--json", "--lang", "zh").stdout)
    assert tuple(row["id"] for row in rows) == pack_ids()
    assert "中国" in {row["name"] for row in rows}


@pytest.mark.parametrize("pack", pack_ids())
@pytest.mark.parametrize(("lang", "word"), [("en", "## Data classes"), ("zh", "## 数据级别")])
def test_show_tells_every_pack(run, pack, lang, word):
    done = run("packs", "show", pack, "--as-of", "2026-11-21", "--lang", lang)
    assert done.exit_code == 0, done.stderr
    assert f"({pack}), 2026-11-21" in done.stdout
    assert word in done.stdout


def test_show_knows_only_what_was_known(run):
    early = run("packs", "show", "CN", "--as-of", "2025-10-09").stdout
    late = run("packs", "show", "CN", "--as-of", "2025-10-10").stdout
    assert "cn-2025-county-reuse" not in early
    assert "cn-2025-county-reuse" in late
    assert run("packs", "show", "CN").exit_code == 0


def test_compare_sets_tiers_and_days_side_by_side(run, dossier):
    asked = ("--use-case", "citizen-questions", "--tiers", "regional,county")
    days = ("--dates", "2025-10-09,2025-10-10")
    done = run("packs", "compare", dossier, *asked, *days)
    assert done.exit_code == 0, done.stderr
    assert "| regional, 2025-10-09 |" in done.stdout
    assert "excluded (cn-2025-county-reuse)" in done.stdout
    data = json.loads(run("packs", "compare", dossier, *asked, *days, "--json").stdout)
    assert len(data["columns"]) == 4
    assert data["ways"]["own_machines"][3]["state"] == "excluded"


def test_compare_takes_packs_with_their_own_class_and_tier(run, dossier):
    packs = ("--packs", "CN,EU:personal,CA:protected_b:national")
    folder = dossier.parent / "answers"
    answers = ("--answers", folder / "eu-ai-act.yaml", "--answers", folder / "ca-aia.yaml")
    asked = ("packs", "compare", dossier, "--use-case", "application-review", *packs, *answers)
    done = run(*asked, "--lang", "zh")
    assert done.exit_code == 0, done.stderr
    assert "欧洲联盟" in done.stdout
    data = json.loads(run(*asked, "--json").stdout)
    assert [c["data_class"] for c in data["columns"]][1:] == ["personal", "protected_b"]
    assert data["columns"][1]["instruments"]["eu-ai-act"]["possible"]


def test_compare_needs_no_more_than_a_dossier(run, dossier, written):
    assert run("packs", "compare", dossier).exit_code == 0
    assert run("packs", "compare", written(), "--packs", "GENERIC,EU").exit_code == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--use-case", "nobody"), "use case: expected one of"),
        (("--packs", "ATLANTIS"), "ATLANTIS"),
        (("--packs", "EU:urgent"), "urgent"),
        (("--packs", "CN::village"), "village"),
        (("--tiers", "village"), "tier: expected one of national"),
        (("--classes", "urgent"), "urgent"),
        (("--dates", "soon"), "expected a day"),
        (("--dates", "2000-01-01"), "a model was known"),
        (("--answers", "absent.yaml"), "absent.yaml"),
        (("--classes", "general,core", *MANY), "at most 12, found 16"),
    ],
)
def test_compare_refuses_what_does_not_exist(refused, dossier, words, expected):
    assert expected in refused("packs", "compare", dossier, *words)


def test_unknown_packs_files_and_days_are_refused(refused, tmp_path):
    assert "ATLANTIS" in refused("packs", "show", "ATLANTIS")
    assert "expected a day" in refused("packs", "show", "CN", "--as-of", "soon")
    assert "absent.yaml" in refused("packs", "compare", tmp_path / "absent.yaml")


def test_a_dossier_that_cannot_be_used_is_told_with_its_problems(refused, written):
    path = written(("n_years: 5", "n_years: five"))
    assert "horizon.n_years" in refused("packs", "compare", path)
