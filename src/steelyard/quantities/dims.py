"""Names of the axes on which every table of a study is labelled."""

from __future__ import annotations

from typing import Final

USE_CASE: Final = "use_case"
OPTION: Final = "option"
CRITERION: Final = "criterion"
YEAR: Final = "year"
ROLE: Final = "role"
SCENARIO: Final = "scenario"
DRAW: Final = "draw"
"""The axis of random draws: always the last one in memory, never labelled."""
