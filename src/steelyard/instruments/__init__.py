"""Instruments: what law and standing rules ask, kept as dated and sourced data."""

from steelyard.instruments.answers import answer_problems, with_others
from steelyard.instruments.evaluate import Evaluation, evaluate, floors_of
from steelyard.instruments.instrument import Instrument, Obligation, Status, Subject, Use
from steelyard.instruments.json_form import evaluation_json
from steelyard.instruments.library import instrument_ids, load_instrument, open_instrument
from steelyard.instruments.outcome import Award, Counts, Ends, LevelRange, Outcome
from steelyard.instruments.packs import load_pack, pack_ids
from steelyard.instruments.questions import AnswerValue, Given, Question
from steelyard.instruments.rules import Assessed, Otherwise, Rule, RuleGate
from steelyard.instruments.schema import AppliedInstrument, JurisdictionPack
from steelyard.instruments.standing import UNKNOWN

__all__ = [
    "UNKNOWN",
    "AnswerValue",
    "AppliedInstrument",
    "Assessed",
    "Award",
    "Counts",
    "Ends",
    "Evaluation",
    "Given",
    "Instrument",
    "JurisdictionPack",
    "LevelRange",
    "Obligation",
    "Otherwise",
    "Outcome",
    "Question",
    "Rule",
    "RuleGate",
    "Status",
    "Subject",
    "Use",
    "answer_problems",
    "evaluate",
    "evaluation_json",
    "floors_of",
    "instrument_ids",
    "load_instrument",
    "load_pack",
    "open_instrument",
    "pack_ids",
    "with_others",
]
