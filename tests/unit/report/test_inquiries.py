from __future__ import annotations

from steelyard.report.inquiries import KINDS, inquiries_of
from steelyard.report.standing import is_conditional


def test_what_to_find_out_covers_every_conditional_service(study):
    chosen = study.decision.portfolio.chosen.choices
    conditional = {
        name for name, option in chosen.items() if is_conditional(study.decision.of(name), option)
    }
    found = inquiries_of(study, study.decision.portfolio.chosen.choices)
    assert {name for row in found for name in row.use_cases} == conditional
    kinds = [KINDS.index(row.kind) for row in found]
    assert kinds == sorted(kinds)


def test_each_thing_is_asked_once(study):
    found = inquiries_of(study, study.decision.portfolio.chosen.choices)
    assert len({(row.kind, row.name) for row in found}) == len(found)
    for row in found:
        assert len(row.turning) == (len(row.use_cases) if row.kind == "volume" else 0)
        assert (row.todo is not None) == (row.kind in {"gate", "driver"})
