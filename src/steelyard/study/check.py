"""A dossier checked by every stage that has something to say of it before a study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steelyard.decision.voice_checks import voices_found
from steelyard.dossier import checks

if TYPE_CHECKING:
    from os import PathLike

    from steelyard.dossier.checks import CheckReport


def check_dossier(path: str | PathLike[str]) -> CheckReport:
    """Read a dossier and report all problems, or all findings if there are none.

    Parameters
    ----------
    path
        A YAML file.

    Returns
    -------
    CheckReport
        Of the dossier itself, and of what its stakeholders say about weights; never raises for what
        the file contains.
    """
    return checks.check_dossier(path, also=voices_found)
