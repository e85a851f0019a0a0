"""What the paper for several who could build together is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.decision.json_form import number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from steelyard.decision.horizon.together_result import TogetherResult
    from steelyard.dossier.consortium import Consortium
    from steelyard.report.names import Names


@dataclass(frozen=True, slots=True)
class TogetherManifest:
    """How a study of several came about; the same manifest gives the same bytes.

    Attributes
    ----------
    steelyard, facts_edition, packages
        Versions.
    digests
        SHA-256 of the consortium file and of each dossier, by name.
    as_of
        Date of the study.
    n_draws, n_plan_draws
        Draws of each appraisal, and of the plans. [1]
    seed
        Of both.
    """

    steelyard: str
    facts_edition: str
    packages: Mapping[str, str]
    digests: Mapping[str, str]
    as_of: date
    n_draws: int
    n_plan_draws: int
    seed: int

    def as_json(self) -> dict[str, object]:
        """Return the manifest as plain data.

        Returns
        -------
        dict
            As it stands in ``together.json``.
        """
        return {
            "steelyard": self.steelyard,
            "facts_edition": self.facts_edition,
            "packages": dict(self.packages),
            "digests": dict(self.digests),
            "as_of": self.as_of.isoformat(),
            "draws": self.n_draws,
            "plan_draws": self.n_plan_draws,
            "seed": self.seed,
        }


@dataclass(frozen=True, slots=True, eq=False)
class Together:
    """What a study of several found.

    Attributes
    ----------
    consortium
        Members and forms of governance.
    currency, price_year
        What amounts are in.
    discount_rate
        Middle of the real rate. [1/year]
    is_illustration
        Whether some member's weights are unsigned.
    result
        What was found.
    names
        What each member's dossier calls things, by member.
    manifest
        How it came about.
    """

    consortium: Consortium
    currency: str
    price_year: int
    discount_rate: float
    is_illustration: bool
    result: TogetherResult
    names: Mapping[str, Names]
    manifest: TogetherManifest

    def as_json(self) -> dict[str, object]:
        """Return the study as plain data.

        Returns
        -------
        dict
            Head, result and manifest.
        """
        return {
            "id": self.consortium.id,
            "title": dict(self.consortium.title),
            "currency": self.currency,
            "price_year": self.price_year,
            "discount_rate": number(self.discount_rate),
            "is_illustration": self.is_illustration,
            "shared_kinds": [kind.value for kind in self.consortium.shared_kinds],
            **self.result.as_json(),
            "manifest": self.manifest.as_json(),
        }
