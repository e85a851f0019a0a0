"""``steelyard packs``: the rules of jurisdictions, and one use case under several of them."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from steelyard import study
from steelyard.cli.console import print_json, print_text, told_plainly
from steelyard.cli.options import AsOf, Json, Language, day, today
from steelyard.cli.readable import columns

packs_app = typer.Typer(
    name="packs",
    help="List and show jurisdiction packs, and set a use case under several.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def _days(text: str) -> list[date]:
    return [day(part) for part in text.split(",") if part]


def _words(text: str) -> list[str]:
    return [part for part in text.split(",") if part]


@packs_app.command("list")
def list_packs(
    *,
    lang: Annotated[Language, typer.Option(help="Language of texts.")] = Language.EN,
    as_json: Json = False,
) -> None:
    """List the shipped packs."""
    with told_plainly():
        rows = study.packs_list(lang)
    if as_json:
        print_json(rows)
    else:
        print_text(columns(tuple(rows[0]), [tuple(row.values()) for row in rows]))


@packs_app.command("show")
def show_pack(
    pack: Annotated[str, typer.Argument(help="Id, as CN.", show_default=False)],
    *,
    as_of: AsOf = None,
    lang: Annotated[Language, typer.Option(help="Language of texts.")] = Language.EN,
) -> None:
    """Show what a pack says on a day: classes, rules, instruments, each with its source."""
    with told_plainly():
        print_text(study.pack_text(pack, lang, as_of=as_of or today()))


@packs_app.command("compare")
def compare_packs(
    dossier: Annotated[Path, typer.Argument(help="The dossier file.", show_default=False)],
    *,
    use_case: Annotated[str, typer.Option(help="Id; the first one if omitted.")] = "",
    packs: Annotated[
        str, typer.Option(help="Packs, as CN,EU or, with class and level, CA:protected_b:national.")
    ] = "",
    tiers: Annotated[str, typer.Option(help="Levels, as regional,county.")] = "",
    dates: Annotated[str, typer.Option(help="Days, as 2025-10-09,2025-10-10.")] = "",
    classes: Annotated[str, typer.Option(help="Data classes of the pack.")] = "",
    answers: Annotated[
        list[Path] | None,
        typer.Option(help="Answers file to count beside the dossier's; may be repeated."),
    ] = None,
    lang: Annotated[Language, typer.Option(help="Language of texts.")] = Language.EN,
    as_json: Json = False,
) -> None:
    """Set one use case under several sets of rules, side by side.

    Every combination of what is named is a column; what is not named stays as in the dossier.
    """
    with told_plainly():
        found = study.compare_rules(
            dossier,
            use_case,
            packs=_words(packs),
            tiers=_words(tiers),
            days=_days(dates),
            data_classes=_words(classes),
            answers=answers or [],
        )
    if as_json:
        print_json(found.as_json())
    else:
        print_text(found.as_text(lang))
