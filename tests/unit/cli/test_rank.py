"""``steelyard rank``."""

from __future__ import annotations

import json

import pytest

TABLE = """name,cost,quality
#direction,min,max
#weight,2,1
a,10,0.9
b,5,0.5
c,8,0.8
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.mark.parametrize("method", ["additive", "topsis", "promethee2", "smaa"])
def test_every_method_ranks(method, run, table):
    done = run("rank", table, "--method", method, "--draws", 200, "--json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["alternatives"] == ["a", "b", "c"]
    assert sorted(found["ranks"])[0] == 1
    wanted = {"rank_acceptability", "central_weights", "confidence_factors"}
    assert (wanted <= set(found)) == (method == "smaa")
    told = run("rank", table, "--method", method, "--draws", 200)
    assert told.exit_code == 0
    first = found["alternatives"][found["ranks"].index(1)]
    assert told.stdout.splitlines()[1].split()[:2] == ["1", first]
    assert ("of 100" in told.stdout) == (method == "smaa")


def test_what_the_table_leaves_open_is_said(run, table):
    assert "note:" in run("rank", table).stderr


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (None, "absent"),
        ("", "header row"),
        ("name,cost\n", "alternative"),
        ("name,cost\na,dear\nb,2\n", "dear"),
        ("name,cost\na,1\na,2\n", "a"),
        ("name,cost\na,1,3\nb,2\n", "row"),
        ("name,cost\n#direction,sideways\na,1\nb,2\n", "sideways"),
        ("name,cost\n#weight,-1\na,1\nb,2\n", "weight"),
        ("name,cost\na,nan\nb,2\n", "nan"),
        ("\x00\x01", "criterion"),
        (b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_a_wrong_table_is_refused(content, word, refused, tmp_path):
    path = tmp_path / "absent.csv"
    if content is not None:
        path = tmp_path / "table.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    assert word in refused("rank", path)


def test_values_must_be_values(refused, table):
    assert "0" in refused("rank", table, "--values")


def test_an_unknown_method_and_a_folder_are_refused(refused, table, tmp_path):
    assert "--method" in refused("rank", table, "--method", "ahp")
    refused("rank", tmp_path)
    assert "--seed" in refused("rank", table, "--seed", -1)
