"""``steelyard decide`` and ``steelyard compare``: from a dossier to a decision, and between two."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from steelyard import study
from steelyard.cli.console import print_json, print_message, print_text, progress_of, told_plainly
from steelyard.cli.options import Draws, Json, Language, Seed, day


class Format(StrEnum):
    """Formats of reports; decision.json is always written."""

    HTML = "html"
    JSON = "json"


def decide(
    dossier: Annotated[Path, typer.Argument(help="The dossier file.", show_default=False)],
    *,
    out: Annotated[
        Path, typer.Option(help="Folder for decision.json and the reports.", show_default=False)
    ],
    draws: Draws = study.DEFAULT_DRAWS,
    seed: Seed = study.DEFAULT_SEED,
    as_of: Annotated[
        date | None,
        typer.Option(
            parser=day, metavar="DATE", help="Day of the study, if not the dossier's own."
        ),
    ] = None,
    effort: Annotated[
        study.Effort,
        typer.Option(help="quick, or thorough: the same verdicts, with the whole annex."),
    ] = study.Effort.QUICK,
    lang: Annotated[
        list[Language] | None,
        typer.Option(help="Language of the report; may be repeated. Both if omitted."),
    ] = None,
    formats: Annotated[
        list[Format] | None,
        typer.Option(
            "--format", help="html writes reports; json alone leaves them out. Both if omitted."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Run the whole study; write decision.json and the reports.

    With --json, decision.json is also printed.
    """
    languages = [str(code) for code in dict.fromkeys(lang or Language)]
    has_report = Format.HTML in (formats or Format)
    with told_plainly():
        study.check_folder(out)
        if has_report:
            study.require_report_extra()
        with progress_of("Study") as advance:
            result = study.run_study(
                dossier, draws=draws, seed=seed, as_of=as_of, effort=effort, progress=advance
            )
        text = study.decision_json(result)
        files = study.render_reports(result, languages) if has_report else {}
        written = study.write_files(out, files | {study.DECISION_FILE: text})
        if as_json:
            print_text(text.rstrip("\n"))
        else:
            print_text(study.plain_summary(result, languages[0]))
        for path in written:
            print_message(f"written: {path}")


def compare(
    first: Annotated[
        Path, typer.Argument(help="decision.json of the first study.", show_default=False)
    ],
    second: Annotated[
        Path, typer.Argument(help="decision.json of the second study.", show_default=False)
    ],
    *,
    lang: Annotated[Language, typer.Option(help="Language of the answer.")] = Language.EN,
    as_json: Json = False,
) -> None:
    """Say what changed between two decisions, and which inputs caused it."""
    with told_plainly():
        decisions = [study.read_decision(path) for path in (first, second)]
        result = study.compare_decisions(*decisions)
        text = "" if as_json else study.comparison_in_words(result, decisions, str(lang))
    if as_json:
        print_json(result.as_json())
    else:
        print_text(text)
