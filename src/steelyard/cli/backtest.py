"""``steelyard backtest``: the models held against published runs and measurements."""

import typer

from steelyard import study
from steelyard.cli.console import (
    DONE,
    FINDINGS,
    print_json,
    print_text,
    progress_of,
    told_plainly,
)
from steelyard.cli.options import AsOf, Json, today
from steelyard.cli.readable import columns


def backtest(*, as_of: AsOf = None, as_json: Json = False) -> None:
    """Hold the models against published runs and measurements they were not fitted to.

    Ends with 1 if a bar is missed. Takes about a minute.
    """
    with told_plainly():
        book = study.load_facts(as_of=as_of or today())
        with progress_of("Back-testing") as advance:
            result = study.run_backtest(book, progress=advance)
    if as_json:
        print_json(result.as_json())
    else:
        print_text(_text(result))
    raise typer.Exit(DONE if result.passed else FINDINGS)


def _text(result: study.BacktestReport) -> str:
    rows = [
        (bar.part, bar.name, bar.expected or "reported", bar.found, _verdict(bar))
        for bar in result.bars
    ]
    return "\n".join([
        columns(("part", "figure", "bar", "found", "met"), rows),
        "",
        "Outside validity of the serving model, listed and not counted:",
        *(f"  - {line}" for line in result.outside),
        f"Claim (7B model, 30 days, over 2,000 accelerators): {result.claim.sentence}",
        "Every bar is met." if result.passed else "At least one bar is missed.",
    ])


def _verdict(bar: study.Bar) -> str:
    return {True: "yes", False: "NO", None: "-"}[bar.is_met]
