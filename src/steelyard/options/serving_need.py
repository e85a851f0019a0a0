"""Throughput of an option's model on its accelerators, at a use case's lengths and limits."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.errors import DomainError, FactError
from steelyard.options.fleet import Replica
from steelyard.options.serving_capacity import Deployment, capacity_of
from steelyard.options.serving_machines import EIGHT, Precision, machine_of, replica_of
from steelyard.options.serving_models import architecture_of

if TYPE_CHECKING:
    from steelyard.facts.book import FactBook
    from steelyard.needs.model import UseCaseNeed
    from steelyard.options.market import Market
    from steelyard.options.model import Option
    from steelyard.options.serving_capacity import Capacity
    from steelyard.options.serving_machines import Machine
    from steelyard.options.serving_models import Architecture
    from steelyard.uncertainty import Parameter, Sample

HALF: Final = 0.5
"""A deployment is refused if it keeps no limit in half of the draws. [1]"""

LEAST_RATE: Final = 1e-3
"""Stands for a rate of nothing, so that demand over it stays a number. [token/s]"""

PRECISIONS: Final = (Precision.FP8, Precision.BF16, Precision.INT8, Precision.INT4)
"""Storage of the weights: the first that the accelerator computes with and that fits eight."""


@dataclass(frozen=True, slots=True, eq=False)
class _Answer:
    """What the desk last said of a model on accelerators in a use case, and to which draws."""

    read: tuple[Parameter, ...]
    draws: bytes
    replica: Replica | None
    refusal: str = ""


@dataclass(eq=False)
class ServingDesk:
    """Knows how fast models run on accelerators; one for a whole study.

    Attributes
    ----------
    book
        Facts: architectures, accelerators, and the calibration (physics may use hindsight).
    """

    book: FactBook
    _deployments: dict[tuple[str, str], Deployment] = field(default_factory=dict)
    _answers: dict[tuple[str, str, str, int], _Answer] = field(default_factory=dict)

    def replica(self, option: Option, *, need: UseCaseNeed, market: Market) -> Replica:
        """Return one copy of an option's model as an operator runs it.

        Parameters
        ----------
        option
            With a model and accelerators.
        need
            Lengths and limits of the use case.
        market
            Draws.

        Returns
        -------
        Replica
            Accelerators and output tokens per second, shape ``(draw,)``.

        Raises
        ------
        DomainError
            If not even one request keeps the latency limits in half of the draws.

        Notes
        -----
        Equations S-1 to S-8 of ``docs/method/serving.md``, derated by what an operator reaches
        of the figures of benchmark teams. ``DomainError`` also where the weights do not fit
        eight accelerators; ``FactError`` where architecture or accelerator are not known.
        """
        key = (option.model, option.hardware, need.use_case.id, market.sample.n)
        before = self._answers.get(key)
        # The physics reads a handful of parameters: where none has moved, the answer stands.
        if before is None or before.draws != _digest(before.read, need, market.sample):
            before = self._asked(option, need, market.sample)
            self._answers[key] = before
        if before.replica is None:
            raise DomainError(before.refusal)
        return before.replica

    def _asked(self, option: Option, need: UseCaseNeed, sample: Sample) -> _Answer:
        deployment = self._deployment(option)
        found = self._capacity(deployment, need, sample)
        ids = tuple(name for name in found.inputs if name in sample.known)
        read = tuple(sample.known[name] for name in ids)
        draws = _digest(read, need, sample)
        if np.mean(found.meets_limits) < HALF:
            message = (
                f"latency limits of '{need.use_case.id}': {option.model} on {option.hardware} "
                "does not keep them even for one request. Relax them or name faster machines."
            )
            return _Answer(read, draws, None, message)
        lengths = f"dossier:use_cases/{need.use_case.id}/workload"
        inputs = (*found.inputs, f"{lengths}/input_tokens", f"{lengths}/output_tokens")
        rate = np.maximum(found.tokens_per_second, LEAST_RATE)
        return _Answer(read, draws, Replica(found.n_accelerators, rate, inputs, found.meets_limits))

    def _capacity(self, deployment: Deployment, need: UseCaseNeed, sample: Sample) -> Capacity:
        wanted = need.use_case.requirements
        first, further = wanted.time_to_first_token, wanted.time_per_output_token
        return capacity_of(
            deployment,
            book=self.book,
            sample=sample,
            input_tokens=need.input_tokens,
            output_tokens=need.output_tokens,
            is_offline=False,
            concurrency=None,
            first_token_limit=np.inf if first is None else first.statement.p50,
            token_limit=np.inf if further is None else further.statement.p50,
            has_operator_derating=True,
        )

    def _deployment(self, option: Option) -> Deployment:
        key = (option.model, option.hardware)
        if key not in self._deployments:
            machine = machine_of(self.book, option.hardware)
            self._deployments[key] = _deploy(self._architecture(option), machine)
        return self._deployments[key]

    def _architecture(self, option: Option) -> Architecture:
        if option.planned is None:
            return architecture_of(self.book.model(option.model))
        # A planned model takes the shape of the dense model nearest in size.
        size = option.planned.params_b
        shapes = []
        for card in self.book.models:
            if card.experts is not None:
                continue
            try:
                shapes.append(architecture_of(card))
            except (DomainError, FactError):
                continue
        nearest = min(shapes, key=lambda shape: abs(np.log(shape.params_total_b / size)))
        return replace(nearest, name=option.model, params_total_b=size, params_active_b=size)


def _deploy(architecture: Architecture, machine: Machine) -> Deployment:
    # The first storage that fits; the error of the last one if none does.
    problem: DomainError | FactError | None = None
    for precision in PRECISIONS:
        if precision is Precision.FP8 and machine.arithmetic_bits(precision) != EIGHT:
            continue
        deployment = Deployment(architecture, machine, precision)
        try:
            replica_of(machine, precision, n_accelerators=deployment.replica_size)
        except (DomainError, FactError) as error:
            problem = error
            continue
        return deployment
    message = f"'{architecture.name}' runs in no storage on {machine.id}. Name other machines."
    raise problem or DomainError(message)


def _digest(read: tuple[Parameter, ...], need: UseCaseNeed, sample: Sample) -> bytes:
    found = hashlib.blake2b(digest_size=16)
    for draws in (need.input_tokens, need.output_tokens, *(sample.of(entry) for entry in read)):
        found.update(np.ascontiguousarray(draws).tobytes())
    return found.digest()
