"""Quantile statements, the families they stand for, and seeded draws common to all options."""

from steelyard.uncertainty.blocks import map_blocks
from steelyard.uncertainty.draws import Parameter, Sample, draw, median_sample
from steelyard.uncertainty.statements import Family, Statement
from steelyard.uncertainty.summary import Spread, summarise

__all__ = [
    "Family",
    "Parameter",
    "Sample",
    "Spread",
    "Statement",
    "draw",
    "map_blocks",
    "median_sample",
    "summarise",
]
