"""On whom an option rests: vendor, jurisdiction, family of base models, maker of the chips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

NOBODY: Final = ""
"""Label where an option rests on nobody in that respect."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """On whom an option rests; empty where on nobody.

    Attributes
    ----------
    vendor
        Who must go on delivering the service; nobody where the weights are held.
    jurisdiction
        Country whose law binds that vendor.
    lineage
        Family of base models, ``own`` where the model is trained from scratch.
    chip_maker
        Maker of the accelerators that the government holds or rents.
    """

    vendor: str = NOBODY
    jurisdiction: str = NOBODY
    lineage: str = NOBODY
    chip_maker: str = NOBODY
