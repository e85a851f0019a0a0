"""Every sentence that gates and levels ask for stands in both catalogues."""

import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from ruamel.yaml import YAML

from steelyard.instruments import load_pack
from steelyard.options.evidence import acceptance_probability, language_coverage
from steelyard.options.gate_case import GateCase
from steelyard.options.generate import generate_options
from steelyard.options.levels import level_criteria
from steelyard.options.screen import categorical_gates
from steelyard.options.traits import Replaced, Upkeep, traits_of

LOCALE = Path(__file__).resolve().parents[3] / "src/steelyard/report/locale"
SOURCE = Path(__file__).resolve().parents[3] / "src/steelyard/options"


@cache
def catalogue(language):
    found = {}
    for name in ("gates", "levels"):
        text = (LOCALE / f"{name}.{language}.yaml").read_text(encoding="utf-8")
        found |= YAML(typ="safe", pure=True).load(text)
    return found


def spoken(message, language):
    return catalogue(language)[message.key].format(**message.values)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("data_class", ["general", "core", "state_secret"])
def test_every_message_can_be_said(ministry, facts_of, need_of, language, data_class):
    rule = {
        "id": "r",
        "kind": "bar_hosting",
        "values": ["air_gapped"],
        "reason": {"en": "why"},
        "source": "s",
    }
    dossier = ministry({"data_class": data_class, "serves_public": True}, own_rules=[rule])
    facts, pack = facts_of("2026-11-21"), load_pack("CN")
    need, sample = need_of(dossier, n=2)
    for option in generate_options(dossier, facts):
        traits = traits_of(option, dossier, facts)
        for gate in categorical_gates(GateCase(option, traits, need, dossier, facts, pack)):
            assert all(spoken(m, language) for m in (gate.rule, gate.margin, gate.remedy))
        cells = level_criteria(option, traits, need, dossier, facts, sample)
        for fill in (acceptance_probability, language_coverage):
            cells[fill.__name__] = fill(option, traits, need, dossier, facts, sample)
        assert all(spoken(judged.rationale, language) for _, judged in cells.values())


def test_both_catalogues_say_the_same_things_of_the_same_values():
    english, chinese = catalogue("en"), catalogue("zh")
    assert english.keys() == chinese.keys()
    for key, text in english.items():
        names = {
            frozenset(
                re.sub("_(en|zh)$", "", str(name))
                for _, name, *_ in Formatter().parse(sentence)
                if name
            )
            for sentence in (text, chinese[key])
        }
        assert len(names) == 1, key


def test_keys_written_in_the_rules_are_all_in_the_catalogue():
    keys = catalogue("en").keys()
    body = (SOURCE / "level_rules.py").read_text(encoding="utf-8")
    for function in re.split(r"\ndef ", body):
        name = function.split("(", 1)[0]
        if f"level.{name}.unknown" in keys or name == "assurance":
            for rule in re.findall(r'Level\([^"]*"(\w+)"\)', function):
                assert f"level.{name}.{rule}" in keys, (name, rule)
    assert all(f"level.continuity.{kind}" in keys for kind in Replaced)
    assert all(f"level.stay_current.{kind}" in keys for kind in Upkeep)
