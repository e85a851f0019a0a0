"""What a report calls things: options, use cases, inputs and places by their ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.decision.pathway_class import CLASS_OF, CLASSES, KEEP, class_of
from steelyard.instruments import load_pack

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.dossier.schema import Dossier
    from steelyard.options.model import Appraisal, Option
    from steelyard.report.inputs import Study
    from steelyard.uncertainty import Sample

__all__ = ["CLASSES", "CLASS_OF", "KEEP", "Names", "Text", "class_of", "names_of"]

Text = dict[str, str]
"""A text by language code."""


@dataclass(frozen=True, slots=True)
class Names:
    """Everything that a sentence may name.

    Attributes
    ----------
    currency
        ISO 4217 code.
    options
        Options by id.
    use_cases, scenarios
        Name and scenario of each use case, by its id.
    stakeholders
        Names by id.
    data_classes
        Names of the jurisdiction pack's classes, by label.
    parameters
        Labels of drawn parameters that are no dossier entries, by id, in English.
    """

    currency: str
    options: Mapping[str, Option]
    use_cases: Mapping[str, Text]
    scenarios: Mapping[str, Text]
    stakeholders: Mapping[str, Text]
    data_classes: Mapping[str, Text]
    parameters: Mapping[str, str]


def names_of(study: Study) -> Names:
    """Collect the names of a study.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Names
        By id.
    """
    return names_in(study.dossier, study.appraisal, study.sample)


def names_in(dossier: Dossier, appraisal: Appraisal, sample: Sample) -> Names:
    """Collect the names of a dossier and its appraisal.

    Parameters
    ----------
    dossier, appraisal, sample
        As the stages returned them.

    Returns
    -------
    Names
        By id.
    """
    pack = load_pack(dossier.jurisdiction.pack)
    return Names(
        currency=dossier.money.currency,
        options={option.id: option for entry in appraisal.use_cases for option in entry.options},
        use_cases={entry.id: dict(entry.name) for entry in dossier.use_cases},
        scenarios={entry.id: dict(entry.scenario) for entry in dossier.use_cases},
        stakeholders={entry.id: dict(entry.name) for entry in dossier.stakeholders},
        data_classes={entry.label: dict(entry.name) for entry in pack.data_classes},
        parameters={name: found.label for name, found in sorted(sample.known.items())},
    )
