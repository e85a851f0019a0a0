"""The files behind a fact book, each read when it is first asked for and kept by one object."""

from __future__ import annotations

import csv
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import ValidationError
from ruamel.yaml import YAML

from steelyard.errors import FactError, Problem
from steelyard.facts import grid
from steelyard.facts.aliases import Aliases
from steelyard.facts.base import FactModel
from steelyard.facts.cards import ModelCard, OfferArchetype
from steelyard.facts.documentation import DocumentRow, TransparencyCell
from steelyard.facts.observations import (
    ApiPriceRow,
    NationalCase,
    ProgressRate,
    ScoreRow,
    Seller,
    ServiceBenefit,
    ServingMeasurement,
    TrainingRun,
)
from steelyard.facts.schema import FactRow, Source, StatusRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from importlib.resources.abc import Traversable

RowT = TypeVar("RowT", bound=FactModel)
Raw = tuple[str, dict[str, Any]]
"""Where a record stands, and its fields as written."""

CALIBRATION_TABLE: Final = "serving_calibration.csv"
"""Figures fitted to the serving measurements; rows are facts like any other."""


def shipped_data() -> Traversable:
    """Return the folder of the shipped facts.

    Returns
    -------
    Traversable
        ``facts/data`` of the installed package.
    """
    return files("steelyard.facts").joinpath("data")


class FactTables:
    """All fact files of one folder, validated on reading.

    Parameters
    ----------
    root
        The folder; the shipped one unless a test or an edition of one's own is meant.
    """

    def __init__(self, root: Traversable | None = None) -> None:
        self.root = shipped_data() if root is None else root

    @cached_property
    def edition(self) -> str:
        """Calendar edition of the folder."""
        return str(self.yaml("edition.yaml")["edition"])

    @cached_property
    def aliases(self) -> Aliases:
        """Spellings of models and hardware."""
        content = self.yaml("aliases.yaml")
        return Aliases(models=content["models"], hardware=content["hardware"])

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id."""
        return {source.id: source for source in self.records(Source, self.raw_sources())}

    @cached_property
    def rows(self) -> tuple[FactRow, ...]:
        """All numbers."""
        return self.records(FactRow, self.raw_numbers())

    @cached_property
    def status_rows(self) -> tuple[StatusRow, ...]:
        """All dated words."""
        return self.records(StatusRow, self.raw_csv(*self.tables_of(StatusRow)))

    @cached_property
    def models(self) -> tuple[ModelCard, ...]:
        """All model cards, by id."""
        return self.records(ModelCard, self.raw_folder("models"))

    @cached_property
    def offers(self) -> tuple[OfferArchetype, ...]:
        """All offer archetypes."""
        return self.records(OfferArchetype, self.raw_list("offers.yaml"))

    @cached_property
    def national_cases(self) -> tuple[NationalCase, ...]:
        """All national programmes."""
        return self.records(NationalCase, self.raw_list("national_cases.yaml"))

    @cached_property
    def training_runs(self) -> tuple[TrainingRun, ...]:
        """All training runs."""
        return self.records(TrainingRun, self.raw_named("training_runs.csv"))

    @cached_property
    def serving_measurements(self) -> tuple[ServingMeasurement, ...]:
        """All serving measurements."""
        return self.records(ServingMeasurement, self.raw_named("serving_measurements.csv"))

    @cached_property
    def serving_calibration(self) -> tuple[FactRow, ...]:
        """Fitted figures of the serving model, whatever the date of a study."""
        return self.records(FactRow, self.raw_csv(CALIBRATION_TABLE))

    @cached_property
    def scores(self) -> tuple[ScoreRow, ...]:
        """All benchmark scores."""
        return self.records(ScoreRow, self.raw_named("scores.csv"))

    @cached_property
    def api_prices(self) -> tuple[ApiPriceRow, ...]:
        """All list prices of interfaces."""
        return self.records(ApiPriceRow, self.raw_named("api_prices.csv"))

    @cached_property
    def sellers(self) -> tuple[Seller, ...]:
        """All sellers of interfaces."""
        return self.records(Seller, self.raw_list("sellers.yaml"))

    @cached_property
    def packaged_prices(self) -> Mapping[str, tuple[str, str]]:
        """Provider and name of models in the price package, by model id."""
        listed = self.yaml("packaged_prices.yaml")
        return {model: (entry["provider"], entry["name"]) for model, entry in listed.items()}

    @cached_property
    def service_benefits(self) -> tuple[ServiceBenefit, ...]:
        """All effects in public services."""
        return self.records(ServiceBenefit, self.raw_csv("service_benefits.csv"))

    @cached_property
    def progress(self) -> tuple[ProgressRate, ...]:
        """All rates of progress."""
        return self.records(ProgressRate, self.raw_csv("progress.csv"))

    @cached_property
    def documents(self) -> tuple[DocumentRow, ...]:
        """All statements about documents of models."""
        return self.records(DocumentRow, self.raw_csv(*self.tables_of(DocumentRow)))

    @cached_property
    def transparency(self) -> tuple[TransparencyCell, ...]:
        """All cells of the transparency index."""
        return self.records(TransparencyCell, self.raw_csv(*self.tables_of(TransparencyCell)))

    def everything(self) -> Iterator[tuple[type[FactModel], Iterator[Raw]]]:
        """Yield every table as written, with what its records must be.

        Yields
        ------
        tuple[type[FactModel], Iterator[Raw]]
            Record type, records.
        """
        yield Source, self.raw_sources()
        yield FactRow, self.raw_numbers()
        yield StatusRow, self.raw_csv(*self.tables_of(StatusRow))
        yield ModelCard, self.raw_folder("models")
        yield OfferArchetype, self.raw_list("offers.yaml")
        yield NationalCase, self.raw_list("national_cases.yaml")
        yield TrainingRun, self.raw_named("training_runs.csv")
        yield ServingMeasurement, self.raw_named("serving_measurements.csv")
        yield ScoreRow, self.raw_named("scores.csv")
        yield ApiPriceRow, self.raw_named("api_prices.csv")
        yield Seller, self.raw_list("sellers.yaml")
        yield ServiceBenefit, self.raw_csv("service_benefits.csv")
        yield ProgressRate, self.raw_csv("progress.csv")
        yield DocumentRow, self.raw_csv(*self.tables_of(DocumentRow))
        yield TransparencyCell, self.raw_csv(*self.tables_of(TransparencyCell))

    def records(self, model: type[RowT], raw: Iterable[Raw]) -> tuple[RowT, ...]:
        """Return validated records.

        Parameters
        ----------
        model
            What a record must be.
        raw
            Records as written, each with its place in the files.

        Returns
        -------
        tuple[RowT, ...]
            In the order of the files.

        Raises
        ------
        FactError
            If a record is wrong; names all of them.
        """
        found, problems = validate(model, raw)
        if problems:
            raise FactError("\n".join(str(problem) for problem in problems))
        return found

    def raw_sources(self) -> Iterator[Raw]:
        """Yield the sources as written.

        Yields
        ------
        Raw
            Place in the file, fields.
        """
        for identifier, fields in self.yaml("sources.yaml").items():
            yield f"sources.yaml {identifier}", {"id": identifier, **fields}

    def raw_numbers(self) -> Iterator[Raw]:
        """Yield all numbers as written: our tables, then the grid data of a package.

        Yields
        ------
        Raw
            File and line, fields.
        """
        yield from self.raw_csv(*self.tables_of(FactRow))
        yield from grid.raw_rows()

    def csv_names(self) -> tuple[str, ...]:
        """Return the tables of the folder.

        Returns
        -------
        tuple[str, ...]
            File names, sorted.
        """
        names = (entry.name for entry in self.root.iterdir())
        return tuple(sorted(name for name in names if name.endswith(".csv")))

    def tables_of(self, model: type[FactModel]) -> tuple[str, ...]:
        """Return the tables whose columns are exactly the fields of a record.

        Parameters
        ----------
        model
            What a row is.

        Returns
        -------
        tuple[str, ...]
            File names, sorted: a new table with these columns is read without being listed.
        """
        columns = set(model.model_fields)
        return tuple(name for name in self.csv_names() if self._columns(name) == columns)

    def _columns(self, name: str) -> set[str]:
        with self.root.joinpath(name).open(encoding="utf-8") as stream:
            return set(stream.readline().strip().split(","))

    def raw_csv(self, *names: str) -> Iterator[Raw]:
        """Yield rows of tables as written, empty cells left out.

        Parameters
        ----------
        *names
            File names in the folder.

        Yields
        ------
        Raw
            File and line, fields.
        """
        for name in names:
            with self.root.joinpath(name).open(encoding="utf-8") as stream:
                for line, fields in enumerate(csv.DictReader(stream, restkey="beyond"), start=2):
                    yield f"{name} line {line}", {k: v for k, v in fields.items() if v}

    def raw_named(self, name: str) -> Iterator[Raw]:
        """Yield rows of a table whose models and hardware are resolved through the aliases.

        Parameters
        ----------
        name
            File name in the folder.

        Yields
        ------
        Raw
            File and line, fields with ``model_id`` and, where there is hardware, ``hardware_id``.
            An unknown spelling adds no id, so that validation names the row.
        """
        for where, fields in self.raw_csv(name):
            model = self.aliases.model(fields.get("model", ""))
            hardware = self.aliases.hardware(fields.get("hardware", ""))
            if model is not None:
                fields["model_id"] = model
            if hardware is not None:
                fields["hardware_id"] = hardware
            yield where, fields

    def raw_folder(self, name: str) -> Iterator[Raw]:
        """Yield the YAML files of a folder, by name.

        Parameters
        ----------
        name
            Folder name.

        Yields
        ------
        Raw
            File, content.
        """
        folder = self.root.joinpath(name)
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if file.name.endswith(".yaml"):
                yield f"{name}/{file.name}", self.yaml(f"{name}/{file.name}")

    def raw_list(self, name: str) -> Iterator[Raw]:
        """Yield the entries of a YAML list.

        Parameters
        ----------
        name
            File name in the folder.

        Yields
        ------
        Raw
            File and number, fields.
        """
        for number, fields in enumerate(self.yaml(name), start=1):
            yield f"{name} entry {number}", fields

    def yaml(self, name: str) -> Any:
        """Return the content of a YAML file.

        Parameters
        ----------
        name
            Path below the folder.

        Returns
        -------
        Any
            Plain lists and mappings.
        """
        with self.root.joinpath(name).open(encoding="utf-8") as stream:
            return YAML(typ="safe", pure=True).load(stream)


def validate(model: type[RowT], raw: Iterable[Raw]) -> tuple[tuple[RowT, ...], tuple[Problem, ...]]:
    """Return the records that are right and the problems of those that are not.

    Parameters
    ----------
    model
        What a record must be.
    raw
        Records as written, each with its place in the files.

    Returns
    -------
    tuple[tuple[RowT, ...], tuple[Problem, ...]]
        Records, problems.
    """
    found: list[RowT] = []
    problems: list[Problem] = []
    for where, fields in raw:
        try:
            found.append(model.model_validate(fields))
        except ValidationError as error:
            problems.extend(_problem(where, detail) for detail in error.errors())
    return tuple(found), tuple(problems)


def _problem(where: str, detail: Any) -> Problem:
    field = ".".join(str(part) for part in detail["loc"])
    step = "Correct the row."
    if field in {"model_id", "hardware_id"} and detail["type"] == "missing":
        step = "Add the spelling to aliases.yaml."
    return Problem(
        path=f"{where} {field}".strip(),
        expected=detail["msg"],
        found=repr(detail["input"])[:120],
        next_step=step,
    )
