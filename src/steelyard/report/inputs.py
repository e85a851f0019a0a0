"""What a report is made of: every stage result of a study, and how it came about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from steelyard.decision.effort import Effort
    from steelyard.decision.model import Decision
    from steelyard.dossier.schema import Dossier
    from steelyard.facts.book import FactReader
    from steelyard.needs.model import Needs
    from steelyard.options.model import Appraisal
    from steelyard.uncertainty import Sample


@dataclass(frozen=True, slots=True)
class Manifest:
    """How a study came about; the same manifest gives the same bytes. No clock in it.

    Attributes
    ----------
    steelyard
        Version of the program.
    facts_edition
        Calendar edition of the shipped facts.
    packages
        Versions of packages whose data or arithmetic enter the result.
    schema_version
        Version of the dossier format.
    dossier_digest
        SHA-256 of the dossier file.
    as_of
        Date of the study.
    n_draws, seed
        Of the sample. [1]
    effort
        How deep the study looked behind its verdicts.
    inputs
        Quantiles, unit and status of every uncertain input that was drawn, by parameter id.
    """

    steelyard: str
    facts_edition: str
    packages: Mapping[str, str]
    schema_version: int
    dossier_digest: str
    as_of: date
    n_draws: int
    seed: int
    effort: Effort
    inputs: Mapping[str, Mapping[str, object]]

    def as_json(self) -> dict[str, object]:
        """Return the manifest as plain data.

        Returns
        -------
        dict
            As it stands in ``decision.json``.
        """
        return {
            "steelyard": self.steelyard,
            "facts_edition": self.facts_edition,
            "packages": dict(self.packages),
            "schema_version": self.schema_version,
            "dossier_digest": self.dossier_digest,
            "as_of": self.as_of.isoformat(),
            "draws": self.n_draws,
            "seed": self.seed,
            "effort": self.effort.value,
            "inputs": {name: dict(entry) for name, entry in self.inputs.items()},
        }


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """Every stage result of one study.

    Attributes
    ----------
    dossier
        What the government brought.
    facts
        The fact book with its record of what was read.
    sample
        Draws common to all options.
    needs
        Workload, benefit, capacity.
    appraisal
        Options gated, priced and measured, in every draw.
    median
        The same with every input at its median: one draw, in which cost lines add up.
    decision
        Verdicts and what supports them.
    manifest
        How it came about.
    """

    dossier: Dossier
    facts: FactReader
    sample: Sample
    needs: Needs
    appraisal: Appraisal
    median: Appraisal
    decision: Decision
    manifest: Manifest
