"""``steelyard facts``: what the program believes, from when, and from whom."""

from dataclasses import asdict
from typing import Annotated

import typer

from steelyard import study
from steelyard.cli.console import (
    DONE,
    FINDINGS,
    print_json,
    print_message,
    print_text,
    stop,
    told_plainly,
)
from steelyard.cli.options import AsOf, Json, today
from steelyard.cli.readable import columns

facts_app = typer.Typer(
    name="facts",
    help="List, show and check the shipped facts.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@facts_app.command("list")
def list_facts(
    about: Annotated[str, typer.Argument(help="Part of an id, entity, parameter or place.")] = "",
    *,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """List the facts known and valid on a day."""
    on = as_of or today()
    with told_plainly():
        lines = study.facts_table(study.load_facts(as_of=on), about=about)
        if not lines and not as_json:
            stop(f"facts: none known on {on} with '{about}'. 'steelyard facts list' shows all.")
    if as_json:
        print_json([asdict(line) for line in lines])
        return
    header = ("id", "value", "unit", "place", "valid from", "known from", "pedigree", "source")
    rows = [
        (
            line.id,
            line.value,
            line.unit,
            line.place,
            line.valid_from,
            line.known_from,
            line.pedigree,
            line.source,
        )
        for line in lines
    ]
    print_text(columns(header, rows))


@facts_app.command("show")
def show_fact(
    name: Annotated[
        str,
        typer.Argument(help="Fact id, model, accelerator, case or source.", show_default=False),
    ],
    *,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Show everything recorded under a name, with its source."""
    with told_plainly():
        found = study.fact_record(study.load_facts(as_of=as_of or today()), name)
    if as_json:
        print_json(found)
    else:
        print_text("\n".join(f"{field}: {text}" for field, text in found.items()))


@facts_app.command("check")
def check_facts(*, as_of: AsOf = None, as_json: Json = False) -> None:
    """Check sources, units, spellings, quantiles, dates and overdue reviews; 1 if any is wrong."""
    on = as_of or today()
    with told_plainly():
        problems = study.check_facts(on=on)
    if as_json:
        print_json({"on": on.isoformat(), "problems": [asdict(problem) for problem in problems]})
    elif problems:
        print_text("\n".join(map(str, problems)))
        print_message(f"facts: {len(problems)} problems on {on}")
    else:
        print_text(f"facts: nothing wrong on {on}")
    raise typer.Exit(FINDINGS if problems else DONE)
