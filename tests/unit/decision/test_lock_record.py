"""What was laid down, as the report prints it."""

from __future__ import annotations

from steelyard.decision.lock_record import lock_record

LOCK = {"locked_by": "board", "locked_on": "2025-11-01", "document": "minute 7"}
CHANGE = {
    "what": "weights", "stakeholder": "a", "was": "cost first", "now": "safety first",
    "changed_by": "board", "changed_on": "2025-12-01", "why": {"en": "a mandate"},
}  # fmt: skip


def test_nothing_laid_down_is_said_of_each_part(synthetic):
    found = lock_record(synthetic.dossier())
    assert not found.is_locked
    assert [entry.as_json()["locked_on"] for entry in found.parts] == [None, None, None]
    assert found.changes == ()


def test_changes_stand_by_day_and_say_whether_they_came_later(synthetic):
    earlier = {**CHANGE, "what": "reading", "changed_on": "2025-10-01"}
    loose = {**CHANGE, "what": "anchors", "stakeholder": "", "changed_on": "2025-12-20"}
    locks = {"weights": LOCK, "reading": LOCK, "changes": [loose, CHANGE, earlier]}
    found = lock_record(synthetic.dossier(locks=locks))
    assert not found.is_locked
    assert [change.part for change in found.changes] == ["reading", "weights", "anchors"]
    assert [change.is_after_lock for change in found.changes] == [False, True, False]
    assert [change.part for change in found.later_changes] == ["weights"]
    told = found.as_json()
    assert told["parts"][0] == {"part": "weights", **LOCK}
    assert told["changes"][1]["changed_on"] == "2025-12-01"
    assert told["changes"][1]["why"] == {"en": "a mandate"}


def test_all_three_parts_make_it_locked(synthetic):
    locks = dict.fromkeys(("weights", "anchors", "reading"), LOCK)
    assert lock_record(synthetic.dossier(locks=locks)).is_locked
