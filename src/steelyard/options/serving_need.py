"""Throughput of an option's model on its accelerators, at a use case's lengths and limits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.interpolate import RegularGridInterpolator

from steelyard.errors import DomainError, FactError
from steelyard.options.fleet import Replica
from steelyard.options.serving_capacity import Deployment, capacity_of
from steelyard.options.serving_machines import EIGHT, Precision, machine_of, replica_of
from steelyard.options.serving_models import architecture_of
from steelyard.uncertainty import median_sample

if TYPE_CHECKING:
    from steelyard.dossier.use_cases import UseCase
    from steelyard.facts.book import FactBook
    from steelyard.needs.model import UseCaseNeed
    from steelyard.options.market import Market
    from steelyard.options.model import Option
    from steelyard.options.physics.memory import Number
    from steelyard.options.serving_capacity import Capacity
    from steelyard.options.serving_machines import Machine
    from steelyard.options.serving_models import Architecture
    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Sample

HALF: Final = 0.5
"""A deployment is refused if it keeps no limit in half of the draws. [1]"""

LEAST_RATE: Final = 1e-3
"""Stands for a rate of nothing, so that demand over it stays a number. [token/s]"""

PRECISIONS: Final = (Precision.FP8, Precision.BF16, Precision.INT8, Precision.INT4)
"""Storage of the weights: the first that the accelerator computes with and that fits eight."""

GRID_POINTS: Final = 9
"""Nodes per axis of the interpolated rate. [1]"""

DIRECT_DRAWS: Final = 200
"""Up to so many draws every one is reckoned; beyond, lengths are interpolated. [1]"""


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
        deployment = self._deployment(option)
        whole = self._capacity(
            deployment,
            need.use_case,
            market.sample,
            float(np.median(need.input_tokens)),
            float(np.median(need.output_tokens)),
        )
        if np.mean(whole.meets_limits) < HALF:
            message = (
                f"latency limits of '{need.use_case.id}': {option.model} on {option.hardware} "
                "does not keep them even for one request. Relax them or name faster machines."
            )
            raise DomainError(message)
        if market.sample.n <= DIRECT_DRAWS:
            rate = self._capacity(
                deployment, need.use_case, market.sample, need.input_tokens, need.output_tokens
            ).tokens_per_second
        else:
            rate = whole.tokens_per_second * self._relative_rate(deployment, need)
        lengths = f"dossier:use_cases/{need.use_case.id}/workload"
        inputs = (*whole.inputs, f"{lengths}/input_tokens", f"{lengths}/output_tokens")
        return Replica(whole.n_accelerators, np.maximum(rate, LEAST_RATE), inputs)

    def _capacity(
        self,
        deployment: Deployment,
        use_case: UseCase,
        sample: Sample,
        input_tokens: Number,
        output_tokens: Number,
    ) -> Capacity:
        wanted = use_case.requirements
        first, further = wanted.time_to_first_token, wanted.time_per_output_token
        return capacity_of(
            deployment,
            book=self.book,
            sample=sample,
            input_tokens=input_tokens,
            output_tokens=output_tokens,
            is_offline=False,
            concurrency=None,
            first_token_limit=np.inf if first is None else first.statement.p50,
            token_limit=np.inf if further is None else further.statement.p50,
            has_operator_derating=True,
        )

    def _relative_rate(self, deployment: Deployment, need: UseCaseNeed) -> FloatArray:
        """Interpolate how the rate follows the lengths, at the median of everything else.

        Returns
        -------
        FloatArray
            Rate over the rate at median lengths, shape ``(draw,)``. [1]
        """
        axes = (need.input_tokens, need.output_tokens)
        nodes = [np.log(_nodes(values)) for values in axes]
        middle = np.log([float(np.median(values)) for values in axes])
        mesh = np.exp(np.array([*product(*nodes), tuple(middle)]))
        found = self._capacity(
            deployment, need.use_case, median_sample(len(mesh)), mesh[:, 0], mesh[:, 1]
        ).tokens_per_second
        logs = np.log(np.maximum(found / found[-1], LEAST_RATE))
        surface = RegularGridInterpolator(
            tuple(nodes), logs[:-1].reshape([len(node) for node in nodes])
        )
        points = np.log(np.stack(axes, axis=-1))
        return np.exp(np.asarray(surface(points), dtype=np.float64))

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


def _nodes(values: FloatArray) -> FloatArray:
    low, high = float(values.min()), float(values.max())
    # The ends take in every draw, rounding included.
    return np.geomspace(low * (1 - 1e-9), high * (1 + 1e-9), GRID_POINTS)
