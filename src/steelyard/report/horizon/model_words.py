"""Layers, and one common model against the model that suits each use case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from steelyard.report.horizon.things import Things

OWN_MODELS: Final = ("adapted_model(", "pretrained_model(")
"""Capabilities that are models of the government's own: the first layer of the Guangxi paper."""
LEAST_COMPARED: Final = 2
"""Models from which a choice of one is a question. [1]"""


@dataclass(frozen=True, slots=True)
class ModelRow:
    """The best plan with one model, or with free choice.

    Attributes
    ----------
    name
        The model, or that each use case takes its own.
    worth
        What the plan is worth; why there is none otherwise.
    points
        Value.
    n_served
        Use cases with a new service.
    is_free
        Whether every use case takes its own.
    """

    name: str
    worth: str
    points: str
    n_served: str
    is_free: bool


def model_rows(things: Things) -> tuple[ModelRow, ...]:
    """Return what one model for everything would be worth, model by model.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    tuple of ModelRow
        The free choice first; empty where there is no choice of models.
    """
    plan = things.section.plan
    if plan.worth is None or len(plan.common_models) < LEAST_COMPARED:
        return ()
    figures = things.figures
    free = ModelRow(
        name=things.text("models.free"),
        worth=figures.money(plan.worth),
        points=f"{plan.points:.1f}",
        n_served=str(len(things.section.new)),
        is_free=True,
    )
    return (
        free,
        *(
            ModelRow(
                name=entry.model,
                worth=things.text("models.none")
                if entry.worth is None
                else figures.money(entry.worth),
                points="–" if entry.worth is None else f"{entry.points:.1f}",
                n_served="–" if entry.worth is None else str(entry.n_served),
                is_free=False,
            )
            for entry in plan.common_models
        ),
    )


def layers(things: Things) -> str:
    """Return what the plan does on the layer of own models and on that of applications.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    str
        One sentence for each; empty where there is no plan.
    """
    plan = things.section.plan
    if plan.worth is None:
        return ""
    own = [
        things.text("layers.built", what=things.shared(build.id), year=str(build.ready_year))
        for build in plan.builds
        if build.id.startswith(OWN_MODELS)
    ]
    first = (
        things.text("layers.own", what=things.joined(own)) if own else things.text("layers.none")
    )
    years = [start.start_year for start in things.section.new if start.start_year is not None]
    second = (
        things.counted("layers.applications", len(years), year=str(min(years)))
        if years
        else things.text("layers.no_applications")
    )
    return things.sentences([first, second])
