"""Rows of words on the page for several who could build together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleCell:
    """What one rule gives one member, in words."""

    value: str
    advantage: str
    pays: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One member under every rule."""

    member: str
    alone: str
    cells: tuple[RuleCell, ...]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """Whether everybody would stay under one rule."""

    rule: str
    meaning: str
    standing: str
    leaving: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuildRow:
    """Something built once."""

    what: str
    ready: str
    cost: str
    users: str


@dataclass(frozen=True, slots=True)
class UseRow:
    """One use of one member."""

    use: str
    alone: str
    together: str
    standing: str


@dataclass(frozen=True, slots=True)
class MemberBlock:
    """One member with its uses."""

    name: str
    head: str
    uses: tuple[UseRow, ...]


@dataclass(frozen=True, slots=True)
class FormRow:
    """One form of governance."""

    name: str
    is_chosen: bool
    vehicle: str
    control: str
    control_why: str
    gain: str
    as_one: str
    ready: str
    pact_cost: str
    factor: str
    delay: str
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group of members."""

    members: str
    worth: str
    as_one: str
    parts: str
