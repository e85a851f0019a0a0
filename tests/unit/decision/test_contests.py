"""The short lists of a dossier, with what must stay on them."""

from __future__ import annotations

import pytest

from steelyard.decision.contests import contests_in, frame_in
from steelyard.errors import DossierError


def test_every_use_case_has_its_list(synthetic):
    study = synthetic.study()
    frame = frame_in(study.dossier, study.sample)
    found = contests_in(frame, study.needs, study.appraisal)
    assert [entry.appraisal.use_case for entry in found] == ["small", "large"]


def test_what_is_to_stay_stays(synthetic):
    study = synthetic.study()
    frame = frame_in(study.dossier, study.sample)
    plain = contests_in(frame, study.needs, study.appraisal)
    missing = {"api:b", "edge:f"} - set(plain[0].ids)
    assert missing
    kept = contests_in(
        frame, study.needs, study.appraisal, kept={"small": frozenset(missing | {"own:e"})}
    )
    assert set(kept[0].ids) == set(plain[0].ids) | missing
    assert "own:e" not in kept[0].ids, "what is excluded cannot be kept"
    assert kept[1].ids == plain[1].ids


def test_a_floor_that_cannot_be_is_refused(synthetic):
    floor = {
        "id": "f", "criterion": "no_such", "at_least": 1, "reason": {"en": "x"}, "source": "y",
    }  # fmt: skip
    study = synthetic.study(portfolio={"floors": [floor]})
    with pytest.raises(DossierError, match="no_such"):
        frame_in(study.dossier, study.sample)
