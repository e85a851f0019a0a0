"""What the leading option stands on, and rules that are announced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from steelyard.decision.trigger import TriggerKind
from steelyard.dossier.loader import load_dossier
from steelyard.instruments import load_pack

SMALL_FIRST = ("api:a", "licence:c")


def of_kind(triggers, kind, use_case="small"):
    return [one for one in triggers if one.kind is kind and one.use_case == use_case]


def test_today_stands_on_nothing(triggered, synthetic):
    _, decision, found, _ = triggered(twist=synthetic.Twist(benefit=0.0))
    assert decision.of("small").leading == "do_minimum"
    for kind in (TriggerKind.OPTION, TriggerKind.GATE, TriggerKind.OFFER):
        assert not of_kind(found, kind)
    (trial,) = of_kind(found, TriggerKind.EVIDENCE)
    assert trial.what == "evidence:"


def test_once_something_was_tried_today_waits_for_no_trial(triggered, synthetic):
    trial = {
        "use_case": "small", "model": "a", "n_items": 50, "n_accepted": 4, "date": "2025-12-01",
        "source": "report",
    }  # fmt: skip
    _, _, found, _ = triggered(twist=synthetic.Twist(benefit=0.0), evidence=[trial])
    assert not of_kind(found, TriggerKind.EVIDENCE)


def test_an_open_gate_is_asked_soon_and_names_what_else_is_there(triggered, synthetic):
    study, decision, found, _ = triggered(twist=synthetic.Twist(unknown_gate=("open:d", "edge:f")))
    (gate,) = of_kind(found, TriggerKind.GATE, "large")
    assert (gate.what, gate.option) == ("gate:licence", decision.of("large").leading)
    assert gate.then not in {"open:d", "edge:f"}
    assert gate.review_on == date(2026, 4, 1)
    assert study.dossier.as_of == date(2026, 1, 1)


def test_without_a_benefit_somebody_must_state_one(triggered, synthetic):
    cases = [synthetic.use_case("small", synthetic.spread(2e3, 1e4, 5e4), benefit=None)]
    _, _, found, _ = triggered(use_cases=cases)
    assert len(of_kind(found, TriggerKind.BENEFIT)) == 1


def test_a_trial_once_made_is_not_asked_for_again(triggered):
    trial = {
        "use_case": "large", "model": "d", "n_items": 50, "n_accepted": 40, "date": "2025-12-01",
        "source": "report",
    }  # fmt: skip
    _, _, before, _ = triggered()
    _, _, after, _ = triggered(evidence=[trial])
    assert len(of_kind(before, TriggerKind.EVIDENCE, "large")) == 1
    assert not of_kind(after, TriggerKind.EVIDENCE, "large")


def test_the_offer_behind_the_leading_option_ends(triggered, synthetic, monkeypatch):
    offer = {
        "id": "letter", "supplier": "s", "supplier_country": "XX", "pathway": "api", "model": "d",
        "hosting": "own_data_centre", "valid_until": "2026-03-31", "source": "letter",
    }  # fmt: skip
    plain = synthetic.options
    monkeypatch.setattr(
        synthetic,
        "options",
        lambda: tuple(
            replace(option, offer="letter") if option.id == "open:d" else option
            for option in plain()
        ),
    )
    other = {**offer, "id": "another"}
    _, _, found, _ = triggered(offers=[offer, other])
    (ends,) = of_kind(found, TriggerKind.OFFER, "large")
    assert (ends.what, ends.value) == ("offer:letter", "2026-04-01")
    assert ends.review_on == date(2026, 4, 1)
    assert ends.then != "open:d"
    assert not of_kind(found, TriggerKind.OFFER)


@pytest.mark.parametrize(
    ("pack", "on", "what"),
    [
        ("EU", date(2026, 8, 1), "rule:EU/eu-ai-oversight"),
        ("CN", date(2024, 5, 23), "instrument:CN/cn-gbt-43697"),
    ],
)
def test_what_is_announced_has_a_day(triggered, synthetic, pack, on, what):
    found_in = load_pack(pack)
    label = found_in.labels[0]
    cases = [synthetic.use_case("small", synthetic.spread(2e3, 1e4, 5e4), data_class=label)]
    _, _, found, _ = triggered(pack=found_in, as_of=on.isoformat(), use_cases=cases)
    dated = {
        trigger.what: trigger for trigger in of_kind(found, TriggerKind(what.partition(":")[0]))
    }
    assert what in dated
    assert date.fromisoformat(dated[what].value) > on
    assert dated[what].review_on.isoformat() == dated[what].value
    assert {"text_en", "text_zh"} <= set(dated[what].when.values)


def test_the_shipped_case_knows_what_was_announced(root):
    dossier = load_dossier(root / "examples" / "guangxi-2024" / "dossier.yaml")
    pack = load_pack(dossier.jurisdiction.pack)
    known = [entry for entry in pack.instruments if entry.instrument == "cn-gbt-43697"]
    assert known[0].effective_from > dossier.as_of
