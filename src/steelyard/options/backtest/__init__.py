"""Predictions set beside published figures that were not used to make them."""

from steelyard.options.backtest.claims import ClaimExamination, examine_claim_7b
from steelyard.options.backtest.energy import EnergyBacktest, backtest_energy
from steelyard.options.backtest.training import TrainingBacktest, backtest_training

__all__ = [
    "ClaimExamination",
    "EnergyBacktest",
    "TrainingBacktest",
    "backtest_energy",
    "backtest_training",
    "examine_claim_7b",
]
