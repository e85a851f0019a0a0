"""Claims about money, data security, and one model for everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.dossier.text import Message
from steelyard.options.model import GateState, Pathway
from steelyard.report.claim_finding import ClaimVerdict, Finding, by_share
from steelyard.report.names import class_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from steelyard.options.model import Option, OptionCosts, UseCaseAppraisal
    from steelyard.report.inputs import Study

Kind = "Callable[[Option], bool]"


def _is_bought(option: Option) -> bool:
    return class_of(option.pathways) == "buy"


def _is_customised(option: Option) -> bool:
    customised = {
        Pathway.FINETUNED_PURCHASE,
        Pathway.RAG_PURCHASED,
        Pathway.SOVEREIGN_CLOUD,
        Pathway.OPEN_ADAPTATION,
    }
    return bool(customised & set(option.pathways))


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
            Message("claim.purchase.volume"),
        ),
    )


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
    """Return whether one model could reach the quality bar in every use case.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Finding
        The model that reaches the bar, surely or at risk, in most use cases.
    """
    reached: dict[str, set[str]] = {}
    for entry in study.appraisal.use_cases:
        for option, gates in zip(entry.options, entry.gates, strict=True):
            states = {gate.state for gate in gates if gate.gate == "quality"}
            if option.model and states & {GateState.PASS, GateState.AT_RISK}:
                reached.setdefault(option.model, set()).add(entry.use_case)
    n_cases = len(study.appraisal.use_cases)
    if not reached:
        return Finding(ClaimVerdict.CANNOT_BE_TOLD, (Message("claim.one_model.none"),))
    model, cases = max(sorted(reached.items()), key=lambda pair: len(pair[1]))
    missing = [entry.use_case for entry in study.appraisal.use_cases if entry.use_case not in cases]
    sentence = Message(
        "claim.one_model.best",
        {"model": model, "n": float(len(cases)), "of": float(n_cases)},
    )
    anybody = set().union(*reached.values())
    sentences = [sentence, Message("claim.one_model.not_measured")]
    if missing and not set(missing) & anybody:
        sentences.insert(1, Message("claim.one_model.no_other", {"n": float(len(missing))}))
        return Finding(ClaimVerdict.DOES_NOT_HOLD, tuple(sentences))
    verdict = ClaimVerdict.HOLDS if missing else ClaimVerdict.DOES_NOT_HOLD
    return Finding(verdict, tuple(sentences))
