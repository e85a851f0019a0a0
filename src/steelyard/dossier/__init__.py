"""Stage 1: what a government brings, read and checked.

The public face is ``load_dossier`` and the typed tree below ``Dossier``.
"""

from steelyard.dossier.checks import CheckReport, Finding, check_dossier
from steelyard.dossier.loader import load_dossier
from steelyard.dossier.migrate import dossier_json_schema
from steelyard.dossier.parameters import parameter_of, parameters_of, quantities_of
from steelyard.dossier.schema import Dossier

__all__ = [
    "CheckReport",
    "Dossier",
    "Finding",
    "check_dossier",
    "dossier_json_schema",
    "load_dossier",
    "parameter_of",
    "parameters_of",
    "quantities_of",
]
