"""What an option is, what can exclude it, and what the options stage returns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.dossier.capacity import Role
    from steelyard.dossier.text import Message
    from steelyard.options.cell_table import CellTable
    from steelyard.options.exposure import Exposure
    from steelyard.options.years import OwnYears, SharedCapability
    from steelyard.quantities.arrays import BoolArray, FloatArray
    from steelyard.uncertainty import Sample


class Pathway(StrEnum):
    """The seven pathways of the framework, and keeping today's service."""

    DO_MINIMUM = "do_minimum"
    API = "api"
    LICENSED_INSTANCE = "licensed_instance"
    FINETUNED_PURCHASE = "finetuned_purchase"
    RAG_PURCHASED = "rag_purchased"
    SOVEREIGN_CLOUD = "sovereign_cloud"
    OPEN_ADAPTATION = "open_adaptation"
    PRETRAINING = "pretraining"


class Hosting(StrEnum):
    """Where a model runs."""

    VENDOR_ABROAD = "vendor_abroad"
    VENDOR_IN_COUNTRY = "vendor_in_country"
    SOVEREIGN_CLOUD = "sovereign_cloud"
    SHARED_GOVERNMENT_PLATFORM = "shared_government_platform"
    OWN_DATA_CENTRE = "own_data_centre"
    AIR_GAPPED = "air_gapped"
    EDGE_DEVICE = "edge_device"


class Adaptation(StrEnum):
    """How a model is fitted to the task."""

    PROMPTING = "prompting"
    RETRIEVAL = "retrieval"
    LORA = "lora"
    FULL_FINE_TUNING = "full_fine_tuning"
    CONTINUED_PRETRAINING = "continued_pretraining"
    PRETRAINING = "pretraining"


class DeliveryVehicle(StrEnum):
    """Who carries the work out."""

    AGENCY = "agency"
    PUBLIC_RESEARCH_INSTITUTE = "public_research_institute"
    UNIVERSITY = "university"
    STATE_OWNED_ENTERPRISE = "state_owned_enterprise"
    JOINT_VENTURE = "joint_venture"
    CONSORTIUM = "consortium"
    VENDOR = "vendor"
    UPPER_TIER_GOVERNMENT = "upper_tier_government"


class Tenure(StrEnum):
    """How accelerators are paid for."""

    RENT = "rent"
    OWN = "own"


class Pricing(StrEnum):
    """What the price of serving follows."""

    NOTHING = "nothing"
    TOKENS = "tokens"
    CAPACITY = "capacity"


@dataclass(frozen=True, slots=True)
class PlannedModel:
    """A model to be trained.

    Attributes
    ----------
    params_b
        Parameters. [1e9]
    tokens_b
        Training tokens. [Gtoken]
    """

    params_b: float
    tokens_b: float


@dataclass(frozen=True, slots=True)
class Option:
    """One way to do a use case: pathways, model, hosting, adaptation and vehicle.

    Attributes
    ----------
    id
        ``<pathway+pathway>:<model>:<hosting>:<adaptation>`` and the vehicle if it differs from the
        pathway's usual one; ``do_minimum`` alone.
    pathways
        One or more; composites are ordinary.
    model
        Model id, of the fact base; empty for do_minimum; ``own-<size>b`` for a planned model.
    hosting, generation_location
        Where the model runs, and where the text is generated (the two differ for retrieval in
        house with generation at the vendor's).
    adaptation
        How the model is fitted.
    vehicle
        Who carries it out.
    pricing
        Whether serving is paid by tokens or by machines.
    hardware, tenure
        Accelerator id and how it is paid for, where machines are paid for.
    planned
        The model to be trained, for pretraining.
    offer
        Id of the dossier's offer or of the fact base's archetype behind the price.
    """

    id: str
    pathways: tuple[Pathway, ...]
    vehicle: DeliveryVehicle
    pricing: Pricing
    model: str = ""
    hosting: Hosting | None = None
    generation_location: Hosting | None = None
    adaptation: Adaptation | None = None
    hardware: str = ""
    tenure: Tenure | None = None
    planned: PlannedModel | None = None
    offer: str = ""

    @property
    def is_do_minimum(self) -> bool:
        """Whether the option keeps today's service."""
        return self.pathways == (Pathway.DO_MINIMUM,)


class GateState(StrEnum):
    """What a gate says of an option."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    AT_RISK = "at_risk"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


class GateKind(StrEnum):
    """What a gate rests on."""

    LEGAL = "legal"
    OBTAINABLE = "obtainable"
    QUANTITATIVE = "quantitative"
    OWN_RULE = "own_rule"


@dataclass(frozen=True, slots=True)
class GateResult:
    """What one gate says of one option in one use case.

    Attributes
    ----------
    gate
        Gate id, for example ``residency``, ``obtainable_model``, ``quality``, ``people``.
    kind
        Legal and categorical gates are certain; quantitative ones have a probability.
    state
        Pass, at risk, excluded, or unknown (shown as to be confirmed; never a pass).
    probability
        Probability that the requirement is met, or none where unknown. [1]
    rule
        The rule, in words.
    source
        Source id or dossier path of the rule.
    margin
        By how much it is met or missed.
    remedy
        What would let the option pass.
    """

    gate: str
    kind: GateKind
    state: GateState
    probability: float | None
    rule: Message
    source: str
    margin: Message
    remedy: Message


@dataclass(frozen=True, slots=True, eq=False)
class CostLine:
    """One line of an option's whole-life cost.

    Attributes
    ----------
    id
        Line id, for example ``tokens``, ``accelerators``, ``staff``, ``exit``.
    is_capital
        Whether it is investment (else running cost).
    cash
        Constant prices, shape ``(year, draw)``, dearer positive. [CUR/year]
    formula
        Number of the formula in ``docs/method/whole-life-cost.md``, for example ``C-2``.
    inputs
        Ids of the parameters and facts behind it.
    capability
        Shared capability it belongs to; empty if it is the use case's own.
    is_foreign
        Whether it is paid in foreign currency.
    """

    id: str
    is_capital: bool
    cash: FloatArray
    formula: str
    inputs: tuple[str, ...]
    capability: str = ""
    is_foreign: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class OptionCosts:
    """Whole-life cost of one option in one use case, in constant prices.

    Attributes
    ----------
    capital, running
        Investment and running cost standing alone, shape ``(year, draw)``. [CUR/year]
    alone, shared, marginal
        Present value with shared capabilities in full, at an even share, and already open,
        shape ``(draw,)``. [CUR]
    benefit
        Present value of the benefit against do_minimum, shape ``(draw,)``. [CUR]
    today
        Present value of today's service in full, shape ``(draw,)``; what the option saves of it
        is inside ``benefit``. [CUR]
    people
        Full-time equivalents by role, standing alone, shape ``(year,)``, at the median. [FTE]
    accelerators
        Accelerators standing alone, whole nodes, shape ``(year,)``, at the median. [accelerator]
    months_to_service
        Time to first service, procurement included, shape ``(draw,)``. [month]
    foreign_share
        Share of the present value paid in foreign currency, at the median. [1]
    lines
        Every line; kept only for the median case (draw axis of length 1), where lines add up to
        the total exactly and can be recomputed by hand. Empty otherwise.
    yearly
        What it asks for and brings year by year; only where start years were given.
    """

    capital: FloatArray
    running: FloatArray
    alone: FloatArray
    shared: FloatArray
    marginal: FloatArray
    benefit: FloatArray
    today: FloatArray
    people: Mapping[Role, FloatArray]
    accelerators: FloatArray
    months_to_service: FloatArray
    foreign_share: float
    lines: tuple[CostLine, ...] = ()
    yearly: OwnYears | None = None

    @property
    def net(self) -> FloatArray:
        """Option at an even share and today's service, less the benefit. [CUR], ``(draw,)``."""
        return self.shared + self.today - self.benefit


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Where a cell of the performance table comes from, if not computed from draws alone.

    Attributes
    ----------
    how
        ``computed``, ``measured``, ``instrument`` or ``judged``.
    rationale
        Why, in words; also says when nothing was judged and the full range stands.
    """

    how: str
    rationale: Message


@dataclass(frozen=True, slots=True, eq=False)
class UseCaseAppraisal:
    """All options of one use case, priced and measured.

    Attributes
    ----------
    use_case
        Its id.
    options
        Long list; do_minimum is always the first.
    criteria
        Criterion ids, in the order of ``performance``.
    performance
        Shape ``(option, criterion, draw)``, each criterion in its own unit.
    provenance
        Origin of each cell, by (option id, criterion id).
    gates
        Gate results of each option.
    met
        Whether every quantitative gate is met, shape ``(option, draw)``.
    costs
        Whole-life cost of each option.
    capabilities
        Ids of the shared capabilities each option needs.
    quality
        Probability that a result is accepted, shape ``(option, draw)``; nan where unknown. [1]
    """

    use_case: str
    options: tuple[Option, ...]
    criteria: tuple[str, ...]
    performance: FloatArray | CellTable
    provenance: Mapping[tuple[str, str], Judged]
    gates: tuple[tuple[GateResult, ...], ...]
    met: BoolArray
    costs: tuple[OptionCosts, ...]
    capabilities: tuple[frozenset[str], ...]
    quality: FloatArray

    def is_feasible(self, index: int) -> bool:
        """Return whether no gate excludes an option.

        Parameters
        ----------
        index
            Position in ``options``.

        Returns
        -------
        bool
            Unknown gates do not exclude; they are shown as to be confirmed.
        """
        return all(gate.state is not GateState.EXCLUDED for gate in self.gates[index])


class AppraisalModel(Protocol):
    """The options stage as a function of the sample."""

    def __call__(
        self,
        sample: Sample,
        names: tuple[str, ...],
        wanted: frozenset[str] | None = None,
        start_years: Mapping[str, int] | None = None,
        /,
    ) -> Appraisal:
        """Return the appraisal of some use cases, and of some options if these are named.

        With ``start_years`` these take the place of the dossier's, and costs carry ``yearly``.
        """


@dataclass(frozen=True, slots=True, eq=False)
class Appraisal:
    """Result of the options stage.

    Attributes
    ----------
    use_cases
        In the order of the dossier.
    capabilities
        Shared capabilities by id.
    exposures
        On whom each option rests, by option id.
    model
        The same appraisal as a pure function of the sample, for one use case or all:
        ``model(sample, use_case_ids)``. Give it a median sample of length 1 for the median case
        with its cost lines, or one with chosen values along the draw axis for a profile. A third
        argument, ids of options, leaves out all others; a fourth sets start years.
    """

    use_cases: tuple[UseCaseAppraisal, ...]
    capabilities: Mapping[str, SharedCapability]
    exposures: Mapping[str, Exposure]
    model: AppraisalModel
