from __future__ import annotations

from steelyard.options.model import Pathway
from steelyard.report.names import CLASS_OF, CLASSES, class_of, names_of


def test_every_pathway_has_a_class():
    assert set(CLASS_OF) == {str(pathway) for pathway in Pathway}
    assert set(CLASS_OF.values()) == set(CLASSES)


def test_a_composite_is_as_demanding_as_its_hardest_part():
    assert class_of(["rag_purchased", "sovereign_cloud"]) == "hybrid"
    assert class_of([Pathway.OPEN_ADAPTATION, Pathway.SOVEREIGN_CLOUD]) == "build"
    assert class_of(["do_minimum"]) == "keep"


def test_names_cover_what_sentences_may_name(study):
    names = names_of(study)
    assert set(names.use_cases) == {entry.id for entry in study.dossier.use_cases}
    assert "do_minimum" in names.options
    assert {entry.id for entry in study.dossier.stakeholders} == set(names.stakeholders)
    assert {case.data_class for case in study.dossier.use_cases} <= set(names.data_classes)
