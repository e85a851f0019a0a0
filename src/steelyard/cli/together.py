"""``steelyard together``: what several gain by building together, and who pays what."""

from pathlib import Path
from typing import Annotated

import typer

from steelyard import study
from steelyard.cli.console import print_message, print_text, progress_of, told_plainly
from steelyard.cli.options import Draws, Json, Language, Seed


def together(
    consortium: Annotated[Path, typer.Argument(help="The consortium file.", show_default=False)],
    *,
    out: Annotated[
        Path, typer.Option(help="Folder for together.json and the pages.", show_default=False)
    ],
    draws: Draws = study.TOGETHER_DRAWS,
    seed: Seed = study.DEFAULT_SEED,
    lang: Annotated[
        list[Language] | None,
        typer.Option(help="Language of the page; may be repeated. Both if omitted."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Say what members gain by building together, who pays what, and who would leave.

    Reads the consortium file and the dossier of each member; writes together.json and a page. With
    --json, together.json is also printed.
    """
    languages = [str(code) for code in dict.fromkeys(lang or Language)]
    with told_plainly():
        study.check_folder(out)
        study.require_report_extra()
        with progress_of("Together") as advance:
            found = study.run_together(consortium, draws=draws, seed=seed, progress=advance)
        text = study.together_json(found)
        pages = study.render_together_pages(found, languages)
        written = study.write_files(out, pages | {study.TOGETHER_FILE: text})
        if as_json:
            print_text(text.rstrip("\n"))
        else:
            print_text(study.together_in_words(found, languages[0]))
        for path in written:
            print_message(f"written: {path}")
