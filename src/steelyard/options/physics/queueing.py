"""How busy a service may be, and how many accelerators it then needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.quantities.units import HOURS_PER_WEEK, SECONDS_PER_HOUR

if TYPE_CHECKING:
    from steelyard.options.physics.memory import Number
    from steelyard.quantities.arrays import FloatArray

_BISECTIONS: Final = 50


class ServiceSize(NamedTuple):
    """Machines for a service.

    Attributes
    ----------
    n_replicas
        Replicas at work in the peak hour, spare ones included, shape ``(draw,)``. [1]
    n_accelerators
        Accelerators of those replicas. [1]
    n_nodes
        Whole servers that hold them. [1]
    n_accelerators_installed
        Accelerators of whole servers: what is bought. [1]
    utilisation
        Mean over the week of the tokens served to those the machines at work could serve. [1]
    """

    n_replicas: FloatArray
    n_accelerators: FloatArray
    n_nodes: FloatArray
    n_accelerators_installed: FloatArray
    utilisation: FloatArray


def peak_tokens_per_second(
    *, tokens_per_week: Number, hour_of_week_shares: FloatArray
) -> FloatArray:
    """Return the token rate of the busiest hour.

    Parameters
    ----------
    tokens_per_week
        Output tokens of a mean week, scalar or shape ``(draw,)``. [token]
    hour_of_week_shares
        Share of the week's traffic in each hour, shape ``(168,)``, sum 1. [1]

    Returns
    -------
    FloatArray
        Rate, scalar or shape ``(draw,)``. [token/s]

    Raises
    ------
    ValueError
        If the shares are not 168 non-negative numbers that sum to 1.

    Notes
    -----
    Equation Q-1 of ``docs/method/serving.md``.
    """
    shares = np.asarray(hour_of_week_shares, dtype=np.float64)
    if shares.shape != (int(HOURS_PER_WEEK),) or (shares < 0).any():
        message = f"expected 168 non-negative shares, found shape {shares.shape}"
        raise ValueError(message)
    if not np.isclose(shares.sum(), 1.0, rtol=0.0, atol=1e-6):
        message = f"expected shares of the week that sum to 1, found {shares.sum():.6f}"
        raise ValueError(message)
    return np.asarray(tokens_per_week * shares.max() / SECONDS_PER_HOUR, dtype=np.float64)


def waiting_probability(*, n_servers: Number, utilisation: Number) -> FloatArray:
    """Return the probability that an arriving request must wait (Erlang C).

    Parameters
    ----------
    n_servers
        Places that serve at once, whole and at least 1, scalar or shape ``(draw,)``. [1]
    utilisation
        Offered load per place, in 0–1. [1]

    Returns
    -------
    FloatArray
        Probability, shape as broadcast. [1]

    Notes
    -----
    Equation Q-2 of ``docs/method/serving.md``, in Sakasegawa's closed approximation
    ``u ** (sqrt(2 (n + 1)) - 1)``, exact for one place.

    Examples
    --------
    >>> float(waiting_probability(n_servers=1, utilisation=0.7))
    0.7
    """
    exponent = np.sqrt(2.0 * (np.asarray(n_servers, dtype=np.float64) + 1.0)) - 1.0
    return np.asarray(np.asarray(utilisation) ** exponent, dtype=np.float64)


def utilisation_ceiling(
    *, n_servers: Number, service_time: Number, longest_wait: Number, variability: Number = 1.0
) -> FloatArray:
    """Return how busy places may be for the mean wait to stay within a bound.

    Parameters
    ----------
    n_servers
        Places that serve at once, scalar or shape ``(draw,)``. [1]
    service_time
        Mean time a request holds its place. [s]
    longest_wait
        Longest acceptable mean wait. [s]
    variability
        Half the sum of the squared coefficients of variation of arrivals and service; 1 for
        random arrivals and exponential answers. [1]

    Returns
    -------
    FloatArray
        Utilisation in 0–1, rising with the number of places. [1]

    Notes
    -----
    Equation Q-3 of ``docs/method/serving.md``: Sakasegawa's mean wait of a G/G/n queue, inverted
    by bisection on all draws.
    """
    n, service, bound, factor = np.broadcast_arrays(
        np.atleast_1d(np.asarray(n_servers, dtype=np.float64)),
        service_time,
        longest_wait,
        variability,
    )
    low, high = np.zeros(n.shape), np.ones(n.shape)
    for _ in range(_BISECTIONS):
        middle = 0.5 * (low + high)
        busy = waiting_probability(n_servers=n, utilisation=middle)
        wait = factor * service / n * busy / (1.0 - middle)
        good = wait <= bound
        low, high = np.where(good, middle, low), np.where(good, high, middle)
    return low


def accelerators_for_service(
    *,
    peak_rate: Number,
    mean_rate: Number,
    replica_rate: Number,
    replica_accelerators: int,
    utilisation_ceiling: Number,
    node_accelerators: int,
    n_spare_replicas: int = 1,
) -> ServiceSize:
    """Return the machines that carry a service through its busiest hour.

    Parameters
    ----------
    peak_rate, mean_rate
        Output tokens per second in the busiest hour and on average, shape ``(draw,)``. [token/s]
    replica_rate
        Output tokens per second of one replica within its latency limits, ``(draw,)``. [token/s]
    replica_accelerators
        Accelerators per replica. [1]
    utilisation_ceiling
        Share of the rate that may be used in the busiest hour, in 0–1. [1]
    node_accelerators
        Accelerators per server. [1]
    n_spare_replicas
        Replicas beyond those needed, so that one may fail. [1]

    Returns
    -------
    ServiceSize
        Whole replicas, whole servers.

    Notes
    -----
    Equation Q-4 of ``docs/method/serving.md``. A replica larger than a server takes whole servers.
    """
    usable = np.asarray(replica_rate) * utilisation_ceiling
    needed = np.maximum(np.ceil(np.asarray(peak_rate) / usable), 1.0)
    replicas = np.atleast_1d(needed + n_spare_replicas)
    accelerators = replicas * replica_accelerators
    if replica_accelerators <= node_accelerators:
        nodes = np.ceil(replicas / (node_accelerators // replica_accelerators))
    else:
        nodes = replicas * np.ceil(replica_accelerators / node_accelerators)
    return ServiceSize(
        n_replicas=replicas,
        n_accelerators=accelerators,
        n_nodes=nodes,
        n_accelerators_installed=nodes * node_accelerators,
        utilisation=np.asarray(mean_rate) / (replicas * replica_rate),
    )
