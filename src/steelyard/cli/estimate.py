"""``steelyard estimate``: training, serving and interface prices, one at a time."""

from typing import Annotated, Any, Protocol

import typer

from steelyard import study
from steelyard.cli.console import print_json, print_text, stop, told_plainly
from steelyard.cli.options import AsOf, Json, ManyDraws, Seed, today
from steelyard.cli.readable import lines_of

estimate_app = typer.Typer(
    name="estimate",
    help="Estimate one thing at a time.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Hardware = Annotated[
    str, typer.Option(metavar="ID", help="Accelerator, as H100-SXM-80GB.", show_default=False)
]


class Estimate(Protocol):
    """What every estimate can say."""

    def as_json(self) -> dict[str, Any]:
        """Return the estimate as plain data."""
        ...


def _print(result: Estimate, as_json: bool) -> None:
    if as_json:
        print_json(result.as_json())
    else:
        print_text("\n".join(lines_of(result.as_json())))


@estimate_app.command()
def training(
    *,
    params_b: Annotated[float, typer.Option(help="Parameters, in billions.", show_default=False)],
    active_params_b: Annotated[
        float | None, typer.Option(help="Parameters a token passes, in billions; all if omitted.")
    ] = None,
    tokens_b: Annotated[
        float, typer.Option(help="Training tokens, in billions.", show_default=False)
    ],
    hardware: Hardware,
    accelerators: Annotated[int | None, typer.Option(help="Accelerators reserved.")] = None,
    precision: Annotated[str, typer.Option(help="bf16, fp16 or fp8.")] = "bf16",
    kind: Annotated[
        study.TrainingKind, typer.Option(help="What is trained.")
    ] = study.TrainingKind.PRETRAINING,
    wall_days: Annotated[
        float | None, typer.Option(help="Calendar time allowed; asks for the accelerators.")
    ] = None,
    accelerator_hours: Annotated[
        float | None, typer.Option(help="Stated hours; asks what utilisation they imply.")
    ] = None,
    place: Annotated[
        str | None, typer.Option(metavar="ZONE", help="Country or zone, as CN-GX, for the cost.")
    ] = None,
    tenure: Annotated[study.Tenure, typer.Option(help="Rented or owned.")] = study.Tenure.RENT,
    currency: Annotated[str, typer.Option(help="ISO 4217 code of the cost.")] = "USD",
    as_of: AsOf = None,
    draws: ManyDraws = study.DEFAULT_DRAWS,
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
        book = study.load_facts(as_of=as_of or today())
        result = study.estimate_training(
            request, book=book, sample=study.draw((), n=draws, seed=seed)
        )
    _print(result, as_json)


@estimate_app.command()
def serving(
    *,
    model: Annotated[
        str, typer.Option(metavar="ID", help="Model; or describe one by the options below.")
    ] = "",
    params_b: Annotated[float | None, typer.Option(help="Parameters, in billions.")] = None,
    active_params_b: Annotated[
        float | None, typer.Option(help="Parameters a token passes, in billions; all if omitted.")
    ] = None,
    layers: Annotated[int | None, typer.Option(help="Layers.")] = None,
    heads: Annotated[int | None, typer.Option(help="Query heads.")] = None,
    kv_heads: Annotated[int | None, typer.Option(help="Key-value heads.")] = None,
    head_dim: Annotated[int | None, typer.Option(help="Size of a head.")] = None,
    hidden: Annotated[int | None, typer.Option(help="Width.")] = None,
    kv_bytes_per_token: Annotated[
        float | None, typer.Option(help="Cache of a token at 16 bit, where heads do not give it.")
    ] = None,
    experts: Annotated[int | None, typer.Option(help="Routed experts.")] = None,
    active_experts: Annotated[int | None, typer.Option(help="Experts a token passes.")] = None,
    hardware: Hardware,
    accelerators: Annotated[int, typer.Option(help="Accelerators in all.", show_default=False)],
    replica_accelerators: Annotated[
        int | None,
        typer.Option(help="Accelerators per copy of the weights; the fewest that do if omitted."),
    ] = None,
    precision: Annotated[
        study.Precision, typer.Option(help="Storage of the weights.", show_default=False)
    ],
    kv_precision: Annotated[
        str | None, typer.Option(help="Storage of the cache; as the weights if omitted.")
    ] = None,
    input_tokens: Annotated[
        float, typer.Option(help="Mean tokens of a prompt.", show_default=False)
    ],
    output_tokens: Annotated[
        float, typer.Option(help="Mean tokens of an answer.", show_default=False)
    ],
    scenario: Annotated[
        study.ServingScenario, typer.Option(help="All requests at once, or as they come.")
    ] = study.ServingScenario.OFFLINE,
    concurrency: Annotated[
        float | None, typer.Option(help="Requests in flight; as many as fit if omitted.")
    ] = None,
    ttft_ms: Annotated[
        float | None, typer.Option(help="Longest mean time to the first token, ms.")
    ] = None,
    tpot_ms: Annotated[
        float | None, typer.Option(help="Longest mean time per output token, ms.")
    ] = None,
    derate: Annotated[
        study.Derate, typer.Option(help="operator: what an ordinary operator reaches.")
    ] = study.Derate.NONE,
    as_of: AsOf = None,
    draws: ManyDraws = study.DEFAULT_DRAWS,
    seed: Seed = study.DEFAULT_SEED,
    as_json: Json = False,
) -> None:
    """Tokens per second, latency and largest batch of a model on given accelerators."""
    described = {
        "params-b": params_b,
        "active-params-b": active_params_b,
        "layers": layers,
        "heads": heads,
        "kv-heads": kv_heads,
        "head-dim": head_dim,
        "hidden": hidden,
        "kv-bytes-per-token": kv_bytes_per_token,
        "experts": experts,
        "active-experts": active_experts,
    }
    with told_plainly():
        request = study.ServingRequest(
            model=model,
            architecture=_architecture(model, described),
            hardware=hardware,
            accelerators=accelerators,
            replica_accelerators=replica_accelerators,
            precision=precision,
            kv_precision=kv_precision,
            input_tokens=input_tokens,
            output_tokens=output_tokens,
            scenario=scenario,
            concurrency=concurrency,
            ttft_ms=ttft_ms,
            tpot_ms=tpot_ms,
            derate=derate,
        )
        book = study.load_facts(as_of=as_of or today())
        result = study.estimate_serving(
            request, book=book, sample=study.draw((), n=draws, seed=seed)
        )
    _print(result, as_json)


def _architecture(model: str, described: dict[str, Any]) -> study.Architecture | None:
    given = [name for name, value in described.items() if value is not None]
    if not given:
        if model:
            return None
        stop("--model: expected a model, or --params-b, --layers, ..., found neither. Give one.")
    if model:
        stop(f"--model: expected a model or its description, found both (--{given[0]}). Give one.")
    problems = [
        f"--{name}: expected a number above 0, found {value:g}. Correct it."
        for name, value in described.items()
        if value is not None and not value > 0
    ]
    problems += [
        f"--{name}: expected a number, found none. A model of your own needs it."
        for name in ("params-b", "layers", "heads", "hidden")
        if described[name] is None
    ]
    if described["kv-bytes-per-token"] is None and None in {
        described["kv-heads"],
        described["head-dim"],
    }:
        problems.append(
            "--kv-heads and --head-dim: expected both, or --kv-bytes-per-token, found neither."
        )
    if problems:
        stop("\n".join(problems))
    total, active = described["params-b"], described["active-params-b"]
    return study.Architecture(
        name="own model",
        params_total_b=total,
        params_active_b=total if active is None else active,
        layers=described["layers"],
        heads=described["heads"],
        hidden=described["hidden"],
        kv_heads=described["kv-heads"],
        head_dim=described["head-dim"],
        kv_bytes_per_token_16bit=described["kv-bytes-per-token"],
        experts=described["experts"],
        active_experts=described["active-experts"],
    )


@estimate_app.command()
def api(
    *,
    model: Annotated[str, typer.Option(metavar="ID", help="Model, as gpt-4o.", show_default=False)],
    input_tokens: Annotated[float, typer.Option(help="Tokens of a prompt.", show_default=False)],
    output_tokens: Annotated[float, typer.Option(help="Tokens of an answer.", show_default=False)],
    requests: Annotated[float, typer.Option(help="Number of requests.", show_default=False)],
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Cost of requests to a model's interface at the list price of a day."""
    with told_plainly():
        request = study.ApiRequest(model, input_tokens, output_tokens, requests)
        result = study.estimate_api(request, book=study.load_facts(as_of=as_of or today()))
    _print(result, as_json)
