"""The command ``steelyard`` and its main verbs; the estimates and the facts stand beside it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from steelyard import study
from steelyard.cli.console import (
    BAD_INPUT,
    DONE,
    FINDINGS,
    messages,
    print_json,
    print_text,
    progress_over,
    stop,
    told_plainly,
)
from steelyard.cli.estimate import estimate_app
from steelyard.cli.facts import facts_app

app = typer.Typer(
    name="steelyard",
    help="Weigh buying, adapting and building a large language model, use case by use case.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(estimate_app, name="estimate")
app.add_typer(facts_app, name="facts")

Json = Annotated[bool, typer.Option("--json", help="Print data as JSON.")]
Seed = Annotated[int, typer.Option(help="Seed of the random draws.")]


class Language(StrEnum):
    """Languages of reports."""

    EN = "en"
    ZH = "zh"


class Format(StrEnum):
    """Formats of reports."""

    HTML = "html"
    JSON = "json"


def day(text: str | None) -> date | None:
    """Return a day written as ``2024-05-23``.

    Parameters
    ----------
    text
        As typed.

    Returns
    -------
    date or None
        None where nothing was typed.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        stop(f"--as-of: expected a day as 2024-05-23, found '{text}'.")


@app.callback(invoke_without_command=True)
def _top(
    show_version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if show_version:
        print_text(f"steelyard {version('steelyard')}")
        raise typer.Exit(DONE)


@app.command()
def decide(
    dossier: Annotated[Path, typer.Argument(help="The dossier file.")],
    out: Annotated[Path, typer.Option(help="Folder for decision.json and the reports.")],
    draws: Annotated[int, typer.Option(help="Number of random draws.")] = study.DEFAULT_DRAWS,
    seed: Seed = study.DEFAULT_SEED,
    as_of: Annotated[str | None, typer.Option(help="Day of the study, as 2024-05-23.")] = None,
    lang: Annotated[list[Language] | None, typer.Option(help="Language; may be repeated.")] = None,
    formats: Annotated[
        list[Format] | None, typer.Option("--format", help="Format; may be repeated.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Run the whole study and write decision.json and the reports."""
    wanted = formats or list(Format)
    languages = [str(code) for code in (lang or list(Language))]
    with told_plainly():
        loaded = study.load_dossier(dossier)
        with progress_over("Appraising", len(loaded.use_cases), quiet=as_json) as advance:
            result = study.run_study(
                dossier, draws=draws, seed=seed, as_of=day(as_of), progress=advance
            )
        text = study.decision_json(result)
        files = {"decision.json": text}
        if Format.HTML in wanted:
            files |= study.render_reports(result, languages)
        written = study.write_files(out, files)
        if as_json:
            print_text(text.rstrip("\n"))
            return
        print_text(study.plain_summary(result, languages[0]))
        for path in written:
            messages().print(f"written: {path}", markup=False, soft_wrap=True)


@app.command()
def check(
    dossier: Annotated[Path, typer.Argument(help="The dossier file.")],
    as_json: Json = False,
) -> None:
    """Check a dossier: all problems at once, each with path, expectation and next step."""
    with told_plainly():
        report = study.check_dossier(dossier)
    if as_json:
        print_json(report.as_json())
    else:
        print_text(str(report))
    if report.problems:
        raise typer.Exit(BAD_INPUT)
    raise typer.Exit(FINDINGS if report.findings else DONE)


@app.command()
def init(
    directory: Annotated[Path, typer.Argument(help="Folder for the new dossier.")],
    case: Annotated[str | None, typer.Option("--from", help="Start from a shipped case.")] = None,
    short: Annotated[bool, typer.Option(help="Ask at most twenty questions.")] = False,
    answers: Annotated[
        Path | None, typer.Option(help="YAML file with the answers, instead of asking.")
    ] = None,
) -> None:
    """Write a new, commented dossier; never overwrites."""
    with told_plainly():
        given = None
        if answers is not None:
            given = study.load_answers(answers)
        elif short:
            given = _asked()
        path = study.init_dossier(directory, case=case, answers=given)
    print_text(str(path))


def _asked() -> dict[str, str]:
    questions = study.short_questions()
    found = {}
    for number, question in enumerate(questions, start=1):
        prompt = f"{number}/{len(questions)} {question.prompt}"
        found[question.id] = typer.prompt(prompt, default=question.default or "", err=True)
    return found


@app.command()
def rank(
    table: Annotated[Path, typer.Argument(help="CSV: alternatives by criteria.")],
    method: Annotated[str, typer.Option(help="additive, topsis, promethee2 or smaa.")] = "additive",
    values: Annotated[bool, typer.Option(help="Cells are values in 0-1 already.")] = False,
    draws: Annotated[int, typer.Option(help="Weights to draw, for smaa.")] = study.DEFAULT_DRAWS,
    seed: Seed = study.DEFAULT_SEED,
    as_json: Json = False,
) -> None:
    """Rank any table with the engine of the decision stage."""
    with told_plainly():
        result = study.rank_table(table, method=method, values=values, draws=draws, seed=seed)
    if as_json:
        print_json(result.as_json())
    else:
        print_text(str(result))


@app.command()
def compare(
    first: Annotated[Path, typer.Argument(help="decision.json of the first study.")],
    second: Annotated[Path, typer.Argument(help="decision.json of the second study.")],
    as_json: Json = False,
) -> None:
    """Say what changed between two decisions, and which inputs caused it."""
    with told_plainly():
        result = study.compare_files(first, second)
    if as_json:
        print_json(result.as_json())
    else:
        print_text(str(result))


@app.command()
def backtest(as_json: Json = False, as_of: Annotated[str | None, typer.Option()] = None) -> None:
    """Hold the physics against published runs and measurements; 1 if a bar is missed."""
    with told_plainly():
        on = day(as_of) or datetime.now().astimezone().date()
        with progress_over("Back-testing", 4, quiet=as_json) as advance:
            result = study.run_backtest(on, progress=advance)
    if as_json:
        print_json(result.as_json())
    else:
        print_text(str(result))
    raise typer.Exit(DONE if result.passed else FINDINGS)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a dossier, for editors."""
    print_json(study.dossier_json_schema())


def main() -> None:
    """Run the command line."""
    app()
