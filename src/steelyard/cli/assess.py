"""``steelyard assess``: one official instrument alone, on a file of answers."""

from pathlib import Path
from typing import Annotated

import typer

from steelyard import study
from steelyard.cli.console import print_json, print_text, stop, told_plainly
from steelyard.cli.options import Json, Language
from steelyard.cli.readable import columns


def assess(
    instrument: Annotated[
        str,
        typer.Argument(help="Id of an instrument, or the YAML file of your own."),
    ] = "",
    *,
    answers: Annotated[
        Path | None, typer.Option(help="File of answers.", show_default=False)
    ] = None,
    template: Annotated[
        bool, typer.Option("--template", help="Print an empty file of answers.")
    ] = False,
    entry: Annotated[
        bool, typer.Option("--entry", help="Print the answers as an entry of a dossier.")
    ] = False,
    list_all: Annotated[bool, typer.Option("--list", help="List the instruments.")] = False,
    lang: Annotated[Language, typer.Option(help="Language of texts.")] = Language.EN,
    as_json: Json = False,
) -> None:
    """Apply an official instrument as its text adds up.

    Open answers are unknown, not zero: the result is then a range, with the answers that can still
    move it.
    """
    with told_plainly():
        if list_all:
            _list(lang, as_json)
        elif not instrument:
            stop("INSTRUMENT: expected an id, found nothing. 'steelyard assess --list' names them.")
        elif template:
            print_text(study.blank_answers(instrument, lang))
        elif answers is None:
            stop("--answers: expected a file, found none. Write one with --template and fill it.")
        else:
            _answered(instrument, answers, lang, as_entry=entry, as_json=as_json)


def _list(lang: Language, as_json: bool) -> None:
    rows = study.instrument_list(lang)
    if as_json:
        print_json(rows)
    else:
        print_text(columns(tuple(rows[0]), [tuple(row.values()) for row in rows]))


def _answered(
    instrument: str, answers: Path, lang: Language, *, as_entry: bool, as_json: bool
) -> None:
    result = study.run_assessment(instrument, answers)
    if as_entry:
        print_text(study.dossier_entry(answers))
    elif as_json:
        print_json(result.as_json())
    else:
        print_text(result.as_text(lang))
