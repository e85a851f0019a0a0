"""``steelyard reopen``: a decision held against a new dossier."""

from datetime import date
from pathlib import Path
from typing import Annotated

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
from steelyard.cli.options import Json, Language, day


def reopen(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="Folder of the decision, or its decision.json.", show_default=False
        ),
    ],
    *,
    dossier: Annotated[Path, typer.Option(help="The new dossier.", show_default=False)],
    as_of: Annotated[
        date | None,
        typer.Option(
            parser=day, metavar="DATE", help="Day of the new study, if not the dossier's own."
        ),
    ] = None,
    triggers_only: Annotated[
        bool, typer.Option("--triggers-only", help="Check the triggers; run no new study.")
    ] = False,
    draws: Annotated[
        int | None,
        typer.Option(
            min=study.LEAST_DRAWS,
            max=study.MOST_DRAWS,
            help="Random draws of the new study; those of the decision if omitted.",
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(min=0, help="Seed of the new study; that of the decision if omitted."),
    ] = None,
    lang: Annotated[Language, typer.Option(help="Language of the answer.")] = Language.EN,
    as_json: Json = False,
) -> None:
    """Say which triggers of a decision have fired, and whether a new study changes the answer.

    Ends with 1 if a trigger fired or an answer changes, with 0 if neither.
    """
    with told_plainly():
        with progress_of("Study") as advance:
            found = study.reopen_decision(
                folder,
                dossier,
                as_of=as_of,
                triggers_only=triggers_only,
                draws=draws,
                seed=seed,
                progress=advance,
            )
        text = "" if as_json else found.as_text(str(lang))
    if as_json:
        print_json(found.as_json())
    else:
        print_text(text)
    raise typer.Exit(FINDINGS if found.is_open else DONE)
