"""The command ``steelyard``: its verbs, each in the module of its subject."""

from importlib.metadata import version
from typing import Annotated

import typer

from steelyard.cli.assess import assess
from steelyard.cli.backtest import backtest
from steelyard.cli.console import DONE, print_text
from steelyard.cli.decide import compare, decide
from steelyard.cli.documents import documents
from steelyard.cli.dossier import check, init, schema
from steelyard.cli.estimate import estimate_app
from steelyard.cli.facts import facts_app
from steelyard.cli.information import information
from steelyard.cli.packs import packs_app
from steelyard.cli.rank import rank
from steelyard.cli.reopen import reopen
from steelyard.cli.share import share
from steelyard.cli.together import together

app = typer.Typer(
    name="steelyard",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
for command in (
    init, check, decide, together, compare, reopen, assess, documents,
    rank, share, information, backtest, schema,
):  # fmt: skip
    app.command()(command)
app.add_typer(estimate_app)
app.add_typer(facts_app)
app.add_typer(packs_app)


@app.callback(invoke_without_command=True)
def top(
    *,
    show_version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Weigh buying, adapting and building a large language model, use case by use case.

    Exit codes: 0 done, 1 findings (check, facts check, backtest, reopen), 2 bad input,
    130 interrupted. Data go to standard output, messages and progress to standard error.
    """
    if show_version:
        print_text(f"steelyard {version('steelyard')}")
        raise typer.Exit(DONE)


def main() -> None:
    """Run the command line."""
    app()
