"""What no draw moves is found once."""

from __future__ import annotations

from steelyard.instruments import load_pack
from steelyard.options.generate import generate_options
from steelyard.options.screened import Screened


def test_the_same_answer_is_the_same_object(ministry, facts_of, need_of):
    dossier, facts = ministry(), facts_of("2024-05-23")
    need, _ = need_of(dossier)
    screened = Screened(dossier, facts, load_pack("CN"))
    api = generate_options(dossier, facts)[1]
    assert screened.traits(api) is screened.traits(api)
    assert screened.gates(api, need) is screened.gates(api, need)
    assert {gate.gate for gate in screened.gates(api, need)} >= {"residency"}
