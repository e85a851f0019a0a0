"""What it is worth to find out, from any table of draws: the engine without a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from steelyard.decision.draws_file import read_draws
from steelyard.decision.information.perfect_information import (
    Worth,
    WorthOfEach,
    evpi,
    evppi,
    wrong_share_now,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True, eq=False)
class InformationResult:
    """What knowing everything, and each parameter alone, is worth before choosing.

    Attributes
    ----------
    options, parameters
        Their names, in the order of the table.
    best
        Option that is best on average; of equal ones the first.
    n_draws
        Draws of the table. [1]
    everything
        Expected value of perfect information. [unit of the net benefits]
    each
        Expected value of perfect information on each parameter alone. [unit of the net benefits]
    wrong_share
        Share of draws in which the option that is best on average is not the best. [1]
    notes
        What the table left open and how it was read.
    """

    options: tuple[str, ...]
    parameters: tuple[str, ...]
    best: str
    n_draws: int
    everything: Worth
    each: WorthOfEach
    wrong_share: float
    notes: tuple[str, ...]

    def of(self, parameter: str) -> Worth:
        """Return the worth of one parameter.

        Parameters
        ----------
        parameter
            Its name.

        Returns
        -------
        Worth
            With its standard error.
        """
        return self.each.of(self.parameters.index(parameter))

    def as_json(self) -> dict[str, Any]:
        """Return the result for ``--json``.

        Returns
        -------
        dict
            ``evpi``, ``evppi`` by parameter, 0 where it cannot be told apart from it, and
            ``standard_errors`` of both; beside them ``evppi_estimates`` before that floor,
            ``not_distinguishable`` and the probability of choosing wrongly.
        """
        worths = {name: self.of(name) for name in self.parameters}
        wrong = zip(self.parameters, self.each.wrong_shares, strict=True)
        return {
            "options": list(self.options),
            "best": self.best,
            "draws": self.n_draws,
            "evpi": self.everything.estimate,
            "evppi": {name: worth.floored for name, worth in worths.items()},
            "evppi_estimates": {name: worth.estimate for name, worth in worths.items()},
            "standard_errors": {
                "evpi": self.everything.standard_error,
                "evppi": {name: worth.standard_error for name, worth in worths.items()},
            },
            "not_distinguishable": [
                name for name, worth in worths.items() if not worth.is_distinguishable
            ],
            "wrong_choice": {
                "now": self.wrong_share,
                "knowing": {name: float(share) for name, share in wrong},
            },
            "notes": list(self.notes),
        }


def information_table(table: Path | str, options: Sequence[str]) -> InformationResult:
    """Return what it is worth to find out, from a CSV table of draws.

    Parameters
    ----------
    table
        File, or the text of one: a row a draw; every column that is no option is a parameter.
    options
        Columns that hold the net benefit of each option, more being better.

    Returns
    -------
    InformationResult
        From the draws of the table alone, without evaluating anything again.

    Notes
    -----
    ``docs/method/information.md``. Raises ``DossierError`` with every problem of the table, each
    with its row and column.
    """
    read = read_draws(table, options)
    leading = int(read.utilities.mean(axis=1).argmax())
    return InformationResult(
        options=read.options,
        parameters=read.parameters,
        best=read.options[leading],
        n_draws=read.utilities.shape[1],
        everything=evpi(utilities=read.utilities),
        each=evppi(parameters=read.draws, utilities=read.utilities),
        wrong_share=wrong_share_now(utilities=read.utilities),
        notes=read.notes,
    )
