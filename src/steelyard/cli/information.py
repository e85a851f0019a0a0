"""``steelyard information``: what it is worth to find out, on any table of draws."""

from pathlib import Path
from typing import Annotated

import typer

from steelyard import study
from steelyard.cli.console import print_json, print_message, print_text, told_plainly
from steelyard.cli.options import Json
from steelyard.cli.readable import columns, number


def information(
    draws: Annotated[
        Path,
        typer.Argument(
            help="CSV: a row a draw, a column an option or a parameter.", show_default=False
        ),
    ],
    *,
    options: Annotated[
        str,
        typer.Option(
            metavar="COL,COL", help="Columns of net benefit, more being better.", show_default=False
        ),
    ],
    as_json: Json = False,
) -> None:
    """Say what it is worth to find out before choosing, from any table of draws.

    Every column that --options does not name is a parameter.
    """
    with told_plainly():
        names = [name.strip() for name in options.split(",") if name.strip()]
        result = study.information_table(draws, names)
    if as_json:
        print_json(result.as_json())
        return
    for note in result.notes:
        print_message(f"note: {note}")
    print_text(_text(result))


def _text(result: study.InformationResult) -> str:
    now = f"{100 * result.wrong_share:.0f} of 100"
    order = sorted(result.parameters, key=lambda name: -result.of(name).estimate)
    wrong = dict(zip(result.parameters, result.each.wrong_shares, strict=True))
    known = [
        ("everything", result.everything, 0.0),
        *((name, result.of(name), float(wrong[name])) for name in order),
    ]
    rows = [
        (
            name,
            number(worth.estimate) if worth.is_distinguishable else "not distinguishable from 0",
            number(worth.standard_error),
            f"{100 * share:.0f} of 100",
        )
        for name, worth, share in known
    ]
    header = ("find out", "worth at most", "standard error", "then another is better in")
    lead = f"best on average: {result.best}; in {now} draws another option is better"
    return f"{lead}\n{columns(header, rows)}"
