"""Claims about money, data security, and one model for everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.dossier.text import Message
from steelyard.options.model import Adaptation, Pathway
from steelyard.report.claim_finding import MOST, ClaimVerdict, Finding, by_share
from steelyard.report.names import class_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from steelyard.options.model import Option, OptionCosts, UseCaseAppraisal
    from steelyard.report.inputs import Study

Kind = "Callable[[Option], bool]"


def _is_bought(option: Option) -> bool:
    return class_of(option.pathways) == "buy"


FITTED: Final = frozenset({
    Adaptation.RETRIEVAL,
    Adaptation.LORA,
    Adaptation.FULL_FINE_TUNING,
    Adaptation.CONTINUED_PRETRAINING,
})
"""Ways of fitting a model that count as customising; instructions alone do not."""


def _is_customised(option: Option) -> bool:
    return option.adaptation in FITTED


def _is_pretrained(option: Option) -> bool:
    return Pathway.PRETRAINING in option.pathways


def _is_owned(option: Option) -> bool:
    return class_of(option.pathways) == "build"


def _cheapest(
    entry: UseCaseAppraisal, kind: Callable[[Option], bool]
) -> tuple[Option, OptionCosts] | None:
    # The cheapest priced option of a kind, standing alone, at the medians.
    found = [
        (option, costs)
        for option, costs in zip(entry.options, entry.costs, strict=True)
        if kind(option) and np.isfinite(costs.alone[0])
    ]
    return min(found, key=lambda pair: float(pair[1].alone[0]), default=None)


def _compared(
    study: Study,
    first: Callable[[Option], bool],
    second: Callable[[Option], bool],
    amount: Callable[[OptionCosts], float],
) -> tuple[int, int, float, float]:
    # Use cases in which the cheapest of the first kind asks for less; their number; mean amounts.
    less, sums = 0, []
    for entry in study.median.use_cases:
        pair = _cheapest(entry, first), _cheapest(entry, second)
        if pair[0] is None or pair[1] is None:
            continue
        amounts = amount(pair[0][1]), amount(pair[1][1])
        less += amounts[0] < amounts[1]
        sums.append(amounts)
    if not sums:
        return 0, 0, 0.0, 0.0
    middle = np.median(np.array(sums), axis=0)
    return less, len(sums), float(middle[0]), float(middle[1])


def _alone(costs: OptionCosts) -> float:
    return float(costs.alone[0])


def _capital(costs: OptionCosts) -> float:
    return float(costs.capital.sum())


def _months(study: Study, kind: Callable[[Option], bool]) -> float | None:
    # Months to service of the cheapest of a kind, middle of the use cases.
    found = [_cheapest(entry, kind) for entry in study.median.use_cases]
    months = [float(pair[1].months_to_service[0]) for pair in found if pair is not None]
    return float(np.median(months)) if months else None


def purchase_lowers_outlay(study: Study) -> Finding:
    """Return whether buying a service asks for less public money than building one.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Finding
        Investment and whole-life cost of the cheapest of each, at the medians, by use case.
    """
    capital = _compared(study, _is_bought, _is_owned, _capital)
    life = _compared(study, _is_bought, _is_owned, _alone)
    if not capital[1]:
        return Finding(ClaimVerdict.CANNOT_BE_TOLD, (Message("claim.money.no_pair"),))
    verdicts = {by_share(part[0] / part[1]) for part in (capital, life)}
    verdict = verdicts.pop() if len(verdicts) == 1 else ClaimVerdict.IN_PART
    return Finding(
        verdict,
        (
            _sentence("claim.purchase.capital", capital),
            _sentence("claim.purchase.life", life),
            *_speed(study),
            Message("claim.purchase.volume"),
        ),
    )


def _speed(study: Study) -> tuple[Message, ...]:
    bought, owned = _months(study, _is_bought), _months(study, _is_owned)
    if bought is None or owned is None:
        return ()
    return (Message("claim.purchase.months", {"low": bought, "high": owned}),)


def _sentence(key: str, found: tuple[int, int, float, float]) -> Message:
    less, n_cases, first, second = found
    return Message(key, {"n": float(less), "of": float(n_cases), "budget": first, "price": second})


def adaptation_costs_less(study: Study) -> Finding:
    """Return whether customising costs less to set up than training a model of one's own.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Finding
        Investment of the cheapest of each, and against buying a service.
    """
    own = _compared(study, _is_customised, _is_pretrained, _capital)
    bought = _compared(study, _is_customised, _is_bought, _capital)
    if not own[1]:
        return Finding(ClaimVerdict.CANNOT_BE_TOLD, (Message("claim.money.no_pair"),))
    sentences = [_sentence("claim.adaptation.own", own)]
    if bought[1]:
        sentences.append(_sentence("claim.adaptation.bought", bought))
    return Finding(by_share(own[0] / own[1]), tuple(sentences))


def build_secures_data(study: Study) -> Finding:
    """Return whether training one's own model secures data better than other ways.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Finding
        Level of control over data, 0–4, of a model of one's own, of an open model held in house,
        and of a purchase. Holds only where training itself adds to it.
    """
    own, held, bought = (
        _data_level(study, kind)
        for kind in (
            _is_pretrained,
            lambda option: Pathway.OPEN_ADAPTATION in option.pathways,
            _is_bought,
        )
    )
    if own is None or held is None:
        return Finding(ClaimVerdict.CANNOT_BE_TOLD, (Message("claim.money.no_pair"),))
    values: dict[str, str | float] = {"own": own, "held": held, "bought": bought or 0.0}
    if own > held:
        verdict = ClaimVerdict.HOLDS
    elif bought is not None and own > bought:
        verdict = ClaimVerdict.IN_PART
    else:
        verdict = ClaimVerdict.DOES_NOT_HOLD
    return Finding(
        verdict, (Message("claim.secures.levels", values), Message(f"claim.secures.{verdict}"))
    )


def _data_level(study: Study, kind: Callable[[Option], bool]) -> float | None:
    levels = [
        float(entry.performance[row, entry.criteria.index("data_sovereignty")][0])
        for entry in study.median.use_cases
        for row, option in enumerate(entry.options)
        if kind(option)
    ]
    return max(levels, default=None)


def one_model_insufficient(study: Study) -> Finding:
    """Return whether one general model would fall short in some use case.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Finding
        Models with instructions only. The claim fails if one of them reaches every bar with a
        probability of four in five; it holds if each misses a bar that another model reaches so
        surely; else it cannot be told.
    """
    reached: dict[str, set[str]] = {}
    for found in study.decision.use_cases:
        for result in found.options:
            is_general = result.option.adaptation is Adaptation.PROMPTING
            if is_general and result.bar_probability is not None:
                cases = reached.setdefault(result.option.model, set())
                if result.bar_probability >= MOST:
                    cases.add(found.use_case)
    n_cases = len(study.decision.use_cases)
    most = {"of": float(n_cases), "share": MOST}
    if not any(reached.values()):
        return Finding(
            ClaimVerdict.CANNOT_BE_TOLD,
            (Message("claim.one_model.none", most), Message("claim.one_model.not_measured")),
        )
    model, cases = max(sorted(reached.items()), key=lambda pair: len(pair[1]))
    values: dict[str, str | float] = {**most, "model": model, "n": float(len(cases))}
    if len(cases) == n_cases:
        verdict = ClaimVerdict.DOES_NOT_HOLD
    elif all(set().union(*reached.values()) - mine for mine in reached.values()):
        verdict = ClaimVerdict.HOLDS
    else:
        verdict = ClaimVerdict.CANNOT_BE_TOLD
    sentences = [Message("claim.one_model.best", values), Message("claim.one_model.not_measured")]
    return Finding(verdict, tuple(sentences))
