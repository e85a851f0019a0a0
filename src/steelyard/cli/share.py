"""``steelyard share``: who pays what when several build together, on any table."""

from pathlib import Path
from typing import Annotated

import typer

from steelyard import study
from steelyard.cli.console import print_json, print_text, told_plainly
from steelyard.cli.options import Json, Language


def share(
    game: Annotated[
        Path,
        typer.Argument(help="JSON: players, and what every group would pay.", show_default=False),
    ],
    *,
    lang: Annotated[Language, typer.Option(help="Language of the answer.")] = Language.EN,
    as_json: Json = False,
) -> None:
    """Share the cost of building together; say who would do better alone.

    {"players": ["A", "B"], "cost": {"A": 5, "B": 6, "A,B": 8}}, with "value" in place of "cost"
    for what groups would have, and "use" by player if shares are to be in proportion to it.
    """
    with told_plainly():
        result = study.share_costs(game)
        text = "" if as_json else study.sharing_in_words(result, lang)
    if as_json:
        print_json(result.as_json())
    else:
        print_text(text)
