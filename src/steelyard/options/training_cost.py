"""What the compute of an adaptation or a training programme costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from steelyard.errors import FactError
from steelyard.options.amount import Amount
from steelyard.options.estimate_training import simulate_training
from steelyard.options.model import Adaptation
from steelyard.options.physics.training import TrainingKind
from steelyard.options.prices import hourly_rent
from steelyard.options.training_request import TrainingRequest
from steelyard.quantities.units import J_PER_KWH, SECONDS_PER_HOUR

if TYPE_CHECKING:
    from steelyard.options.market import Market
    from steelyard.options.model import Option
    from steelyard.options.training_calibration import UtilisationFit
    from steelyard.quantities.arrays import FloatArray

KINDS = {
    Adaptation.LORA: TrainingKind.LORA,
    Adaptation.FULL_FINE_TUNING: TrainingKind.FULL_FINE_TUNING,
    Adaptation.CONTINUED_PRETRAINING: TrainingKind.CONTINUED_PRETRAINING,
    Adaptation.PRETRAINING: TrainingKind.PRETRAINING,
}


@dataclass(frozen=True, slots=True, eq=False)
class TrainingBill:
    """Compute of one programme: the final run and all trials.

    Attributes
    ----------
    cost
        Of accelerator time, rented. [CUR]
    accelerator_hours
        Shape ``(draw,)``. [h]
    energy_kwh
        Shape ``(draw,)``. [kWh]
    """

    cost: Amount
    accelerator_hours: FloatArray
    energy_kwh: FloatArray


def training_bill(option: Option, *, market: Market, fit: UtilisationFit) -> TrainingBill | None:
    """Return the compute of an option's adaptation.

    Parameters
    ----------
    option
        The option.
    market
        Facts and draws.
    fit
        Run-level utilisation, fitted once a study.

    Returns
    -------
    TrainingBill or None
        None where no weights change, or the supplier trains and prices it in its tokens.

    Notes
    -----
    Equation C-17 of ``docs/method/whole-life-cost.md``: programme hours x hourly rent. Raises
    ``FactError`` where size, tokens or the price of the accelerator is not known.
    """
    if option.adaptation not in KINDS or not option.hardware:
        return None
    key = ("training", option.model, option.planned, option.hardware, option.adaptation)
    return market.kept(key, lambda: _training_bill(option, market, fit))


def _training_bill(option: Option, market: Market, fit: UtilisationFit) -> TrainingBill:
    if option.adaptation is None:
        message = f"'{option.id}': no adaptation, so nothing is trained."
        raise FactError(message)
    total, active, tokens = _size(option, market)
    # Work is proportional to tokens, so one run over a billion of them is scaled in every draw.
    request = TrainingRequest(
        params_b=total,
        active_params_b=active,
        tokens_b=1.0,
        hardware=option.hardware,
        kind=KINDS[option.adaptation],
    )
    run = simulate_training(request, book=market.book, sample=market.sample, fit=fit)
    hours = run.programme_time / SECONDS_PER_HOUR * tokens.values
    rent = hourly_rent(option.hardware, market=market)
    cost = Amount(
        hours * rent.values,
        (*tokens.inputs, *rent.inputs, *(f"fact:{fact}" for fact in run.facts)),
        rent.is_foreign,
    )
    return TrainingBill(cost, hours, run.programme_energy / J_PER_KWH * tokens.values)


def _size(option: Option, market: Market) -> tuple[float, float, Amount]:
    if option.planned is not None:
        size = option.planned.params_b
        planned = np.full(market.sample.n, option.planned.tokens_b)
        return size, size, Amount(planned, (f"option:{option.model}#tokens",))
    card = market.book.model(option.model)
    if card.params_total_b is None:
        message = f"size of '{option.model}': not published, so its training cannot be priced."
        raise FactError(message)
    active = card.params_active_b or card.params_total_b
    tokens = market.number(str(option.adaptation), "tokens", "Gtoken")
    return card.params_total_b, active, tokens
