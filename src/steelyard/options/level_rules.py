"""The rules by which attributes decide a level, printed in ``docs/method/levels.md``.

Every rule reads :class:`Traits` and nothing else of an option. Where an attribute is unknown the
level is the whole range it could have; it is never set to the middle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from steelyard.facts.cards import GovernmentUse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from steelyard.options.traits import Traits


class Level(NamedTuple):
    """A level with the range that unknown attributes leave open.

    Attributes
    ----------
    low, high
        Both ends, equal where everything is known. [level]
    rule
        Which rule of the page decided.
    """

    low: int
    high: int
    rule: str


def data_sovereignty(traits: Traits) -> Level:
    """Return who can lay hands on the prompts (rule L-1).

    Parameters
    ----------
    traits
        Attributes of an option.

    Returns
    -------
    Level
        4 state premises, 3 an operator under the buyer's law who is not the supplier, 2 a supplier
        in the country under its law, 1 a supplier in the country under another law, 0 abroad.
    """
    if traits.on_state_premises:
        return Level(4, 4, "premises")
    if not traits.data_in_country:
        return Level(0, 0, "abroad")
    if traits.operator_under_buyers_law is None:
        return Level(1, 3, "unknown")
    if not traits.operator_under_buyers_law:
        return Level(1, 1, "foreign_law")
    return Level(2, 2, "supplier") if traits.supplier_reads_prompts else Level(3, 3, "operator")


def technology_sovereignty(traits: Traits) -> Level:
    """Return what the buyer may do with the model (rule L-2).

    Parameters
    ----------
    traits
        Attributes of an option.

    Returns
    -------
    Level
        4 can be made again by the buyer, 3 held and free to change and use, 2 held under
        conditions, 1 an instance or a tuned copy whose weights the supplier keeps, 0 access only.
    """
    if traits.is_trained_here or not traits.uses_model:
        return Level(4, 4, "own_recipe")
    if traits.weights_held:
        if traits.government_use is GovernmentUse.UNKNOWN or traits.may_modify is None:
            return Level(2, 3, "unknown")
        free = traits.government_use is GovernmentUse.YES and bool(traits.may_modify)
        return Level(3, 3, "free") if free else Level(2, 2, "conditions")
    tied = traits.is_tuned or traits.is_dedicated or not traits.at_supplier
    return Level(1, 1, "tied") if tied else Level(0, 0, "access")


def infrastructure_sovereignty(traits: Traits) -> Level:
    """Return who holds the machines, and whether they can be replaced (rule L-3).

    Parameters
    ----------
    traits
        Attributes of an option.

    Returns
    -------
    Level
        4 the state's and replaceable without a foreign licence, 3 the state's otherwise,
        2 to 3 an operator's under the buyer's law, 1 a supplier's in the country, 0 abroad.
    """
    if not traits.uses_model:
        return Level(4, 4, "none_needed")
    if not traits.data_in_country:
        return Level(0, 0, "abroad")
    if traits.at_supplier:
        return Level(1, 1, "supplier")
    top = 4 if traits.machines_of_state else 3
    if traits.hardware_at_risk is None:
        return Level(top - 1, top, "unknown")
    return (
        Level(top - 1, top - 1, "at_risk") if traits.hardware_at_risk else Level(top, top, "safe")
    )


def regulatory_sovereignty(traits: Traits) -> Level:
    """Return whose law can reach the service (rule L-4).

    Parameters
    ----------
    traits
        Attributes of an option.

    Returns
    -------
    Level
        4 nobody outside the buyer's law is needed, 3 a supplier outside it whose licence sets no
        conditions on held weights, 2 one whose licence does, or who licenses an instance to an
        operator under the buyer's law, 1 an operator outside that law but in the country,
        0 abroad and outside.
    """
    if not traits.uses_model:
        return Level(4, 4, "none_needed")
    operator, supplier = traits.operator_under_buyers_law, traits.supplier_under_buyers_law
    if operator is None or supplier is None:
        return Level(1, 4, "unknown")
    if not operator:
        return Level(1, 1, "foreign_operator") if traits.data_in_country else Level(0, 0, "abroad")
    return Level(4, 4, "own_law") if supplier else _under_foreign_terms(traits)


def _under_foreign_terms(traits: Traits) -> Level:
    if traits.weights_held and traits.government_use is GovernmentUse.YES:
        return Level(3, 3, "free_weights")
    if traits.weights_held and traits.government_use is GovernmentUse.UNKNOWN:
        return Level(2, 3, "unknown")
    return Level(2, 2, "foreign_terms")


def assurance(traits: Traits) -> Level:
    """Return how well privacy and security can be assured (rule L-5).

    Parameters
    ----------
    traits
        Attributes of an option.

    Returns
    -------
    Level
        One for each that holds: the operator can be audited under the buyer's law; the deployed
        model is tuned and tested for safety by somebody other than the buyer; data and recipe can
        be examined; the service is cut off from networks.
    """
    if not traits.uses_model:
        return Level(4, 4, "none_needed")
    sure = traits.is_safety_tuned + traits.has_open_recipe + traits.is_isolated
    audited = traits.operator_under_buyers_law
    if audited is None:
        return Level(sure, sure + 1, "unknown")
    return Level(sure + audited, sure + audited, "count")


def inspectability(traits: Traits) -> Level:
    """Return how far behaviour can be looked into and corrected (rule L-6).

    Parameters
    ----------
    traits
        Attributes of an option.

    Returns
    -------
    Level
        4 weights, data and recipe; 3 weights held and free to change; 2 tuning through a supplier
        or weights that may not be changed; 1 own sources checked against answers; 0 prompts only.
    """
    if not traits.uses_model or (traits.weights_held and traits.has_open_recipe):
        return Level(4, 4, "everything")
    if traits.weights_held:
        if traits.may_modify is None:
            return Level(2, 3, "unknown")
        return Level(3, 3, "weights") if traits.may_modify else Level(2, 2, "fixed_weights")
    if traits.is_tuned:
        return Level(2, 2, "supplier_tuning")
    return Level(1, 1, "sources") if traits.has_retrieval else Level(0, 0, "prompts")


RULES: Final[Mapping[str, Callable[[Traits], Level]]] = {
    "data_sovereignty": data_sovereignty,
    "technology_sovereignty": technology_sovereignty,
    "infrastructure_sovereignty": infrastructure_sovereignty,
    "regulatory_sovereignty": regulatory_sovereignty,
    "assurance": assurance,
    "inspectability": inspectability,
}


def ruled_level(criterion: str, traits: Traits) -> Level:
    """Return the level of a criterion, bounded by what an instrument found of the offer or place.

    Parameters
    ----------
    criterion
        One of :data:`RULES`.
    traits
        Attributes of an option.

    Returns
    -------
    Level
        The rule's own level, or that of the assessment where it is lower: the rule reads what is
        so by design, the assessment what was found, and the weaker of the two holds.
    """
    level = RULES[criterion](traits)
    bound = traits.assessed.get(criterion)
    if bound is None:
        return level
    low, high = min(level.low, bound[0]), min(level.high, bound[1])
    return level if (low, high) == (level.low, level.high) else Level(low, high, "assessed")
