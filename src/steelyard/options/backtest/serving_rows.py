"""Shipped serving measurements as cases the serving model can be asked about."""

from __future__ import annotations

import hashlib
import re
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.errors import FactError
from steelyard.options.serving_configuration import Configuration, mode_of
from steelyard.options.serving_machines import Precision, machine_of, replica_of
from steelyard.options.serving_models import architecture_of, served_model
from steelyard.options.serving_validity import reason_outside_validity
from steelyard.quantities.units import MILLI

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steelyard.facts.book import FactBook
    from steelyard.facts.observations import ServingMeasurement
    from steelyard.options.physics.replica import Replica, ServedModel

EARLY_SERIES: Final = frozenset({"trt06", "trt014", "mlp4.0", "mlp4.1", "gaudi"})
"""Series measured with serving software of 2024 or before."""
SAME_ARCHITECTURE: Final = {
    "deepseek-r1-0528": "deepseek-r1",
    "llama-7b": "llama-2-7b",
    "llama-70b": "llama-2-70b",
}
"""Measured editions without a card whose architecture is that of one with a card."""
_ABSENCES: Final = {
    ": no card": "no card with an architecture",
    "the card lacks": "card lacks a figure of the architecture",
    "': not known at": "no hardware rows",
    "states its link": "no sourced link bandwidth",
    "-bit rate is known": "no sourced rate at this precision",
}
"""What an error says that is an absence, not a fault of the tables."""
_POOLS: Final = ("decode-only", "prefill-only", "whole-service")
_TOTAL_TOKENS: Final = "total = input+output"
_AMBIGUOUS_RATE: Final = "does not say whether per GPU"
_TOKEN_LIMIT: Final = re.compile(r"TPOT limit (\d+) ms")
_STAGES: Final = re.compile(r"\bPP(\d+)")


@dataclass(frozen=True, slots=True)
class Case:
    """One measurement with its full configuration.

    Attributes
    ----------
    id, series, hardware, software
        As in the table.
    configuration
        What decides its corrections.
    model, replica
        Input of the kernels.
    n_input_tokens, n_output_tokens
        Means. [token]
    concurrency
        Requests in flight per replica, infinite if not fixed. [1]
    token_limit
        Limit on the time per output token, infinite if none. [s]
    measured
        Output tokens per second and accelerator. [token/s]
    first_token, per_token
        Measured times, not a number where not published. [s]
    outside_validity
        Why the model does not hold, or empty.
    """

    id: str
    series: str
    hardware: str
    software: str
    configuration: Configuration
    model: ServedModel
    replica: Replica
    n_input_tokens: float
    n_output_tokens: float
    concurrency: float
    token_limit: float
    measured: float
    first_token: float
    per_token: float
    outside_validity: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """One measurement that cannot be computed.

    Attributes
    ----------
    id
        As in the table.
    reason
        What is missing.
    is_outside_validity
        Whether it is also of a kind the model does not describe.
    """

    id: str
    reason: str
    is_outside_validity: bool


@dataclass(frozen=True, slots=True)
class Cases:
    """All measurements, told apart.

    Attributes
    ----------
    inside
        With a full configuration for which the model should hold.
    outside
        With a full configuration outside validity.
    dropped
        Without a full configuration.
    """

    inside: tuple[Case, ...]
    outside: tuple[Case, ...]
    dropped: tuple[Dropped, ...]

    @property
    def digest(self) -> str:
        """Digest of the cases inside validity: what a calibration was fitted to."""
        text = "\n".join(repr(_essence(case)) for case in self.inside)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_cases(facts: FactBook) -> Cases:
    """Return the shipped measurements as cases.

    Parameters
    ----------
    facts
        The fact book; measurements are not filtered by its date, cards and machines are.

    Returns
    -------
    Cases
        In the order of the table.
    """
    inside: list[Case] = []
    outside: list[Case] = []
    dropped: list[Dropped] = []
    for row in facts.serving_measurements:
        found = _case(facts, row)
        if isinstance(found, Dropped):
            dropped.append(found)
        else:
            (outside if found.outside_validity else inside).append(found)
    return Cases(tuple(inside), tuple(outside), tuple(dropped))


def _case(facts: FactBook, row: ServingMeasurement) -> Case | Dropped:
    pool = _pool(row)
    missing = _missing(row)
    if missing:
        return Dropped(row.id, missing, is_outside_validity=bool(pool))
    try:
        machine = machine_of(facts, row.hardware)
        architecture = architecture_of(
            facts.model(SAME_ARCHITECTURE.get(row.model_id, row.model_id))
        )
        precision = Precision(row.precision)
        stages = _number(_STAGES, row.note, 1.0)
        n_replica = row.replica_accelerators or 0
        replica = replica_of(machine, precision, n_accelerators=n_replica, n_stages=int(stages))
    except FactError as error:
        return Dropped(row.id, _gist(error), is_outside_validity=bool(pool))
    limit = _number(_TOKEN_LIMIT, row.note, np.inf / MILLI) * MILLI
    per_replica = n_replica / row.n_accelerators
    concurrency = np.inf if row.concurrency is None else row.concurrency * per_replica
    configuration = Configuration(
        architecture=architecture,
        machine=machine,
        precision=precision,
        mode=mode_of(
            is_offline=row.scenario == "offline" and row.concurrency is None,
            has_concurrency=row.concurrency is not None,
            token_limit=limit,
            is_static="static" in row.scenario,
        ),
        has_early_software=row.series in EARLY_SERIES,
    )
    return Case(
        id=row.id,
        series=row.series,
        hardware=machine.id,
        software=row.software,
        configuration=configuration,
        model=served_model(architecture, precision),
        replica=replica,
        n_input_tokens=float(row.input_tokens or 0),
        n_output_tokens=float(row.output_tokens or 0),
        concurrency=float(concurrency),
        token_limit=float(limit),
        measured=float(row.tokens_per_s_per_accelerator or 0),
        first_token=_seconds(row.ttft_ms),
        per_token=_seconds(row.tpot_ms),
        outside_validity=pool
        or reason_outside_validity(
            configuration, token_limit=limit, n_replica_accelerators=n_replica
        ),
    )


def _essence(case: Case) -> tuple[object, ...]:
    numbers = (case.n_input_tokens, case.n_output_tokens, case.concurrency, case.token_limit)
    effects = tuple(sorted(case.configuration.effects))
    machine = (*astuple(case.replica), *astuple(case.model))
    return (case.id, case.hardware, *numbers, case.measured, case.first_token, effects, *machine)


def _pool(row: ServingMeasurement) -> str:
    if any(word in row.scenario for word in _POOLS):
        return "separate prefill and decode pools, or a whole service with prefix caching"
    if _TOTAL_TOKENS in row.scenario:
        return "counts input and output tokens together"
    return ""


def _missing(row: ServingMeasurement) -> str:
    if row.input_tokens is None or row.output_tokens is None:
        return "tokens in and out not published"
    if row.replica_accelerators is None or row.tokens_per_s_per_accelerator is None:
        return "replica size or throughput not published"
    if _AMBIGUOUS_RATE in row.note and row.n_accelerators > 1:
        return "source does not say whether the rate is per accelerator"
    return ""


def _gist(error: FactError) -> str:
    for sign, reason in _ABSENCES.items():
        if sign in str(error):
            return reason
    raise error


def _number(pattern: re.Pattern[str], text: str, absent: float) -> float:
    found = pattern.search(text)
    return absent if found is None else float(found.group(1))


def _seconds(milliseconds: float | None) -> float:
    return float("nan") if milliseconds is None else milliseconds * MILLI


def count_reasons(dropped: Iterable[Dropped]) -> dict[str, int]:
    """Return how many measurements each reason drops.

    Parameters
    ----------
    dropped
        Measurements that cannot be computed.

    Returns
    -------
    dict[str, int]
        Sorted by reason.
    """
    counts: dict[str, int] = {}
    for row in dropped:
        counts[row.reason] = counts.get(row.reason, 0) + 1
    return dict(sorted(counts.items()))
