"""``steelyard share``."""

from __future__ import annotations

import json
import re

import pytest

GAME = {"players": ["A", "B"], "cost": {"A": 5, "B": 6, "A,B": 8}}


@pytest.fixture
def game(tmp_path):
    """Return a function that writes a game and answers with its file."""

    def writes(content):
        path = tmp_path / "game.json"
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return path

    return writes


def test_shares_are_printed_as_data(run, game):
    done = run("share", game(GAME), "--json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["shapley"] == found["nucleolus"] == {"A": 3.5, "B": 4.5}
    assert sum(found["proportional"].values()) == pytest.approx(8)
    assert found["in_core"] == {"shapley": True, "nucleolus": True, "proportional": True}
    assert found["core_empty"] is False


def test_shares_are_printed_in_words(run, game):
    path = game(GAME)
    done = run("share", path)
    assert done.exit_code == 0, done.stderr
    assert "Building together saves 3" in done.stdout
    assert "合建节省3" in run("share", path, "--lang", "zh").stdout


def test_the_guide_shows_what_is_printed(run, root, tmp_path):
    guide = (root / "docs" / "guide" / "sharing-costs.md").read_text(encoding="utf-8")
    path = tmp_path / "game.json"
    path.write_text(re.search(r"```json\n(.*?)```", guide, re.S).group(1), encoding="utf-8")
    shown = re.search(r"\$ steelyard share game.json\n(.*?)```", guide, re.S).group(1)
    assert run("share", path).stdout == shown


def test_a_wrong_game_is_refused(refused, game, tmp_path):
    assert 'cost["A,B"]' in refused("share", game({**GAME, "cost": {"A": 5, "B": 6}}))
    assert "'C'" in refused("share", game({**GAME, "use": {"A": 1, "B": 1, "C": 1}}))
    refused("share", tmp_path / "absent.json")
    refused("share", tmp_path)
    names = [f"p{place}" for place in range(16)]
    assert "at most 15" in refused("share", game({"players": names, "cost": {}}), "--json")
    assert "--lang" in refused("share", game(GAME), "--lang", "ko")
