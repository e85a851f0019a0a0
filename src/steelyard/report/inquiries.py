"""What to find out before anything is spent on a service that the plan would take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.report.standing import QUALITY, few_of, is_conditional, unknown_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from steelyard.dossier.text import Message
    from steelyard.report.inputs import Study

VOLUME: Final = "volume"
BENEFIT: Final = "benefit"
DRIVER: Final = "driver"
GATE: Final = "gate"
KINDS: Final = (VOLUME, BENEFIT, QUALITY, GATE, DRIVER)
"""In the order in which they are asked: those that may end the matter first."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One thing to find out, for the use cases whose new service rests on it.

    Attributes
    ----------
    kind
        ``volume``, ``benefit``, ``quality``, ``gate`` or ``driver``.
    name
        Gate id or parameter id; the kind itself for the others.
    use_cases
        Which.
    todo
        What to do, in words; none where the kind says it.
    turning
        By use case, the volume of the cases that carry the gain; empty but for ``volume``.
        [request/year]
    """

    kind: str
    name: str
    use_cases: tuple[str, ...]
    todo: Message | None
    turning: tuple[float, ...]


def inquiries_of(study: Study, choices: Mapping[str, str]) -> tuple[Inquiry, ...]:
    """Return what to find out first.

    Parameters
    ----------
    study
        A finished study.
    choices
        The plan's option by use case.

    Returns
    -------
    tuple of Inquiry
        For every use case whose new service in the plan must be confirmed; the volume first, then
        benefit, quality, what the rules leave open, and what drives the answer.
    """
    found: dict[tuple[str, str], list[tuple[str, Message | None, float]]] = {}
    for use_case, option in choices.items():
        if not is_conditional(study.decision.of(use_case), option):
            continue
        for kind, name, todo, at in _of_case(study, use_case, option):
            found.setdefault((kind, name), []).append((use_case, todo, at))
    rows = [
        Inquiry(
            kind,
            name,
            tuple(use_case for use_case, _, _ in parts),
            parts[0][1],
            tuple(at for _, _, at in parts) if kind == VOLUME else (),
        )
        for (kind, name), parts in found.items()
    ]
    return tuple(sorted(rows, key=lambda row: (KINDS.index(row.kind), -len(row.use_cases))))


def _of_case(
    study: Study, use_case: str, option: str
) -> Iterator[tuple[str, str, Message | None, float]]:
    decision = study.decision.of(use_case)
    result = decision.option(option)
    few = few_of(study, use_case)
    if few is not None and few.needs_volume:
        yield VOLUME, VOLUME, None, few.volume_paying
    if not decision.has_benefit:
        yield BENEFIT, BENEFIT, None, 0.0
    unknown = unknown_of(result)
    if QUALITY in unknown or (few is not None and few.needs_bar):
        yield QUALITY, QUALITY, None, 0.0
    for gate in result.gates:
        if gate.gate in unknown and gate.gate != QUALITY:
            yield GATE, gate.gate, gate.remedy, 0.0
    drivers = [row for row in decision.information if row.action.key == "find_out.driver"]
    if drivers and not unknown and few is None:
        yield DRIVER, drivers[0].parameter, drivers[0].action, 0.0
