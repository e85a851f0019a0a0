"""The worked example of the docs: its arithmetic from its inputs, and both against the program.

Run as a program, ``python tests/golden/test_worked_example.py``, it writes the medians of today
into the page and works the page out anew; read the difference before you commit it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from steelyard.dossier.loader import load_dossier
from steelyard.facts.loader import load_facts
from steelyard.needs import assess_needs
from steelyard.options.appraise import appraise_options
from steelyard.quantities.money import present_value
from steelyard.uncertainty import Sample, median_sample

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "method" / "worked-example.md"
USE_CASE = "citizen-questions"
OPTION = "api:deepseek-v2:vendor_in_country:prompting"
YEARS = range(5)
ARITHMETIC = {"max": max, "min": min, "__builtins__": {}}
ROW = re.compile(r"^\|(.+)\|$", re.MULTILINE)


class Program(NamedTuple):
    """What the program says: medians by id, and present values by line."""

    medians: dict[str, float]
    lines: dict[str, float]
    alone: float
    shared: float


def run_program() -> Program:
    """Appraise the example at the medians."""
    dossier = load_dossier(ROOT / "examples" / "guangxi-2024" / "dossier.yaml")
    facts = load_facts(as_of=dossier.as_of)
    sample = Sample(20, 1)
    appraisal = appraise_options(assess_needs(dossier, sample), dossier, facts, sample)
    medians = median_sample()
    (found,) = appraisal.model(medians, (USE_CASE,)).use_cases
    index = next(i for i, option in enumerate(found.options) if option.id == OPTION)
    costs = found.costs[index]
    rate = dossier.money.discount_rate.statement.p50
    use_case = next(entry for entry in dossier.use_cases if entry.id == USE_CASE)
    price = facts.api_price("deepseek-v2")
    known = {name: entry.statement.p50 for name, entry in medians.known.items()}
    stated = {
        "dossier:horizon/first_year": dossier.horizon.first_year,
        "dossier:money/price_year": dossier.money.price_year,
        f"dossier:use_cases/{USE_CASE}/start_year": use_case.start_year,
        "dossier:as_of": dossier.as_of.year,
        "dossier:money/discount_rate": rate,
        f"dossier:use_cases/{USE_CASE}/benefit/ramp_years": use_case.benefit.ramp_years,
        f"{price.id}#input": price.input_per_mtoken,
        f"{price.id}#output": price.output_per_mtoken,
    }
    lines = {line.id: float(present_value(line.cash, rate=rate)[0]) for line in costs.lines}
    return Program({**known, **stated}, lines, float(costs.alone[0]), float(costs.shared[0]))


def cells_of(section: str, text: str) -> list[list[str]]:
    """Return the rows of the table in a section, without its head."""
    body = text.split(f"## {section}\n")[1].split("\n## ", maxsplit=1)[0]
    rows = [[cell.strip() for cell in row.split("|")] for row in ROW.findall(body)]
    return rows[2:]


def worked(text: str, inputs: dict[str, float]) -> tuple[dict, dict, dict]:
    """Do the arithmetic that the page states, from given inputs."""
    names: dict[str, float] = dict(inputs)
    once = {}
    for name, rule, *_ in cells_of("Once", text):
        once[name] = names[name.strip("`")] = evaluated(rule, names)
    yearly: dict[str, list[float]] = {}
    for name, rule, *_ in cells_of("Year by year", text):
        yearly[name.strip("`")] = [
            evaluated(rule, {**names, **{n: v[k] for n, v in yearly.items()}, "k": k})
            for k in YEARS
        ]
    lines = {}
    for line, _, rule, _ in cells_of("Lines", text):
        if "**" not in line:
            lines[line] = evaluated(added(rule, yearly), names)
    return once, yearly, lines


def added(rule: str, yearly: dict[str, list[float]]) -> str:
    """Replace each sum over years by its number."""

    def total(match: re.Match[str]) -> str:
        factors = match[1].split(" * ")
        terms = (evaluated(" * ".join(factors), {n: yearly[n][k] for n in factors}) for k in YEARS)
        return repr(sum(terms))

    return re.sub(r"sum\(([^)]*)\)", total, rule)


def evaluated(rule: str, names: dict[str, float]) -> float:
    """Work out one stated computation."""
    return float(eval(rule.strip("`"), {**ARITHMETIC, **names}))  # noqa: S307 - our own page


def printed(value: float) -> str:
    """Print a quantity as the page does."""
    return f"{value:.10g}"


def money(value: float) -> str:
    """Print an amount as the page does."""
    return f"{value:,.2f}"


def page_inputs(text: str) -> dict[str, float]:
    """Return the inputs as the page states them."""
    return {name.strip("`"): float(value) for name, value, *_ in cells_of("Inputs", text)}


@pytest.fixture(scope="module")
def page() -> str:
    """Return the page."""
    return PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def program() -> Program:
    """Run the program once."""
    return run_program()


def test_every_input_is_the_median_of_its_source(page, program):
    for name, value, _, identifier in cells_of("Inputs", page):
        assert float(value) == program.medians[identifier.strip("`")], name


def test_the_page_does_its_own_arithmetic_right(page):
    once, yearly, lines = worked(page, page_inputs(page))
    for name, _, _, value in cells_of("Once", page):
        assert value == printed(once[name]), name
    for name, _, _, *values in cells_of("Year by year", page):
        assert values == [printed(found) for found in yearly[name.strip("`")]], name
    for line, _, _, value in cells_of("Lines", page):
        expected = sum(lines.values()) if "**" in line else lines[line]
        assert value.strip("*") == money(expected), line


def test_every_line_is_the_programs(page, program):
    _, _, lines = worked(page, page_inputs(page))
    assert set(lines) == set(program.lines)
    for line, value in lines.items():
        assert value == pytest.approx(program.lines[line], rel=1e-9), line
    assert sum(lines.values()) == pytest.approx(program.alone, rel=1e-9)
    assert program.shared == pytest.approx(program.alone, rel=1e-12)


def rewritten(text: str, program: Program) -> str:
    """Fill the page with the medians of the program, and work it out anew."""
    out = []
    for row in text.splitlines():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        name = cells[-1].strip("`")
        if row.startswith("| `") and name in program.medians:
            cells[1] = repr(program.medians[name]).removesuffix(".0")
            out.append(f"| {' | '.join(cells)} |")
        else:
            out.append(row)
    text = "\n".join(out) + "\n"
    once, yearly, lines = worked(text, page_inputs(text))
    out = []
    for row in text.splitlines():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        name = cells[0].strip("`")
        if cells[0] in once:
            cells[-1] = printed(once[cells[0]])
        elif name in yearly:
            cells[-5:] = [printed(value) for value in yearly[name]]
        elif cells[0] in lines:
            cells[-1] = money(lines[cells[0]])
        elif cells[0] == "**total**":
            cells[-1] = f"**{money(sum(lines.values()))}**"
        else:
            out.append(row)
            continue
        out.append(f"| {' | '.join(cells)} |")
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8"), run_program()), encoding="utf-8")
