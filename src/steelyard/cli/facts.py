"""``steelyard facts``: what the program believes, from when, and from whom."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from steelyard import study
from steelyard.cli.console import DONE, FINDINGS, print_json, print_text, told_plainly
from steelyard.cli.days import Day, day

facts_app = typer.Typer(help="List, show and check the shipped facts.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print data as JSON.")]


@facts_app.command("list")
def list_facts(
    parameter: Annotated[str, typer.Argument(help="Part of an id, entity or parameter.")] = "",
    as_of: Day = None,
    as_json: Json = False,
) -> None:
    """List the facts known on a day."""
    with told_plainly():
        table = study.list_facts(parameter, as_of=day(as_of))
    if as_json:
        print_json(table.as_json())
    else:
        print_text(str(table))


@facts_app.command("show")
def show_fact(
    name: Annotated[str, typer.Argument(help="Fact id, model, hardware or source.")],
    as_of: Day = None,
    as_json: Json = False,
) -> None:
    """Show one fact, model card or source with everything behind it."""
    with told_plainly():
        found = study.show_fact(name, as_of=day(as_of))
    if as_json:
        print_json(found.as_json())
    else:
        print_text(str(found))


@facts_app.command("check")
def check_facts(as_of: Day = None, as_json: Json = False) -> None:
    """Check sources, units, aliases, quantiles, dates and overdue reviews; 1 if any is wrong."""
    with told_plainly():
        on = day(as_of) or datetime.now().astimezone().date()
        problems = study.check_facts(on=on)
    if as_json:
        print_json([str(problem) for problem in problems])
    else:
        print_text("\n".join(map(str, problems)) or f"facts: nothing wrong on {on}")
    raise typer.Exit(FINDINGS if problems else DONE)
