"""``steelyard estimate``: training, serving and interface prices, one at a time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from steelyard import study
from steelyard.cli.console import print_json, print_text, told_plainly
from steelyard.cli.days import Day, day

if TYPE_CHECKING:
    from steelyard.facts.book import FactBook

estimate_app = typer.Typer(help="Estimate one thing at a time.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print data as JSON.")]
Draws = Annotated[int, typer.Option(help="Number of random draws.")]
Seed = Annotated[int, typer.Option(help="Seed of the random draws.")]
Hardware = Annotated[str, typer.Option(help="Accelerator, for example H100-SXM-80GB.")]


def _book(as_of: str | None) -> FactBook:
    on = day(as_of) or datetime.now().astimezone().date()
    return study.load_facts(as_of=on)


def _print(result: study.Estimate, as_json: bool) -> None:
    if as_json:
        print_json(result.as_json())
    else:
        print_text(study.readable(result.as_json()))


@estimate_app.command()
def training(
    params_b: Annotated[float, typer.Option(help="Parameters, in billions.")],
    tokens_b: Annotated[float, typer.Option(help="Training tokens, in billions.")],
    hardware: Hardware,
    active_params_b: Annotated[float | None, typer.Option(help="Active, in billions.")] = None,
    accelerators: Annotated[int | None, typer.Option(help="Accelerators reserved.")] = None,
    precision: Annotated[str, typer.Option(help="bf16, fp16 or fp8.")] = "bf16",
    kind: Annotated[
        study.TrainingKind, typer.Option(help="What is trained.")
    ] = study.TrainingKind.PRETRAINING,
    wall_days: Annotated[float | None, typer.Option(help="Calendar time allowed, days.")] = None,
    accelerator_hours: Annotated[
        float | None, typer.Option(help="Stated accelerator-hours, to be examined.")
    ] = None,
    place: Annotated[str | None, typer.Option(help="Country or zone, as CN-GX.")] = None,
    tenure: Annotated[study.Tenure, typer.Option(help="Rented or owned.")] = study.Tenure.RENT,
    currency: Annotated[str, typer.Option(help="ISO 4217 code of the cost.")] = "USD",
    as_of: Day = None,
    draws: Draws = study.DEFAULT_DRAWS,
    seed: Seed = study.DEFAULT_SEED,
    as_json: Json = False,
) -> None:
    """Accelerator-hours, calendar time, energy, cost and carbon of one training run."""
    with told_plainly():
        request = study.TrainingRequest(
            params_b=params_b,
            tokens_b=tokens_b,
            hardware=hardware,
            active_params_b=active_params_b,
            accelerators=accelerators,
            precision=precision,
            kind=kind,
            wall_days=wall_days,
            accelerator_hours=accelerator_hours,
            place=place,
            tenure=tenure,
            currency=currency,
        )
        sample = study.draw((), n=draws, seed=seed)
        result = study.estimate_training(request, book=_book(as_of), sample=sample)
    _print(result, as_json)


@estimate_app.command()
def api(
    model: Annotated[str, typer.Option(help="Model, for example gpt-4o.")],
    input_tokens: Annotated[float, typer.Option(help="Tokens of one prompt.")],
    output_tokens: Annotated[float, typer.Option(help="Tokens of one answer.")],
    requests: Annotated[float, typer.Option(help="Number of requests.")],
    as_of: Day = None,
    as_json: Json = False,
) -> None:
    """Cost of requests at the list price of a day."""
    with told_plainly():
        request = study.ApiRequest(model, input_tokens, output_tokens, requests)
        result = study.estimate_api(request, book=_book(as_of))
    _print(result, as_json)
