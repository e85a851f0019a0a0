"""Where output goes: data to standard output, messages and progress to standard error."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from steelyard.errors import SteelyardError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DONE: Final = 0
FINDINGS: Final = 1
BAD_INPUT: Final = 2
INTERRUPTED: Final = 130


def messages() -> Console:
    """Return the console of messages; rich honours ``NO_COLOR`` and pipes by itself.

    Returns
    -------
    Console
        On standard error.
    """
    return Console(stderr=True, highlight=False)


def print_text(text: str) -> None:
    """Print data to standard output, as UTF-8 whatever the locale.

    Parameters
    ----------
    text
        Without a final line break.
    """
    sys.stdout.buffer.write((text + "\n").encode("utf-8"))
    sys.stdout.flush()


def print_json(data: object) -> None:
    """Print data as JSON to standard output.

    Parameters
    ----------
    data
        Plain data.
    """
    print_text(json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False))


def stop(message: str, code: int = BAD_INPUT) -> NoReturn:
    """End the command with a message.

    Parameters
    ----------
    message
        What was wrong and what to do.
    code
        Exit code.

    Raises
    ------
    Exit
        Always.
    """
    messages().print(message, markup=False, soft_wrap=True)
    raise typer.Exit(code)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn errors a user can repair into one message each, without a traceback.

    Yields
    ------
    None
        While the command runs.
    """
    try:
        yield
    except SteelyardError as error:
        stop(str(error))
    except KeyboardInterrupt:
        stop("Interrupted. Nothing was written.", INTERRUPTED)


@contextmanager
def progress_over(title: str, total: int, *, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Show progress on standard error when a terminal is there.

    Parameters
    ----------
    title
        What is going on.
    total
        Steps to come. [1]
    quiet
        Show nothing.

    Yields
    ------
    Callable
        To be called with the name of each finished step.
    """
    console = messages()
    columns = (
        TextColumn("[progress.description]{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    disabled = quiet or not console.is_terminal
    with Progress(*columns, console=console, disable=disabled, transient=True) as bar:
        task = bar.add_task(title, total=total)

        def advance(name: str) -> None:
            bar.update(task, advance=1, description=f"{title}: {name}")

        yield advance
