"""What the needs stage returns: the workload, the benefit and the capacity of every use case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.dossier.capacity import Role
    from steelyard.dossier.use_cases import UseCase
    from steelyard.needs.assessments import Assessments
    from steelyard.quantities.arrays import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class UseCaseNeed:
    """Workload and benefit of one use case, over years and draws.

    Attributes
    ----------
    use_case
        The dossier entry.
    sensitivity
        Level 0–4 to which the pack's rule maps the native data class. [level]
    requests
        Requests that reach the service, shape ``(year, draw)``; zero before the start.
        [request/year]
    handled
        Of these, requests given to the model (addressable and taken up), shape ``(year, draw)``.
        [request/year]
    input_tokens, output_tokens
        Tokens of one request, shape ``(draw,)``. [token/request]
    peak_output_rate
        Output tokens per second in the busiest hour, shape ``(year, draw)``. [token/s]
    cost_today
        Cost of today's service if nothing changes, pay growth included, shape ``(year, draw)``.
        [CUR/year]
    value_of_accepted, cost_of_rejected
        Worth of one accepted and cost of one rejected result, pay growth included, shape
        ``(year, draw)``; zeros when the dossier states no benefit. [CUR/request]
    error_rate_today
        Share of requests handled wrongly today, shape ``(draw,)``. [1]
    """

    use_case: UseCase
    sensitivity: int
    requests: FloatArray
    handled: FloatArray
    input_tokens: FloatArray
    output_tokens: FloatArray
    peak_output_rate: FloatArray
    cost_today: FloatArray
    value_of_accepted: FloatArray
    cost_of_rejected: FloatArray
    error_rate_today: FloatArray

    @property
    def has_benefit(self) -> bool:
        """Whether the dossier states a benefit, so that a verdict against today is possible."""
        return self.use_case.benefit is not None


@dataclass(frozen=True, slots=True, eq=False)
class CapacityAtHand:
    """Machines, people and money at hand, over years and draws.

    Attributes
    ----------
    accelerators
        Free accelerators by hardware id, shape ``(draw,)``. [accelerator]
    staff
        People available by role, hires included, shape ``(year, draw)``; a role that the dossier
        leaves out is absent: unknown, not zero. [FTE]
    investment_per_year, running_per_year, investment_total
        Budgets, shape ``(draw,)``, or none where unknown. [CUR/year, CUR/year, CUR]
    """

    accelerators: Mapping[str, FloatArray]
    staff: Mapping[Role, FloatArray]
    investment_per_year: FloatArray | None
    running_per_year: FloatArray | None
    investment_total: FloatArray | None


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """Result of the needs stage.

    Attributes
    ----------
    use_cases
        In the order of the dossier.
    capacity
        What is at hand.
    years
        Calendar years of the horizon.
    wage_index
        Pay relative to the price year, above prices, shape ``(year, draw)``. [1]
    assessments
        What the instruments say of use cases, offers, models and places.
    """

    use_cases: tuple[UseCaseNeed, ...]
    capacity: CapacityAtHand
    years: tuple[int, ...]
    wage_index: FloatArray
    assessments: Assessments

    def of(self, use_case: str) -> UseCaseNeed:
        """Return the need of one use case.

        Parameters
        ----------
        use_case
            Its id.

        Returns
        -------
        UseCaseNeed
            The entry.

        Raises
        ------
        KeyError
            If there is none of that id.
        """
        for need in self.use_cases:
            if need.use_case.id == use_case:
                return need
        raise KeyError(use_case)
