"""Claims about machines, people and data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.dossier.capacity import Role
from steelyard.dossier.text import Message
from steelyard.options.backtest.claims import DAYS, PARAMS_B, TYPICAL_TOKENS_B, examine_claim_7b
from steelyard.options.model import Hosting
from steelyard.quantities.units import BILLION, DAYS_PER_YEAR, MONTHS_PER_YEAR
from steelyard.report.claim_finding import ClaimVerdict, Finding, by_share

if TYPE_CHECKING:
    from steelyard.options.model import OptionCosts
    from steelyard.quantities.arrays import FloatArray
    from steelyard.report.inputs import Study

CARDS: Final = "cards"
LIKELY: Final = 0.8
UNLIKELY: Final = 0.2
SPECIALISTS: Final = 20.0
"""Posts from which a team counts as "tens"; the paper gives no figure. [FTE]"""
LONG_MONTHS: Final = 12.0
"""Training that takes longer than a budget year cannot be planned on the machines at hand.
[month]"""
TOKENS_PER_PARAMETER: Final = 20.0
"""Least tokens a parameter that a model is trained on today. [token]"""


def training_accelerators(study: Study) -> Finding:
    """Return for which token counts a 7B model in 30 days needs over 2,000 accelerators.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Finding
        The claim names no tokens; the finding says from how many it is true.
    """
    found = examine_claim_7b(study.facts)
    chip = found.thresholds[0].hardware
    cell = next(
        cell for cell in found.cells if cell.hardware == chip and cell.tokens_b == TYPICAL_TOKENS_B
    )
    cards, servers = found.threshold(chip, CARDS), found.threshold(chip, "servers")
    thousand = 1000.0
    values: dict[str, str | float] = {
        "hardware": chip,
        "tokens": TYPICAL_TOKENS_B / thousand,
        "days": DAYS,
        "size": PARAMS_B,
        "from_cards": cards.p50 / thousand,
        "low_cards": cards.p05 / thousand,
        "high_cards": cards.p95 / thousand,
        "from_servers": servers.p50 / thousand,
    }
    sentences = [Message("claim.training.no_tokens")]
    if cell.accelerators is not None:
        values |= {
            "needed": cell.accelerators.p50,
            "low": cell.accelerators.p05,
            "high": cell.accelerators.p95,
        }
        sentences.append(Message("claim.training.needed", values))
    sentences.append(Message("claim.training.threshold", values))
    if found.published:
        most = max(found.published, key=lambda row: row.accelerators)
        known = {card.id for card in study.facts.models}
        is_known = most.run.lower().replace(" ", "-") in known
        seen = "claim.training.published" if is_known else "claim.training.published_later"
        sentences.append(
            Message(
                seen,
                {
                    "run": most.run,
                    "tokens": most.tokens_b / thousand,
                    "n": most.accelerators,
                    "hardware": most.hardware,
                },
            )
        )
    probability = cell.probability[CARDS]
    if probability >= LIKELY:
        verdict = ClaimVerdict.HOLDS
    else:
        reachable = cards.p05 <= max(row.tokens_b for row in found.cells)
        verdict = ClaimVerdict.IN_PART if reachable else ClaimVerdict.DOES_NOT_HOLD
    return Finding(verdict, tuple(sentences))


def capacity_suffices(study: Study) -> Finding:
    """Return whether the machines at hand can carry the applications.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Finding
        Accelerators of each kind at hand against the smallest own service of every use case on
        that kind, by the share of draws in which they suffice.
    """
    at_hand = study.needs.capacity.accelerators
    needed = _needed_by_hardware(study)
    if not at_hand:
        return Finding(ClaimVerdict.CANNOT_BE_TOLD, (Message("claim.capacity.nothing_stated"),))
    sentences, enough = [], np.zeros(study.sample.n, dtype=np.bool_)
    for hardware, free in sorted(at_hand.items()):
        low, middle, high = (float(part) for part in np.quantile(free, [0.05, 0.5, 0.95]))
        values: dict[str, str | float] = {
            "hardware": hardware,
            "low": low,
            "free": middle,
            "high": high,
            "mean": float(free.mean()),
        }
        if hardware not in needed:
            sentences.append(Message("claim.capacity.not_used", values))
            continue
        n_cases, units = needed[hardware]
        values |= {"needed": units, "n_cases": float(n_cases), "all": float(_n_cases(study))}
        sentences.append(Message("claim.capacity.against", values))
        enough |= (free >= units) & (n_cases == _n_cases(study))
    n_cases = _n_cases(study)
    if not any(needed[name][0] == n_cases for name in at_hand if name in needed):
        sentences.append(Message("claim.capacity.not_all", {"all": float(n_cases)}))
        return Finding(ClaimVerdict.CANNOT_BE_TOLD, tuple(sentences))
    share = float(enough.mean())
    sentences.append(Message("claim.capacity.share", {"share": share}))
    return Finding(by_share(share), tuple(sentences))


def _n_cases(study: Study) -> int:
    return len(study.needs.use_cases)


def _needed_by_hardware(study: Study) -> dict[str, tuple[int, float]]:
    # For each kind of machine, the option that passes every rule in most use cases, with the fewest
    # units; its smallest footprint is shared and counted once. Median case, busiest year.
    sums: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for entry in study.median.use_cases:
        decision = study.decision.of(entry.use_case)
        for option, costs in zip(entry.options, entry.costs, strict=True):
            units = float(np.max(costs.accelerators))
            at_home = option.hosting is Hosting.OWN_DATA_CENTRE
            passes = decision.option(option.id).is_feasible
            if not (option.hardware and at_home and passes) or not np.isfinite(units) or not units:
                continue
            base = units * _footprint_share(costs)
            sums.setdefault((option.hardware, option.id), []).append((base, units - base))
    found: dict[str, tuple[int, float]] = {}
    for (hardware, _), parts in sums.items():
        units = max(base for base, _ in parts) + sum(extra for _, extra in parts)
        best = found.get(hardware)
        if best is None or (len(parts), -units) > (best[0], -best[1]):
            found[hardware] = (len(parts), units)
    return found


def _footprint_share(costs: OptionCosts) -> float:
    # Share of the machines that several use cases can share, read off the lines that follow them.
    kinds = ("maintenance", "accelerator_rent")
    shared = every = 0.0
    for line in costs.lines:
        if line.id.split("/", maxsplit=1)[0] in kinds:
            every += float(line.cash.sum())
            shared += float(line.cash.sum()) if line.capability else 0.0
    return shared / every if every else 1.0


def capacity_fails_training(study: Study) -> Finding:
    """Return whether the machines at hand are too small to train a model of one's own.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Finding
        Months that a 7B model of typical length would take on what is free, against one year.
    """
    at_hand = study.needs.capacity.accelerators
    found = examine_claim_7b(study.facts)
    cells = {cell.hardware: cell for cell in found.cells if cell.tokens_b == TYPICAL_TOKENS_B}
    chip = found.thresholds[0].hardware
    cell = cells[chip]
    free = sum(at_hand.values(), start=np.zeros(study.sample.n))
    if not at_hand or cell.accelerators is None:
        return Finding(ClaimVerdict.CANNOT_BE_TOLD, (Message("claim.capacity.nothing_stated"),))
    months_of_all = cell.accelerators.p50 * DAYS / DAYS_PER_YEAR * MONTHS_PER_YEAR
    with np.errstate(divide="ignore"):
        months = months_of_all / np.maximum(free, 0.0)
    share = float((months > LONG_MONTHS).mean())
    middle = float(np.median(free))
    sentences = [
        Message("claim.own_training.free", {"free": middle, "high": float(np.quantile(free, 0.95))})
    ]
    if middle > 0:
        sentences.append(
            Message(
                "claim.own_training.months",
                {
                    "hardware": chip,
                    "size": PARAMS_B,
                    "tokens": TYPICAL_TOKENS_B / 1000.0,
                    "months": months_of_all / middle,
                },
            )
        )
    sentences.append(Message("claim.own_training.share", {"share": share}))
    return Finding(by_share(share), tuple(sentences))


def staff_supply(study: Study) -> Finding:
    """Return whether a model of one's own needs tens of specialists, and whether they can be had.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Finding
        Person-months of training from the start over its duration, whoever employs the people.
        These are bands of our own judgement, and the finding says so.
    """
    book, places = study.facts, (study.dossier.jurisdiction.country, "WLD")
    months = [
        book.find("pretraining", f"setup-{role.replace('_', '-')}", places=places) for role in Role
    ]
    known = [fact.statement for fact in months if fact is not None]
    duration = book.find("pretraining", "duration", places=places)
    if not known or duration is None:
        return Finding(ClaimVerdict.CANNOT_BE_TOLD, (Message("claim.staff.not_stated"),))
    span = duration.statement.p50
    low, middle, high = (
        sum(getattr(statement, quantile) for statement in known) / span
        for quantile in ("p05", "p50", "p95")
    )
    tens = _tens(low, high)
    sentences = [
        Message("claim.staff.posts", {"low": low, "middle": middle, "high": high}),
        Message(f"claim.staff.tens.{tens}"),
    ]
    at_hand = _at_hand(study)
    if at_hand is None:
        sentences.append(Message("claim.staff.unknown"))
    else:
        low_at, middle_at, high_at = (
            float(part) for part in np.quantile(at_hand, [0.05, 0.5, 0.95])
        )
        sentences.append(
            Message("claim.staff.at_hand", {"low": low_at, "middle": middle_at, "high": high_at})
        )
        short = float((at_hand < middle).mean())
        sentences.append(Message("claim.staff.short", {"share": short}))
    return Finding(tens, tuple(sentences))


def _tens(low: float, high: float) -> ClaimVerdict:
    if low >= SPECIALISTS:
        return ClaimVerdict.HOLDS
    return ClaimVerdict.IN_PART if high >= SPECIALISTS else ClaimVerdict.DOES_NOT_HOLD


SPECIALIST_ROLES: Final = (Role.ML_ENGINEER, Role.DATA_ENGINEER, Role.PLATFORM_ENGINEER)
"""Roles that the paper's specialists fill."""


def _at_hand(study: Study) -> FloatArray | None:
    # Engineers in the first year, hires included; none where the dossier names no role of these.
    staff = study.needs.capacity.staff
    known = [staff[role][0] for role in SPECIALIST_ROLES if role in staff]
    return None if not known else np.asarray(sum(known), dtype=np.float64)


def shared_data_supports_training(study: Study) -> Finding:
    """Return whether the shared data could train a model.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Finding
        Text known to be usable, against what a model is trained on; records are not text.
    """
    assets = study.dossier.capacity.data_assets
    unknown = [asset for asset in assets if asset.tokens is None]
    known = [asset.tokens.statement for asset in assets if asset.tokens is not None]
    least = PARAMS_B * TOKENS_PER_PARAMETER
    tokens = sum(statement.p50 for statement in known)
    high = sum(statement.p95 for statement in known)
    sentences = [
        Message(
            "claim.data.known",
            {
                "tokens": tokens * BILLION,
                "high": high * BILLION,
                "least": least * BILLION,
                "size": PARAMS_B,
            },
        )
    ]
    if unknown:
        sentences.append(Message("claim.data.unknown", {"n": float(len(unknown))}))
        verdict = ClaimVerdict.CANNOT_BE_TOLD
    else:
        verdict = ClaimVerdict.HOLDS if tokens >= least else ClaimVerdict.DOES_NOT_HOLD
    sentences.append(Message("claim.data.retrieval"))
    return Finding(verdict, tuple(sentences))
