"""Where output goes: data to standard output, messages and progress to standard error."""

from __future__ import annotations

import json
import os
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


def _encoded(text: str) -> bytes:
    line = text + "\n"
    try:
        # What the shell handed over in another encoding goes back as it came.
        return line.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return line.encode("utf-8", "replace")


def print_text(text: str) -> None:
    """Print data to standard output, as UTF-8 whatever the locale.

    Parameters
    ----------
    text
        Without a final line break.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(_encoded(text))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise  # who reads has had enough, as `head`: no mistake, and told by the exit code
    except OSError as error:
        # What could not be written must not be tried again when the program ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        stop(f"standard output: cannot be written ({error.strerror}). Make room and run again.")


def print_message(text: str) -> None:
    """Print a message to standard error, as UTF-8 whatever the locale.

    Parameters
    ----------
    text
        Without a final line break.
    """
    sys.stderr.flush()
    sys.stderr.buffer.write(_encoded(text))
    sys.stderr.buffer.flush()


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
    print_message(message)
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
    except MemoryError:
        stop("memory: expected more than this machine has free. Choose fewer --draws.")
    except KeyboardInterrupt:
        stop("Interrupted; nothing was left half written.", INTERRUPTED)


@contextmanager
def progress_of(title: str, *, quiet: bool = False) -> Iterator[Callable[[str, int], None]]:
    """Show progress on standard error when a terminal is there; colours obey ``NO_COLOR``.

    Parameters
    ----------
    title
        What is going on.
    quiet
        Show nothing.

    Yields
    ------
    Callable
        To be called after each step with its name and the number of all steps.
    """
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    is_off = quiet or not console.is_terminal
    with Progress(*columns, console=console, disable=is_off, transient=True) as bar:
        task = bar.add_task(title, total=None)

        def advance(name: str, total: int) -> None:
            bar.update(task, advance=1, total=total, description=f"{title}: {name} done")

        yield advance
