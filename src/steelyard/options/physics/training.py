"""Training: operations, accelerator time, wall time, memory of the training state.

All quantities are coherent: s, byte, FLOP. An accelerator second is one accelerator busy for one
second. Equations T-1 to T-9 of ``docs/method/training.md``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray


class TrainingKind(StrEnum):
    """What is trained, and from which start."""

    PRETRAINING = "pretraining"
    CONTINUED_PRETRAINING = "continued_pretraining"
    FULL_FINE_TUNING = "full_fine_tuning"
    LORA = "lora"


FLOP_PER_PARAMETER_TOKEN: Final = {
    TrainingKind.PRETRAINING: 6.0,
    TrainingKind.CONTINUED_PRETRAINING: 6.0,
    TrainingKind.FULL_FINE_TUNING: 6.0,
    TrainingKind.LORA: 4.0,
}
"""Two for the forward pass, two for activation gradients, two for weight gradients.

LoRA keeps the weights frozen and so saves the last two.
"""

STATE_BYTES_PER_PARAMETER: Final = {
    TrainingKind.PRETRAINING: 16.0,
    TrainingKind.CONTINUED_PRETRAINING: 16.0,
    TrainingKind.FULL_FINE_TUNING: 16.0,
    TrainingKind.LORA: 2.0,
}
"""Weights and gradients at 16 bit, master weights and two Adam moments at 32 bit; LoRA: weights."""


def training_flop(
    *, kind: TrainingKind, n_active_parameters: FloatArray, n_tokens: FloatArray
) -> FloatArray:
    """Return the floating-point operations of one training run.

    Parameters
    ----------
    kind
        What is trained.
    n_active_parameters
        Parameters a token passes through, shape ``(draw,)``. [1]
    n_tokens
        Tokens seen, repetitions included, shape ``(draw,)``. [token]

    Returns
    -------
    FloatArray
        Operations, shape ``(draw,)``. [FLOP]

    Raises
    ------
    ValueError
        If an entry is not positive.

    Notes
    -----
    Equation T-1 of ``docs/method/training.md``. Valid for decoder-only models; attention adds a
    few per cent at long context, embeddings distort models under about 0.1e9 parameters.

    Examples
    --------
    >>> import numpy as np
    >>> float(training_flop(kind=TrainingKind.LORA, n_active_parameters=np.array(7e9),
    ...                     n_tokens=np.array(1e9)))
    2.8e+19
    """
    _require_positive(n_active_parameters=n_active_parameters, n_tokens=n_tokens)
    factor = FLOP_PER_PARAMETER_TOKEN[TrainingKind(kind)]
    return np.asarray(factor * n_active_parameters * n_tokens, dtype=np.float64)


def accelerator_time(
    *, n_flop: FloatArray, peak_flop_per_s: FloatArray, utilisation: FloatArray
) -> FloatArray:
    """Return the accelerator seconds that a number of operations takes.

    Parameters
    ----------
    n_flop
        Operations, shape ``(draw,)``. [FLOP]
    peak_flop_per_s
        Dense 16-bit peak of one accelerator, shape ``(draw,)``. [FLOP/s]
    utilisation
        Run-level share of that peak, restarts and stalls included, shape ``(draw,)``. [1]

    Returns
    -------
    FloatArray
        Accelerator time, shape ``(draw,)``. [s]

    Raises
    ------
    ValueError
        If an entry is not positive.

    Notes
    -----
    Equation T-2 of ``docs/method/training.md``.
    """
    _require_positive(n_flop=n_flop, peak_flop_per_s=peak_flop_per_s, utilisation=utilisation)
    return np.asarray(n_flop / (peak_flop_per_s * utilisation), dtype=np.float64)


def implied_utilisation(
    *, n_flop: FloatArray, peak_flop_per_s: FloatArray, accelerator_time: FloatArray
) -> FloatArray:
    """Return the run-level utilisation that a stated accelerator time implies.

    Parameters
    ----------
    n_flop
        Operations, shape ``(draw,)``. [FLOP]
    peak_flop_per_s
        Dense 16-bit peak of one accelerator, shape ``(draw,)``. [FLOP/s]
    accelerator_time
        Stated accelerator time, shape ``(draw,)``. [s]

    Returns
    -------
    FloatArray
        Share of the peak, shape ``(draw,)``; above 1 the statement cannot be true. [1]

    Raises
    ------
    ValueError
        If an entry is not positive.

    Notes
    -----
    Equation T-3 of ``docs/method/training.md``, the inverse of T-2.
    """
    _require_positive(
        n_flop=n_flop, peak_flop_per_s=peak_flop_per_s, accelerator_time=accelerator_time
    )
    return np.asarray(n_flop / (peak_flop_per_s * accelerator_time), dtype=np.float64)


def run_level_utilisation(
    *, steady_state_utilisation: FloatArray, run_to_steady_ratio: FloatArray
) -> FloatArray:
    """Return the utilisation of a whole run from that of its undisturbed steps.

    Parameters
    ----------
    steady_state_utilisation
        Model FLOP utilisation of undisturbed steps, shape ``(draw,)``. [1]
    run_to_steady_ratio
        Whole run over steady state, shape ``(draw,)``. [1]

    Returns
    -------
    FloatArray
        Run-level utilisation, shape ``(draw,)``. [1]

    Raises
    ------
    ValueError
        If an entry is not positive.

    Notes
    -----
    Equation T-4 of ``docs/method/training.md``. For figures a user gives; the fitted
    distribution is run-level already.
    """
    _require_positive(
        steady_state_utilisation=steady_state_utilisation, run_to_steady_ratio=run_to_steady_ratio
    )
    return np.asarray(steady_state_utilisation * run_to_steady_ratio, dtype=np.float64)


def programme_time(
    *, accelerator_time: FloatArray, programme_to_final_run_ratio: FloatArray
) -> FloatArray:
    """Return the accelerator time of a programme from that of its final run.

    Parameters
    ----------
    accelerator_time
        Final run, shape ``(draw,)``. [s]
    programme_to_final_run_ratio
        All compute of the programme over that of the final run, shape ``(draw,)``. [1]

    Returns
    -------
    FloatArray
        Accelerator time, trials and abandoned runs included, shape ``(draw,)``. [s]

    Raises
    ------
    ValueError
        If the ratio is below 1 or a time not positive.

    Notes
    -----
    Equation T-5 of ``docs/method/training.md``.
    """
    _require_positive(accelerator_time=accelerator_time)
    if np.any(np.asarray(programme_to_final_run_ratio) < 1.0):
        message = "programme_to_final_run_ratio: expected at least 1"
        raise ValueError(message)
    return np.asarray(accelerator_time * programme_to_final_run_ratio, dtype=np.float64)


def productive_share(
    *, n_accelerators: FloatArray, time_between_stops: FloatArray, time_lost_per_stop: FloatArray
) -> FloatArray:
    """Return the share of the calendar in which a run of this width advances.

    Parameters
    ----------
    n_accelerators
        Accelerators at work together, shape ``(draw,)``. [1]
    time_between_stops
        Accelerator time between unplanned stops, shape ``(draw,)``. [s]
    time_lost_per_stop
        Calendar time from a stop to the restart, shape ``(draw,)``. [s]

    Returns
    -------
    FloatArray
        Between 0 and 1, shape ``(draw,)``. [1]

    Raises
    ------
    ValueError
        If an entry is not positive.

    Notes
    -----
    Equation T-6 of ``docs/method/training.md``: stops come once per ``time_between_stops`` of
    accelerator time, so a run twice as wide stops twice as often.
    """
    _require_positive(
        n_accelerators=n_accelerators,
        time_between_stops=time_between_stops,
        time_lost_per_stop=time_lost_per_stop,
    )
    stops_per_second = n_accelerators / time_between_stops
    return np.asarray(1.0 / (1.0 + stops_per_second * time_lost_per_stop), dtype=np.float64)


def wall_time(
    *,
    accelerator_time: FloatArray,
    n_reserved: FloatArray,
    spare_share: FloatArray,
    time_between_stops: FloatArray,
    time_lost_per_stop: FloatArray,
) -> FloatArray:
    """Return the calendar time of a run on a reserved number of accelerators.

    Parameters
    ----------
    accelerator_time
        Time of the run, shape ``(draw,)``. [s]
    n_reserved
        Accelerators reserved, spares included, shape ``(draw,)``. [1]
    spare_share
        Spares over accelerators at work, shape ``(draw,)``. [1]
    time_between_stops, time_lost_per_stop
        As in :func:`productive_share`, shape ``(draw,)``. [s]

    Returns
    -------
    FloatArray
        Calendar time, shape ``(draw,)``. [s]

    Raises
    ------
    ValueError
        If an entry is not positive, or fewer than one accelerator is reserved.

    Notes
    -----
    Equation T-7 of ``docs/method/training.md``. Below one whole spare none is kept.
    """
    _require_positive(accelerator_time=accelerator_time)
    if np.any(np.asarray(n_reserved) < 1.0):
        message = "n_reserved: expected at least 1"
        raise ValueError(message)
    n_spares = np.floor(n_reserved * spare_share / (1.0 + spare_share))
    n_working = n_reserved - n_spares
    share = productive_share(
        n_accelerators=n_working,
        time_between_stops=time_between_stops,
        time_lost_per_stop=time_lost_per_stop,
    )
    return np.asarray(accelerator_time / (n_working * share), dtype=np.float64)


def accelerators_for_wall_time(
    *,
    accelerator_time: FloatArray,
    wall_time: FloatArray,
    spare_share: FloatArray,
    time_between_stops: FloatArray,
    time_lost_per_stop: FloatArray,
) -> FloatArray:
    """Return the accelerators to reserve so that a run ends in a stated calendar time.

    Parameters
    ----------
    accelerator_time
        Time of the run, shape ``(draw,)``. [s]
    wall_time
        Calendar time allowed, shape ``(draw,)``. [s]
    spare_share
        Spares over accelerators at work, shape ``(draw,)``. [1]
    time_between_stops, time_lost_per_stop
        As in :func:`productive_share`, shape ``(draw,)``. [s]

    Returns
    -------
    FloatArray
        Whole accelerators with spares, shape ``(draw,)``; infinite where stops outrun progress
        at any width. [1]

    Raises
    ------
    ValueError
        If an entry is not positive.

    Notes
    -----
    Equation T-8 of ``docs/method/training.md``, T-7 solved for the width.
    """
    _require_positive(
        accelerator_time=accelerator_time,
        wall_time=wall_time,
        time_between_stops=time_between_stops,
        time_lost_per_stop=time_lost_per_stop,
    )
    undisturbed = accelerator_time / wall_time
    lost = undisturbed * time_lost_per_stop / time_between_stops
    room = np.where(lost < 1.0, 1.0 - lost, np.nan)
    needed = np.ceil(np.ceil(undisturbed / room) * (1.0 + spare_share))
    return np.asarray(np.where(np.isnan(needed), np.inf, needed), dtype=np.float64)


def training_state_bytes(*, kind: TrainingKind, n_parameters: FloatArray) -> FloatArray:
    """Return the memory that weights, gradients and optimiser hold during training.

    Parameters
    ----------
    kind
        What is trained.
    n_parameters
        All parameters of the model, shape ``(draw,)``. [1]

    Returns
    -------
    FloatArray
        Least memory over all accelerators together, shape ``(draw,)``. [byte]

    Raises
    ------
    ValueError
        If an entry is not positive.

    Notes
    -----
    Equation T-9 of ``docs/method/training.md``. Activations, adapters and fragmentation come on
    top; offloading to host memory and quantised base weights (QLoRA) lower it.
    """
    _require_positive(n_parameters=n_parameters)
    per_parameter = STATE_BYTES_PER_PARAMETER[TrainingKind(kind)]
    return np.asarray(per_parameter * n_parameters, dtype=np.float64)


def _require_positive(**quantities: FloatArray) -> None:
    for name, values in quantities.items():
        if not np.all(np.asarray(values) > 0.0):
            message = f"{name}: expected positive entries"
            raise ValueError(message)
