"""What a stored decision calls things, for sentences about decisions whose studies are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steelyard.instruments import load_pack
from steelyard.options.model import (
    Adaptation,
    DeliveryVehicle,
    Hosting,
    Option,
    Pathway,
    Pricing,
)
from steelyard.report.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from steelyard.dossier.schema import Dossier


def names_of_decisions(
    decisions: Iterable[Mapping[str, Any]], dossier: Dossier, labels: Mapping[str, str]
) -> Names:
    """Return the names of stored decisions.

    Parameters
    ----------
    decisions
        Contents of ``decision.json``, the newest last.
    dossier
        The newest dossier: names of use cases and stakeholders.
    labels
        Labels of inputs that are no dossier entries, by parameter id.

    Returns
    -------
    Names
        Use cases that the dossier no longer has are called by their id.
    """
    cases = [case for decision in decisions for case in decision["use_cases"]]
    pack = load_pack(dossier.jurisdiction.pack)
    here = {entry.id: dict(entry.name) for entry in dossier.use_cases}
    return Names(
        currency=dossier.money.currency,
        options={row["id"]: option_of(row) for case in cases for row in case["options"]},
        use_cases={str(case["id"]): {"en": str(case["id"])} for case in cases} | here,
        scenarios={entry.id: dict(entry.scenario) for entry in dossier.use_cases},
        stakeholders={entry.id: dict(entry.name) for entry in dossier.stakeholders},
        data_classes={entry.label: dict(entry.name) for entry in pack.data_classes},
        parameters=labels,
    )


def names_without_dossier(decisions: Iterable[Mapping[str, Any]]) -> Names:
    """Return the names of stored decisions whose dossiers are not at hand.

    Parameters
    ----------
    decisions
        Contents of ``decision.json``, the newest last.

    Returns
    -------
    Names
        Use cases are called by their id; an option that is not described is left out.
    """
    known = list(decisions)
    cases = [case for decision in known for case in decision["use_cases"]]
    options = {}
    for row in (row for case in cases for row in case["options"]):
        try:
            options[str(row["id"])] = option_of(row)
        except (KeyError, ValueError):
            continue
    return Names(
        currency=str(known[-1].get("currency", "")),
        options=options,
        use_cases={str(case["id"]): {"en": str(case["id"])} for case in cases},
        scenarios={},
        stakeholders={},
        data_classes={},
        parameters={},
    )


def option_of(row: Mapping[str, Any]) -> Option:
    """Return an option as a stored decision describes it.

    Parameters
    ----------
    row
        Entry of ``options``.

    Returns
    -------
    Option
        Enough to name it: how it is priced, and on which machines, is not stored.
    """
    hosting, place = row.get("hosting"), row.get("generation_location")
    adaptation = row.get("adaptation")
    return Option(
        id=str(row["id"]),
        pathways=tuple(Pathway(name) for name in row["pathways"]),
        vehicle=DeliveryVehicle(row["vehicle"]),
        pricing=Pricing.NOTHING,
        model=str(row.get("model", "")),
        hosting=None if hosting is None else Hosting(hosting),
        generation_location=None if place is None else Hosting(place),
        adaptation=None if adaptation is None else Adaptation(adaptation),
    )
