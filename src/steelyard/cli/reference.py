"""The reference page of the command line, generated so that it cannot drift from it."""

from __future__ import annotations

from typing import Any, Final

import typer

from steelyard.cli.app import app

WIDTH: Final = 96
"""Characters a line. [1]"""

INTRODUCTION: Final = """\
# The command line

This page is generated from the program by `steelyard.cli.reference`; a test fails when it is not
up to date. [Running a study](../guide/running.md) says what the commands are for,
[exit codes and JSON](../guide/exit-codes-and-json.md) how programs use them.
"""


def render_reference() -> str:
    """Return the reference page.

    Returns
    -------
    str
        Markdown: what `--help` says of each command.
    """
    return "\n".join([INTRODUCTION, *_parts(typer.main.get_command(app), "steelyard")])


def _parts(command: Any, name: str) -> list[str]:
    context = typer.Context(command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH)
    text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    parts = [f"## {name}\n\n```text\n{text}\n```\n"]
    for verb, inner in getattr(command, "commands", {}).items():
        parts += _parts(inner, f"{name} {verb}")
    return parts
