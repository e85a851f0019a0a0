"""Instruments: what law and standing rules ask, kept as dated and sourced data."""

from steelyard.instruments.packs import load_pack, pack_ids
from steelyard.instruments.schema import JurisdictionPack, Otherwise, Rule, RuleGate

__all__ = ["JurisdictionPack", "Otherwise", "Rule", "RuleGate", "load_pack", "pack_ids"]
