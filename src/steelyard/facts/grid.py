"""Grid carbon and water of every country, from the data that the ecologits package carries.

Only the electricity mixes are read; the package's energy-per-token model is not used, and the
package itself is not imported.
"""

from __future__ import annotations

import json
from importlib.metadata import distribution, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from babel.core import get_global

from steelyard.facts.schema import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE: Final = "ecologits"
SOURCE: Final = "ecologits-2026"
MIXES: Final = "ecologits/data/electricity_mixes.json"
KNOWN_FROM: Final = "2026-11-21"
"""Day on which the package was read; an earlier study falls back on dated rows."""
VALID_FROM: Final = "2020-01-01"
"""The package states no year; any dated row is preferred."""
REVIEW_BY: Final = "2027-11-21"

DIFFERENCE: Final = {
    "FR": 1.37, "SE": 1.17, "NO": 1.07, "GB": 1.10, "DE": 1.15, "PL": 1.12, "US": 1.05,
    "BR": 1.12, "CN": 1.11, "IN": 1.06, "JP": 1.05, "SG": 1.06, "AE": 1.20, "SA": 1.05,
    "ZA": 1.05, "KE": 1.36, "NG": 1.15, "ID": 1.05, "WLD": 1.05,
}  # fmt: skip
"""Ratio of two public sets (ecologits 0.11.3, codecarbon 3.3.2) by country, at least 1.05. [1]"""
DIFFERENCE_CLEAN: Final = 1.37
DIFFERENCE_OTHER: Final = 1.20
CLEAN_KG: Final = 0.1
"""Below this intensity the two sets differ most. [kgCO2e/kWh]"""
WATER_RATIO: Final = 2.0
"""Band around a country's water use; method and year are not stated. [1]"""
WORLD_WATER_RATIO: Final = 3.0
WORLD_DEFAULT: Final = "electricity-mix-wue-world"


def package_version() -> str:
    """Return the version of the package whose data is read.

    Returns
    -------
    str
        As ``0.11.3``.
    """
    return version(PACKAGE)


def place_of(zone: str) -> str | None:
    """Return our code of a zone.

    Parameters
    ----------
    zone
        ISO 3166-1 code of three letters, or ``WOR``.

    Returns
    -------
    str | None
        Two letters, ``WLD`` for the world, nothing for a zone without one code.

    Examples
    --------
    >>> place_of("CHN"), place_of("WOR"), place_of("EEE")
    ('CN', 'WLD', None)
    """
    if zone == "WOR":
        return EVERYWHERE
    codes = get_global("territory_aliases").get(zone, ())
    return codes[0] if len(codes) == 1 else None


def raw_rows() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield fact rows of carbon and water, as a table would hold them.

    Yields
    ------
    tuple[str, dict[str, Any]]
        Place in the package, fields of a ``FactRow``. A figure of 0 is a gap in the package, not
        a grid without emissions, and gives no row.
    """
    mixes = Path(str(distribution(PACKAGE).locate_file(MIXES)))
    content = json.loads(mixes.read_text(encoding="utf-8"))
    for mix in content["electricity_mixes"]:
        place = place_of(mix["name"])
        if place is None:
            continue
        where = f"{PACKAGE} {mix['name']}"
        if mix["gwp"] > 0:
            carbon = {"parameter": "carbon-intensity", "unit": "kgCO2e/kWh"}
            yield where, _row(mix, place, **carbon, value=mix["gwp"], ratio=_spread(mix))
        if mix["wue"] > 0 and WORLD_DEFAULT not in (mix["warnings"] or ()):
            ratio = WORLD_WATER_RATIO if place == EVERYWHERE else WATER_RATIO
            water = {"parameter": "water-per-energy", "unit": "L/kWh"}
            yield where, _row(mix, place, **water, value=mix["wue"], ratio=ratio)


def _spread(mix: dict[str, Any]) -> float:
    other = DIFFERENCE_CLEAN if mix["gwp"] < CLEAN_KG else DIFFERENCE_OTHER
    return DIFFERENCE.get(place_of(mix["name"]) or "", other)


def _row(
    mix: dict[str, Any], place: str, *, parameter: str, unit: str, value: float, ratio: float
) -> dict[str, Any]:
    return {
        "id": f"grid.ecologits.{place.lower()}.{parameter}",
        "entity": "grid",
        "parameter": parameter,
        "p05": value / ratio,
        "p50": value,
        "p95": value * ratio,
        "family": "lognormal",
        "unit": unit,
        "place": place,
        "valid_from": VALID_FROM,
        "known_from": KNOWN_FROM,
        "review_by": REVIEW_BY,
        "pedigree": "derived",
        "source": SOURCE,
        "locator": f"{PACKAGE} {package_version()}, electricity_mixes.json, {mix['name']}",
        "note": f"band x/ {ratio:.2f}: how far public sets differ; year of the mix not stated",
    }
