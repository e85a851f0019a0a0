"""Stage 1: what a government brings, read and checked.

The public face is ``load_dossier`` and the typed tree below ``Dossier``.
"""

from steelyard.dossier.schema import Dossier

__all__ = ["Dossier"]
