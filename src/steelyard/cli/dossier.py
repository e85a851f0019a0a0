"""``steelyard init``, ``check`` and ``schema``: begin a dossier, and find what is wrong with it."""

from pathlib import Path
from typing import Annotated

import typer

from steelyard import study
from steelyard.cli.console import (
    BAD_INPUT,
    DONE,
    FINDINGS,
    print_json,
    print_message,
    print_text,
    stop,
    told_plainly,
)
from steelyard.cli.options import Json, Language
from steelyard.errors import DossierError


def check(
    dossier: Annotated[Path, typer.Argument(help="The dossier file.", show_default=False)],
    *,
    as_json: Json = False,
) -> None:
    """Check a dossier: all problems at once, each with its place, what is expected, what to do.

    Ends with 2 if a study cannot be run, with 1 if there is something to know before it.
    """
    report = study.check_dossier(dossier)
    if as_json:
        print_json(report.as_json())
    elif report.problems:
        print_message(str(report))
    else:
        print_text(str(report))
    if report.problems:
        raise typer.Exit(BAD_INPUT)
    raise typer.Exit(FINDINGS if report.findings else DONE)


def init(
    directory: Annotated[
        Path, typer.Argument(help="Folder for the new dossier.", show_default=False)
    ],
    *,
    case: Annotated[
        str | None,
        typer.Option("--from", metavar="CASE", help="Copy a shipped case, or a dossier of yours."),
    ] = None,
    short: Annotated[
        bool, typer.Option("--short", help="Ask at most twenty questions, answer by answer.")
    ] = False,
    answers: Annotated[
        Path | None,
        typer.Option(help="YAML file with the answers to the twenty questions."),
    ] = None,
    lang: Annotated[Language, typer.Option(help="Language of the questions.")] = Language.EN,
    as_json: Json = False,
) -> None:
    """Write a new, commented dossier; nothing is ever overwritten.

    Without --from, --short and --answers it is empty, with the help text of every field.
    """
    with told_plainly():
        study.check_folder(directory)
        if (directory / study.FILE_NAME).exists():
            there = directory / study.FILE_NAME
            stop(f"{there}: expected no dossier yet, found one. Name another folder.")
        given = None
        if answers is not None:
            given = study.load_answers(answers)
        elif short and case is None:
            given = _asked(str(lang))
        path = study.init_dossier(directory, case, short=short, answers=given)
    if as_json:
        print_json({"dossier": str(path)})
    else:
        print_text(str(path))


def _asked(language: str) -> dict[str, object]:
    questions = study.short_questions()
    return {
        question.id: _one_answer(
            question, f"{number}/{len(questions)} {question.prompt_in(language)}"
        )
        for number, question in enumerate(questions, start=1)
    }


def _one_answer(question: study.Question, title: str) -> str:
    while True:
        try:
            answer = typer.prompt(
                title, default=question.default, show_default=bool(question.default), err=True
            )
        except typer.Abort:
            stop("answers: expected one a line, found the end of input. Or name --answers FILE.")
        try:
            study.check_answer(question, answer)
        except DossierError as error:
            print_message(str(error))
            continue
        return str(answer)


def schema(
    *,
    consortium: Annotated[
        bool, typer.Option("--consortium", help="That of a consortium file instead.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Print the JSON Schema of a dossier, for editors."""
    print_json(study.consortium_json_schema() if consortium else study.dossier_json_schema())
