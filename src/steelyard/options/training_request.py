"""What a user asks of the training estimate, and whether the question makes sense."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.errors import DomainError, FactError, Problem
from steelyard.options.model import Tenure
from steelyard.options.physics.training import TrainingKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.facts.book import FactBook
    from steelyard.facts.observations import TrainingRun

PRECISIONS: Final = ("bf16", "fp16", "fp8")
"""Arithmetic of training; figures stay relative to the dense 16-bit peak."""
PLACE: Final = re.compile(r"^(WLD|[A-Z]{2}(-[A-Z0-9]{1,3})?)$", re.IGNORECASE)
SLIP_B: Final = 1e6
"""From here a number was surely meant as a count, not in billions. [billion]"""
N_SAME: Final = 2
"""Letters at the beginning by which an unknown accelerator finds its likes. [1]"""


@dataclass(frozen=True, slots=True)
class TrainingRequest:
    """One training run to be estimated.

    Attributes
    ----------
    params_b
        All parameters. [billion]
    tokens_b
        Tokens seen, repetitions included. [billion]
    hardware
        Accelerator, in any known spelling.
    active_params_b
        Parameters a token passes through; all if omitted. [billion]
    accelerators
        Accelerators reserved, spares included; needed for ``wall_days``. [1]
    precision
        Arithmetic of training: bf16, fp16 or fp8.
    kind
        What is trained.
    wall_days
        Calendar time allowed; asks for the accelerators needed. [day]
    accelerator_hours
        Stated accelerator-hours; asks for the utilisation they imply. [h]
    steady_state_utilisation
        Utilisation of undisturbed steps, if the user has one; replaces the fit. [1]
    place
        Country or zone of the data centre, as ``CN-GX``; without it no cost and no carbon.
    tenure
        Rented or owned accelerators.
    currency
        ISO 4217 code of the cost.
    """

    params_b: float
    tokens_b: float
    hardware: str
    active_params_b: float | None = None
    accelerators: int | None = None
    precision: str = "bf16"
    kind: TrainingKind = TrainingKind.PRETRAINING
    wall_days: float | None = None
    accelerator_hours: float | None = None
    steady_state_utilisation: float | None = None
    place: str | None = None
    tenure: Tenure = Tenure.RENT
    currency: str = "USD"

    @property
    def active_b(self) -> float:
        """Active parameters in billions."""
        return self.params_b if self.active_params_b is None else self.active_params_b

    @property
    def is_mixture(self) -> bool:
        """Whether a token uses a part of the parameters only."""
        return self.active_b < self.params_b

    @property
    def places(self) -> tuple[str, ...]:
        """The place, then the country it lies in."""
        if self.place is None:
            return ()
        place = self.place.upper()
        return tuple(dict.fromkeys((place, place.split("-", maxsplit=1)[0])))


def checked(request: TrainingRequest, book: FactBook) -> str:
    """Return the id of the accelerator after checking the whole request.

    Parameters
    ----------
    request
        What is asked.
    book
        Facts, for hardware ids and published adaptations.

    Returns
    -------
    str
        Hardware id.

    Raises
    ------
    DomainError
        If a number makes no sense or the hardware is unknown; names every problem.
    """
    problems = [*_wrong_numbers(request), *_wrong_choices(request), *_beyond_lora(request, book)]
    hardware = ""
    try:
        hardware = book.hardware_id(request.hardware)
    except FactError as error:
        problems.append(f"{error}{_same_beginning(request.hardware, book)}")
    if problems:
        raise DomainError("\n".join(problems))
    return hardware


def _same_beginning(name: str, book: FactBook) -> str:
    start = name.strip().lower()[:N_SAME]
    alike = [entry for entry in book.hardware if start and entry.lower().startswith(start)]
    return f" Ids that begin alike: {', '.join(alike)}." if alike else ""


def _wrong_numbers(request: TrainingRequest) -> Iterator[str]:
    figures = {
        "params_b": (request.params_b, "billion"),
        "tokens_b": (request.tokens_b, "billion"),
        "active_params_b": (request.active_params_b, "billion"),
        "accelerators": (request.accelerators, "1"),
        "wall_days": (request.wall_days, "day"),
        "accelerator_hours": (request.accelerator_hours, "h"),
        "steady_state_utilisation": (request.steady_state_utilisation, "1"),
    }
    for name, (value, unit) in figures.items():
        if value is not None and not (math.isfinite(value) and value > 0):
            yield str(Problem(name, f"> 0 [{unit}]", f"{value}", "Enter a positive number."))
    for name in ("params_b", "tokens_b"):
        value = figures[name][0]
        if value is not None and math.isfinite(value) and value >= SLIP_B:
            step = "Enter billions: 7 for a 7B model, 2000 for two trillion tokens."
            yield str(Problem(name, f"below {SLIP_B:g} [billion]", f"{value:g}", step))
    if request.accelerators is not None and 0 < request.accelerators < 1:
        yield str(
            Problem("accelerators", "at least 1", f"{request.accelerators}", "Enter a count.")
        )
    share = request.steady_state_utilisation
    if share is not None and share >= 1:
        found = f"{share}"
        yield str(
            Problem("steady_state_utilisation", "below 1 [1]", found, "Enter a share, as 0.4.")
        )


def _wrong_choices(request: TrainingRequest) -> Iterator[str]:
    if request.active_b > request.params_b > 0:
        yield str(
            Problem(
                "active_params_b",
                f"at most params_b = {request.params_b:g} [billion]",
                f"{request.active_b:g}",
                "Active parameters are a part of all parameters.",
            )
        )
    if request.wall_days is not None and request.accelerator_hours is not None:
        yield str(
            Problem(
                "accelerator_hours",
                "either wall_days or accelerator_hours",
                "both",
                "Give wall_days to size the machine, or accelerator_hours to test a statement.",
            )
        )
    if request.precision not in PRECISIONS:
        expected = " or ".join(PRECISIONS)
        yield str(
            Problem("precision", expected, request.precision, "Choose a training arithmetic.")
        )
    if request.place is not None and not PLACE.match(request.place):
        expected = "a country of two letters or a part of one"
        yield str(Problem("place", expected, request.place, "Enter a code, as SG or CN-GX."))
    if len(request.currency) != len("USD") or not request.currency.isalpha():
        yield str(
            Problem("currency", "an ISO 4217 code", request.currency, "Enter a code, as USD.")
        )


def _beyond_lora(request: TrainingRequest, book: FactBook) -> Iterator[str]:
    if request.kind is not TrainingKind.LORA:
        return
    largest = largest_adaptation_b(book.training_runs)
    if request.tokens_b > largest:
        yield str(
            Problem(
                "tokens_b",
                f"for LoRA at most {largest:g} [billion], the largest adaptation on record",
                f"{request.tokens_b:g}",
                "Use kind continued_pretraining, or fewer tokens.",
            )
        )


def largest_adaptation_b(runs: tuple[TrainingRun, ...]) -> float:
    """Return the tokens of the largest published adaptation of an existing model.

    Parameters
    ----------
    runs
        Training runs of the fact book.

    Returns
    -------
    float
        Tokens. [billion]

    Raises
    ------
    FactError
        If no run continues another model's training.
    """
    wanted = TrainingKind.CONTINUED_PRETRAINING.value
    tokens = [run.tokens_b for run in runs if run.kind == wanted and run.tokens_b]
    if not tokens:
        message = "training runs: no continued pretraining with tokens. Add a sourced row."
        raise FactError(message)
    return max(tokens)
