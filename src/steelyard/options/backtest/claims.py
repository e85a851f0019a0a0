"""A published rule of thumb put to the test: a 7B model in 30 days needs over 2,000 accelerators.

The Guangxi paper gives no number of tokens and counts in ``tai``, which may mean cards or servers.
So the question is turned round: for how many tokens, on which chip, is it true?
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from steelyard.options.estimate_training import TAIL, calibrate_training, simulate_training
from steelyard.options.physics.training import (
    FLOP_PER_PARAMETER_TOKEN,
    TrainingKind,
    productive_share,
)
from steelyard.options.training_draws import WORLD
from steelyard.options.training_request import TrainingRequest
from steelyard.options.training_rows import SCORED_TIERS
from steelyard.quantities.units import (
    BILLION,
    HOURS_PER_DAY,
    SECONDS_PER_DAY,
    THOUSAND,
    convert,
)
from steelyard.uncertainty import Sample, Spread, summarise
from steelyard.uncertainty.summary import significant

if TYPE_CHECKING:
    from steelyard.facts.book import FactBook
    from steelyard.options.training_calibration import UtilisationFit
    from steelyard.quantities.arrays import FloatArray

PARAMS_B: Final = 7.0
DAYS: Final = 30.0
CLAIMED: Final = 2000
CARDS_PER_SERVER: Final = 8
READINGS: Final = {"cards": 1, "servers": CARDS_PER_SERVER}
CHIPS: Final = (
    "A100-SXM4-80GB",
    "H800-SXM-80GB",
    "H100-SXM-80GB",
    "Ascend-910B",
    "H20-96GB",
)
"""What a Chinese region could have had or hoped for in 2024, and the chip of most records."""
TOKENS_B: Final = (140.0, 1000.0, 2000.0, 4000.0, 8000.0, 15000.0)
"""Twenty tokens a parameter, then what published models of this size have used."""
TYPICAL_TOKENS_B: Final = 2000.0
"""What national 7B models of 2023 and 2024 have used."""
LIKE_7B: Final = (6.0, 9.0)
"""Total parameters of the published runs set beside the claim. [billion]"""
N_DRAWS: Final = 4000
SEED: Final = 1


@dataclass(frozen=True, slots=True)
class ClaimCell:
    """What one chip and one number of tokens need.

    Attributes
    ----------
    hardware, tokens_b
        Which case.
    accelerators
        Cards to reserve for the stated days, spares included; None where stops outrun progress
        at any width in one draw of twenty or more. [1]
    probability
        That the claim is true, by reading. [1]
    """

    hardware: str
    tokens_b: float
    accelerators: Spread | None
    probability: dict[str, float]


@dataclass(frozen=True, slots=True)
class ClaimThreshold:
    """The tokens from which the claim is true on one chip.

    Attributes
    ----------
    hardware, reading
        Which chip; cards or servers.
    tokens_b
        Smallest number of tokens that needs as many. [Gtoken]
    """

    hardware: str
    reading: str
    tokens_b: Spread


@dataclass(frozen=True, slots=True)
class PublishedSevenB:
    """A published run of about this size, brought to the stated days.

    Attributes
    ----------
    run, hardware, tokens_b
        Which run.
    accelerators
        Its accelerator-hours over the stated days. [1]
    """

    run: str
    hardware: str
    tokens_b: float
    accelerators: float


@dataclass(frozen=True, slots=True)
class ClaimExamination:
    """The claim, case by case.

    Attributes
    ----------
    cells
        Every chip and number of tokens.
    thresholds
        Tokens from which it is true, by chip and reading.
    published
        Published runs of about this size.
    """

    cells: tuple[ClaimCell, ...]
    thresholds: tuple[ClaimThreshold, ...]
    published: tuple[PublishedSevenB, ...]

    def threshold(self, hardware: str, reading: str) -> Spread:
        """Return the tokens from which the claim is true.

        Parameters
        ----------
        hardware
            Accelerator id.
        reading
            ``cards`` or ``servers``.

        Returns
        -------
        Spread
            Tokens. [Gtoken]
        """
        return next(
            found.tokens_b
            for found in self.thresholds
            if (found.hardware, found.reading) == (hardware, reading)
        )

    @property
    def sentence(self) -> str:
        """The finding in plain words."""
        first, second = CHIPS[0], CHIPS[1]
        needed = self._needed(first, TYPICAL_TOKENS_B)
        as_cards = [self.threshold(chip, "cards") for chip in (first, second)]
        as_servers = self.threshold(first, "servers")
        most = max(self.published, key=lambda row: row.accelerators)
        return (
            f"The paper states no number of tokens, and without it the figure cannot be judged. "
            f"For {TYPICAL_TOKENS_B / THOUSAND:.0f} trillion tokens, {DAYS:.0f} days of a "
            f"{PARAMS_B:.0f}B model take {needed} of {first}, not over {CLAIMED:,}. "
            f"Read as cards, the claim becomes true from about "
            f"{as_cards[0].p50 / THOUSAND:.0f} trillion tokens on {first} "
            f"({as_cards[0].p05 / THOUSAND:.0f} to {as_cards[0].p95 / THOUSAND:.0f}) and about "
            f"{as_cards[1].p50 / THOUSAND:.0f} trillion on {second}. Read as servers of "
            f"{CARDS_PER_SERVER} cards, from about {as_servers.p50 / THOUSAND:.0f} trillion on "
            f"{first}. The largest published run of about this size, {most.run} with "
            f"{most.tokens_b / THOUSAND:.0f} trillion tokens, took the equivalent of "
            f"{most.accelerators:,.0f} cards ({most.hardware})."
        )

    def _needed(self, hardware: str, tokens_b: float) -> str:
        wanted = (hardware, tokens_b)
        cell = next(cell for cell in self.cells if (cell.hardware, cell.tokens_b) == wanted)
        spread = cell.accelerators
        if spread is None:
            return "more cards than any number that would finish"
        return f"about {spread.p50:.0f} cards ({spread.p05:.0f} to {spread.p95:.0f})"

    def as_json(self) -> dict[str, Any]:
        """Return the examination as plain data.

        Returns
        -------
        dict
            The claim, the sentence, the table, the thresholds and the published runs.
        """
        return {
            "claim": {
                "params_b": PARAMS_B,
                "days": DAYS,
                "more_than": CLAIMED,
                "readings": dict(READINGS),
            },
            "sentence": self.sentence,
            "table": [
                {
                    "hardware": cell.hardware,
                    "tokens_b": cell.tokens_b,
                    "accelerators": cell.accelerators and cell.accelerators.as_json(),
                    "probability_true": {
                        reading: significant(share) for reading, share in cell.probability.items()
                    },
                }
                for cell in self.cells
            ],
            "true_from_tokens": [
                {
                    "hardware": found.hardware,
                    "reading": found.reading,
                    "tokens_b": found.tokens_b.as_json(),
                }
                for found in self.thresholds
            ],
            "published_runs": [
                {
                    "run": row.run,
                    "hardware": row.hardware,
                    "tokens_b": row.tokens_b,
                    "accelerators_for_30_days": significant(row.accelerators),
                }
                for row in self.published
            ],
        }


def examine_claim_7b(book: FactBook) -> ClaimExamination:
    """Say for which token counts and chips a 7B model in 30 days needs over 2,000 accelerators.

    Parameters
    ----------
    book
        Facts on hardware and published runs.

    Returns
    -------
    ClaimExamination
        Both readings of the count, cards and servers of eight.

    Notes
    -----
    Raises ``FactError`` if a chip is not known on the book's date.
    """
    sample = Sample(N_DRAWS, SEED)
    fit = calibrate_training(book)
    chips = [book.hardware_id(chip) for chip in CHIPS]
    return ClaimExamination(
        cells=tuple(
            _cell(chip, tokens, book, sample, fit) for chip in chips for tokens in TOKENS_B
        ),
        thresholds=tuple(
            ClaimThreshold(chip, reading, _threshold(chip, cards, book, sample, fit))
            for chip in chips
            for reading, cards in READINGS.items()
        ),
        published=_published(book),
    )


def _cell(
    chip: str, tokens_b: float, book: FactBook, sample: Sample, fit: UtilisationFit
) -> ClaimCell:
    request = TrainingRequest(PARAMS_B, tokens_b, chip, wall_days=DAYS)
    needed = simulate_training(request, book=book, sample=sample, fit=fit).accelerators_needed
    known = np.full(sample.n, np.inf) if needed is None else needed
    probability = {
        reading: float(np.mean(known > CLAIMED * cards)) for reading, cards in READINGS.items()
    }
    is_bounded = float(np.mean(np.isinf(known))) < TAIL
    spread = summarise(known, "1") if is_bounded else None
    return ClaimCell(chip, tokens_b, spread, probability)


def _threshold(
    chip: str, cards: int, book: FactBook, sample: Sample, fit: UtilisationFit
) -> Spread:
    # The tokens that the claimed machine trains in the stated days.
    def hours(parameter: str) -> FloatArray:
        fact = book.value(WORLD, parameter)
        return sample.of(fact.as_parameter()) * convert(1.0, from_unit=fact.unit, to_unit="s")

    spares = sample.of(book.value(WORLD, "spare-share").as_parameter())
    working = CLAIMED * cards / (1.0 + spares)
    share = productive_share(
        n_accelerators=working,
        time_between_stops=hours("accelerator-hours-between-stops"),
        time_lost_per_stop=hours("hours-lost-per-stop"),
    )
    request = TrainingRequest(PARAMS_B, TOKENS_B[0], chip)
    utilisation = simulate_training(request, book=book, sample=sample, fit=fit).utilisation
    peak = book.value(chip, "dense-flops-16bit").in_unit("FLOP/s").p50
    rate = working * share * utilisation * peak
    flop_per_token = FLOP_PER_PARAMETER_TOKEN[TrainingKind.PRETRAINING] * PARAMS_B * BILLION
    return summarise(rate * DAYS * SECONDS_PER_DAY / flop_per_token / BILLION, "Gtoken")


def _published(book: FactBook) -> tuple[PublishedSevenB, ...]:
    low, high = LIKE_7B
    found = [
        PublishedSevenB(
            run.model, run.hardware, run.tokens_b, run.accelerator_hours / (DAYS * HOURS_PER_DAY)
        )
        for run in book.training_runs
        if run.backtest_tier in SCORED_TIERS
        and run.kind == TrainingKind.PRETRAINING.value
        and run.params_total_b is not None
        and low <= run.params_total_b <= high
        and not run.is_mixture
        and run.tokens_b is not None
        and run.accelerator_hours is not None
    ]
    return tuple(sorted(found, key=lambda row: (row.tokens_b, row.run)))
