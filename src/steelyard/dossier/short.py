"""Twenty answers become a whole dossier; whatever was not asked is wide and tagged assumed."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from importlib import resources
from string import Template
from typing import TYPE_CHECKING, Any, Final, cast

from babel.numbers import get_territory_currencies

from steelyard.dossier.answers import Range, check_answers
from steelyard.dossier.use_cases import Task
from steelyard.errors import DossierError, Problem
from steelyard.facts.loader import load_facts
from steelyard.instruments.packs import load_pack, pack_ids
from steelyard.quantities.units import SECONDS_PER_HOUR, SECONDS_PER_MINUTE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.dossier.answers import Answer

TEMPLATE: Final = "short_dossier.yaml"
NO_PACK: Final = "GENERIC"
"""Pack of countries that have none of their own."""
HOURS_PER_MINUTE: Final = SECONDS_PER_MINUTE / SECONDS_PER_HOUR
MAIN_LANGUAGE_SHARE: Final = 0.8
"""Assumed share of the first language where several are answered. [1]"""
FULL_TIME_HOURS: Final = (1600.0, 1800.0, 2000.0)
"""Assumed working hours of a full-time post: low, middle, high. [h/year]"""
SPECIALIST_PREMIUM: Final = (1.5, 2.5, 5.0)
"""Assumed cost of a specialist's hour over that of the service's staff. [1]"""
ROLE_SHARES: Final = {
    "ml_engineer": 0.3,
    "platform_engineer": 0.3,
    "data_engineer": 0.2,
    "evaluator": 0.1,
    "security_engineer": 0.1,
}
"""Assumed division of the people answered over the roles. [1]"""
OFFICE_PREMIUM: Final = (1.0, 1.4, 2.0)
"""Assumed cost of an hour of those who own and buy a service over that of its staff. [1]"""
OFFICE_POSTS: Final = {"service_owner": (0.3, 1.0, 3.0), "procurement_officer": (0.2, 0.5, 2.0)}
"""Assumed people beside the specialists, who are not asked for: low, middle, high. [FTE]"""
OFFICE_HIRES: Final = (0.1, 0.3, 1.0)
"""Assumed new people a year of each of these roles. [FTE/year]"""
MINUTES_SAVED_SHARES: Final = {False: (0.03, 0.2, 0.6), True: (0.3, 0.7, 0.9)}
"""Assumed part of today's minutes that an accepted answer saves, by whether it goes to a citizen
and so spares the handling: low, middle, high. [1]"""
WRONG_RESULT_MULTIPLES: Final = {False: (0.1, 0.4, 1.5), True: (0.3, 1.0, 5.0)}
"""Assumed cost of an answer not accepted over that of handling the request once, by whether
citizens meet it: low, middle, high. [1]"""
CITIZEN_TIME_SHARES: Final = (0.1, 0.3, 1.0)
"""Assumed worth of a citizen's time saved over the staff cost of the request. [1]"""
TOKENS: Final = {
    "short": ((500.0, 1500.0, 5000.0), (50.0, 200.0, 800.0)),
    "long": ((1000.0, 3000.0, 15000.0), (200.0, 800.0, 3000.0)),
}
"""Assumed prompt and answer lengths: low, middle, high. [token/request]"""
SHORT_TASKS: Final = frozenset({
    Task.CLASSIFICATION,
    Task.RECOMMENDATION,
    Task.QUESTION_ANSWERING,
    Task.FORM_FILLING,
})
CONTROL: Final = {"low": 1, "moderate": 2, "high": 3}
"""Assumed need for control by impact, 0 to 4. [1]"""
LEAST_OVER_MOST: Final = 0.01
"""Where a range begins at 0, its low end is written as this part of the high end. [1]"""


def short_dossier(answers: Mapping[str, object]) -> str:
    """Write a dossier from twenty answers.

    Parameters
    ----------
    answers
        Answer by question id, as typed or as read from an answers file.

    Returns
    -------
    str
        Commented YAML text.

    Raises
    ------
    DossierError
        With every answer that cannot be used.
    """
    given = check_answers(answers)
    pack = _pack(_country(given))
    labels = [entry.label for entry in load_pack(pack).data_classes]
    if given["data_class"] not in labels:
        expected = f"one of {', '.join(labels)} (pack {pack})"
        found = f"'{given['data_class']}'"
        raise DossierError([Problem("answers.data_class", expected, found, "Choose one.")])
    text = resources.files("steelyard.dossier").joinpath(TEMPLATE).read_text("utf-8")
    return Template(text).substitute(
        _frame(given, pack) | _capacity(given) | _service(given) | _workload(given)
    )


def _frame(given: dict[str, Answer], pack: str) -> dict[str, str]:
    as_of, country = _date(given), _country(given)
    return {
        "id": f"{country.lower()}-{as_of:%Y-%m}",
        "who": _quoted(given["who"]),
        "who_plain": str(given["who"]).replace('"', "'").replace("\\", "/"),
        "as_of": as_of.isoformat(),
        "country": country,
        "tier": str(given["tier"]),
        "pack": pack,
        "languages": ", ".join(_codes(given)),
        "currency": _currency(given, as_of),
        "year": str(as_of.year),
        "first_year": str(as_of.year + 1),
    }


def _capacity(given: dict[str, Answer]) -> dict[str, str]:
    budget = {
        "running_per_year": given["running_budget"],
        "investment_total": given["investment"],
    }
    stated = [
        f"{name}: {_answered(amount, given)}"
        for name, amount in budget.items()
        if isinstance(amount, Range)
    ]
    return {
        "staff": "\n".join(_staff(given)),
        "accelerators": _accelerators(given),
        "budget": ", ".join(stated),
        "has_room": _truth(given["rooms"] in {"own", "both"}),
        "own_rules": _own_rules(given),
    }


def _service(given: dict[str, Answer]) -> dict[str, str]:
    minutes, hourly = _range(given, "minutes"), _range(given, "hourly_cost")
    cost = _times(minutes, hourly, HOURS_PER_MINUTE)
    error, is_public = given["error_rate"], bool(given["public"])
    return {
        "service_title": _quoted(given["service"]),
        "minutes": _answered(minutes, given),
        "hourly_cost": _answered(hourly, given),
        "cost_per_request": _stated(cost, "derived", "Minutes at the hourly cost."),
        "minutes_saved": _assumed(
            _by(minutes, MINUTES_SAVED_SHARES[is_public]),
            "Not asked: an accepted answer spares most of the handling."
            if is_public
            else "Not asked: from hardly anything to most of the minutes.",
        ),
        "cost_of_wrong": _assumed(
            _by(cost, WRONG_RESULT_MULTIPLES[is_public]),
            "Not asked: read and put aside, or handled again with some harm.",
        ),
        "other_value": _citizen_time(cost) if is_public else "",
        "error_rate": _answered(error, given)
        if isinstance(error, Range)
        else _assumed(Range(0.03, 0.12, 0.35), "Not known: the usual width of such services."),
    }


def _workload(given: dict[str, Answer]) -> dict[str, str]:
    task = Task(str(given["task"]))
    inputs, outputs = TOKENS["short" if task in SHORT_TASKS else "long"]
    return {
        "task": str(task),
        "requests": _answered(_range(given, "requests"), given),
        "input_tokens": _assumed(Range(*inputs), "Not asked: a prompt with retrieved passages."),
        "output_tokens": _assumed(Range(*outputs), "Not asked: usual for this kind of work."),
        "language_shares": "\n".join(_language_shares(_codes(given))),
        "data_class": str(given["data_class"]),
        "public": _truth(bool(given["public"])),
        "impact": str(given["impact"]),
        "control": str(CONTROL[str(given["impact"])]),
    }


def _staff(given: dict[str, Answer]) -> list[str]:
    hour = _by(_range(given, "hourly_cost"), FULL_TIME_HOURS)
    note = "Assumed division of the people answered over the roles."
    yearly = _assumed(
        _by(hour, SPECIALIST_PREMIUM), "Not asked: 1.5 to 5 times an hour of the service's staff."
    )
    lines = []
    for role, share in ROLE_SHARES.items():
        posts = _stated(_by(_range(given, "specialists"), (share,) * 3), "derived", note)
        hires = _stated(_by(_range(given, "hires"), (share,) * 3), "derived", note)
        lines += _role(role, posts, hires, yearly)
    yearly = _assumed(
        _by(hour, OFFICE_PREMIUM), "Not asked: 1 to 2 times an hour of the service's staff."
    )
    hires = _assumed(Range(*OFFICE_HIRES), "Not asked: from within the service.")
    for role, number in OFFICE_POSTS.items():
        posts = _assumed(Range(*number), "Not asked: not counted among the people answered.")
        lines += _role(role, posts, hires, yearly)
    return lines


def _role(role: str, posts: str, hires: str, yearly: str) -> list[str]:
    return [
        f"    - role: {role}",
        f"      in_post: {posts}",
        f"      hires_per_year: {hires}",
        f"      cost_per_year: {yearly}",
    ]


def _citizen_time(cost: Range) -> str:
    stated = _assumed(
        _by(cost, CITIZEN_TIME_SHARES), "Not asked: the citizen's own time, a part of the staff's."
    )
    return f"\n      other_value: {stated}"


def _accelerators(given: dict[str, Answer]) -> str:
    stated = given["accelerators"]
    if not isinstance(stated, tuple):
        return "  accelerators: []"
    count, hardware = stated
    source = _quoted(_source(given))
    share = _assumed(Range(0.1, 0.4, 0.8), "Not asked: they already serve something.")
    return (
        f"  accelerators:\n    - hardware: {hardware}\n"
        f"      count: {{value: {count}, source: {source}}}\n      free_share: {share}"
    )


def _own_rules(given: dict[str, Answer]) -> str:
    if given["rooms"] in {"provider", "both"}:
        return ""
    return (
        "\nown_rules:\n"
        "  - id: no-provider-in-the-country\n"
        "    kind: bar_hosting\n"
        "    values: [vendor_in_country, sovereign_cloud]\n"
        "    reason:\n"
        "      en: No provider in the country could run a model\n"
        "      zh: 国内没有可运行模型的服务商\n"
        f"    source: {_quoted(_source(given))}\n"
    )


def _language_shares(codes: tuple[str, ...]) -> list[str]:
    if len(codes) == 1:
        return [f"      - {{language: {codes[0]}, share: 1.0}}"]
    rest = round((1.0 - MAIN_LANGUAGE_SHARE) / (len(codes) - 1), 6)
    first = round(1.0 - rest * (len(codes) - 1), 6)
    shares = [first, *[rest] * (len(codes) - 1)]
    note = "Assumed: four in five in the main language."
    return [
        f'      - {{language: {code}, share: {share:g}, note: "{note}"}}'
        for code, share in zip(codes, shares, strict=True)
    ]


def _pack(country: str) -> str:
    # A country's own pack goes before that of a union it belongs to.
    found = [load_pack(name) for name in pack_ids() if country in load_pack(name).countries]
    return min(found, key=lambda pack: len(pack.countries)).id if found else NO_PACK


def _country(given: dict[str, Answer]) -> str:
    return str(given["country"]).split()[0]


def _currency(given: dict[str, Answer], as_of: dt.date) -> str:
    country, *stated = str(given["country"]).split()
    tender = get_territory_currencies(country, start_date=as_of, end_date=as_of)
    currency = (*stated, *tender, "")[0]
    if currency and _has_exchange_rate(currency, as_of):
        return str(currency)
    problem = Problem(
        "answers.country",
        "a currency whose exchange rate is in the fact base",
        f"'{currency}'",
        f"Give all amounts in another one and say so, as '{country} EUR' or '{country} USD'.",
    )
    raise DossierError([problem])


@cache
def _has_exchange_rate(currency: str, as_of: dt.date) -> bool:
    return load_facts(as_of=as_of).find(currency, "exchange-rate") is not None


def _date(given: dict[str, Answer]) -> dt.date:
    return dt.date.fromisoformat(str(given["as_of"]))


def _codes(given: dict[str, Answer]) -> tuple[str, ...]:
    return tuple(str(given["languages"]).split())


def _range(given: dict[str, Answer], name: str) -> Range:
    # Questions that may stay open are read elsewhere: here nothing may stand for no answer.
    return cast("Range", given[name])


def _source(given: dict[str, Answer]) -> str:
    return f"Answer of {given['who']}, {given['as_of']}"


def _by(stated: Range, factors: tuple[float, float, float]) -> Range:
    low, middle, high = factors
    return Range(stated.low * low, stated.middle * middle, stated.high * high)


def _times(one: Range, other: Range, factor: float) -> Range:
    return _by(one, (other.low * factor, other.middle * factor, other.high * factor))


def _answered(stated: Range, given: dict[str, Answer]) -> str:
    return f"{{{_numbers(stated)}, source: {_quoted(_source(given))}}}"


def _assumed(stated: Range, note: str) -> str:
    return _stated(stated, "assumed", note)


def _stated(stated: Range, status: str, note: str) -> str:
    return f"{{{_numbers(stated)}, status: {status}, note: {_quoted(note)}}}"


def _numbers(stated: Range) -> str:
    if stated.is_certain:
        return f"value: {stated.middle:.6g}"
    low = max(stated.low, stated.high * LEAST_OVER_MOST)
    return f"p05: {low:.6g}, p50: {max(stated.middle, low):.6g}, p95: {stated.high:.6g}"


def _quoted(text: Any) -> str:
    return json.dumps(str(text), ensure_ascii=False)


def _truth(value: bool) -> str:
    return "true" if value else "false"
