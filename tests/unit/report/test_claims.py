from __future__ import annotations

from steelyard.dossier.voices import ClaimCheck
from steelyard.report.claims import EXAMINATIONS


def test_every_kind_of_claim_has_an_examination():
    assert set(EXAMINATIONS) == set(ClaimCheck)


def test_every_claim_of_the_dossier_is_answered_with_figures(study, report, voice):
    assert [row.claim.id for row in report.claims] == [row.id for row in study.dossier.claims]
    for row in report.claims:
        said = [voice.say(sentence) for sentence in row.finding.sentences]
        assert said
        assert any(any(sign.isdigit() for sign in text) for text in said)
