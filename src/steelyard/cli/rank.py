"""``steelyard rank``: the engine of the decision stage on any table."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from steelyard import study
from steelyard.cli.console import print_json, print_message, print_text, told_plainly
from steelyard.cli.options import Json, ManyDraws, Seed
from steelyard.cli.readable import columns


class Method(StrEnum):
    """Methods of ranking."""

    ADDITIVE = "additive"
    TOPSIS = "topsis"
    PROMETHEE2 = "promethee2"
    SMAA = "smaa"


def rank(
    table: Annotated[
        Path,
        typer.Argument(help="CSV: a row an alternative, a column a criterion.", show_default=False),
    ],
    *,
    method: Annotated[Method, typer.Option(help="Method of ranking.")] = Method.ADDITIVE,
    values: Annotated[bool, typer.Option("--values", help="Cells are values in 0-1.")] = False,
    draws: ManyDraws = study.DEFAULT_DRAWS,
    seed: Seed = study.DEFAULT_SEED,
    as_json: Json = False,
) -> None:
    """Rank the alternatives of any table.

    Optional rows: #direction (min or max), #weight, #best, #worst; for promethee2 #preference
    (usual or linear), #q, #p. Draws and seed are used by smaa only.
    """
    with told_plainly():
        result = study.rank_table(table, method.value, values=values, draws=draws, seed=seed)
    if as_json:
        print_json(result.as_json())
        return
    for note in result.notes:
        print_message(f"note: {note}")
    print_text(_text(result))


def _text(result: study.RankResult) -> str:
    scores = result.scores.tolist()
    order = sorted(zip(result.ranks, result.alternatives, scores, strict=True), key=lambda r: r[0])
    rows = [(str(place), name, f"{score:.4g}") for place, name, score in order]
    header = ("rank", "alternative", f"{result.method} score")
    if result.acceptability is None:
        return columns(header, rows)
    first = dict(
        zip(result.alternatives, result.acceptability.rank_acceptability[:, 0], strict=True)
    )
    shares = [(*row, f"{100 * first[row[1]]:.0f} of 100") for row in rows]
    return columns((*header, "best in plausible cases"), shares)
