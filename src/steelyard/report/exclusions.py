"""Excluded options and why, grouped by the rule that excludes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.instruments import load_pack

if TYPE_CHECKING:
    from steelyard.dossier.text import Message
    from steelyard.options.model import GateResult
    from steelyard.report.inputs import Study


@dataclass(frozen=True, slots=True)
class ExcludedOption:
    """One option that a rule excludes.

    Attributes
    ----------
    option
        Its id.
    use_cases
        Where.
    margin
        By how much the rule is missed, in its first use case.
    """

    option: str
    use_cases: tuple[str, ...]
    margin: Message


@dataclass(frozen=True, slots=True)
class ExclusionGroup:
    """Every option that one rule excludes.

    Attributes
    ----------
    gate
        Gate id.
    rule, remedy
        In words.
    rules
        The rule as it stands in each use case, where its numbers differ, with the use cases.
    source
        Source id or dossier path of the rule.
    reference
        Where the source can be read: title and address, if it is a catalogued one.
    options
        Excluded options, by id.
    use_cases
        All use cases concerned.
    """

    gate: str
    rule: Message
    remedy: Message
    rules: tuple[tuple[Message, tuple[str, ...]], ...]
    source: str
    reference: tuple[str, str]
    options: tuple[ExcludedOption, ...]
    use_cases: tuple[str, ...]


def exclusions_of(study: Study) -> tuple[ExclusionGroup, ...]:
    """Return the excluded options of a study.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    tuple of ExclusionGroup
        The rule that excludes most options first.
    """
    found: dict[tuple[str, ...], list[tuple[str, str, GateResult]]] = {}
    for decision in study.decision.use_cases:
        for option in decision.options:
            for gate in option.exclusions:
                found.setdefault(_key(gate), []).append((decision.use_case, option.option.id, gate))
    groups = [_group(study, rows) for rows in found.values()]
    return tuple(sorted(groups, key=lambda group: (-len(group.options), group.gate)))


def _key(gate: GateResult) -> tuple[str, ...]:
    # One rule: the same sentence about the same things, whatever the numbers.
    names = [str(part) for part in gate.rule.values.values() if isinstance(part, str)]
    named = names if gate.kind.value == "legal" else []
    source = gate.source if not gate.source.startswith("dossier:use_cases") else "dossier"
    return (gate.gate, gate.rule.key, gate.remedy.key, source, *_rule_id(gate, named))


def _rule_id(gate: GateResult, named: list[str]) -> tuple[str, ...]:
    rule = gate.rule.values.get("rule")
    return (str(rule),) if rule is not None else ((named[0],) if named else ())


def _group(study: Study, rows: list[tuple[str, str, GateResult]]) -> ExclusionGroup:
    gate = rows[0][2]
    by_option: dict[str, list[tuple[str, GateResult]]] = {}
    for use_case, option, found in rows:
        by_option.setdefault(option, []).append((use_case, found))
    return ExclusionGroup(
        gate=gate.gate,
        rule=gate.rule,
        remedy=gate.remedy,
        rules=_rules(rows),
        source=gate.source,
        reference=_reference(study, gate.source),
        options=tuple(
            ExcludedOption(
                option, tuple(dict.fromkeys(case for case, _ in entries)), entries[0][1].margin
            )
            for option, entries in sorted(by_option.items())
        ),
        use_cases=tuple(dict.fromkeys(use_case for use_case, _, _ in rows)),
    )


def _rules(
    rows: list[tuple[str, str, GateResult]],
) -> tuple[tuple[Message, tuple[str, ...]], ...]:
    # The same rule asks for different numbers in different use cases. Numbers that belong to an
    # option (what it reaches) are no part of the rule's own sentence; the bar is.
    found: dict[str, tuple[Message, list[str]]] = {}
    for use_case, _, gate in rows:
        bar = gate.rule.values.get("bar")
        key = f"{bar:.2f}" if isinstance(bar, float) else ""
        found.setdefault(key, (gate.rule, []))[1].append(use_case)
    return tuple((rule, tuple(dict.fromkeys(cases))) for rule, cases in found.values())


def _reference(study: Study, source: str) -> tuple[str, str]:
    # Title and address of a rule's source; empty where it is an entry of the dossier.
    kind, _, rest = source.partition(":")
    if kind == "pack":
        pack = load_pack(study.dossier.jurisdiction.pack)
        reference = pack.references.get(rest.partition("/")[2])
        return ("", "") if reference is None else (reference.title, reference.url)
    found = study.facts.tables.sources.get(source)
    return ("", "") if found is None else (found.title, found.url)
