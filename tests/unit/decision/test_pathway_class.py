from __future__ import annotations

from steelyard.decision.pathway_class import CLASS_OF, CLASSES, class_of
from steelyard.options.model import Pathway


def test_every_pathway_has_a_class():
    assert set(CLASS_OF) == {str(pathway) for pathway in Pathway}
    assert set(CLASS_OF.values()) == set(CLASSES)


def test_a_composite_is_as_demanding_as_its_hardest_part():
    assert class_of([Pathway.OPEN_ADAPTATION, Pathway.SOVEREIGN_CLOUD]) == "build"
