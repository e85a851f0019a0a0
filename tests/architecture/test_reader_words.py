"""The first pages speak the reader's language: the words of the trade stay in the annexes."""

from __future__ import annotations

import re

TEMPLATE_KINDS = {".html", ".j2", ".jinja", ".txt"}
# A template whose name says that it is an annex may name methods.
ANNEXES = re.compile(r"annex|method|provenance|trace|glossary")
MARKUP = re.compile(r"\{[%{#].*?[%}#]\}|<(style|script)\b.*?</\1>|<[^>]*>", re.S)


def _shown(text):
    """Return what a reader sees of a template, without markup and template code."""
    return MARKUP.sub(" ", text)


def test_templates_of_the_first_pages_use_plain_words(root, annex_words):
    report = root / "src" / "steelyard" / "report"
    found = [
        f"{path.relative_to(root)}: {word.group()}"
        for path in sorted((report / "templates").rglob("*"))
        if path.suffix in TEMPLATE_KINDS and not ANNEXES.search(path.stem)
        for word in annex_words.finditer(_shown(path.read_text(encoding="utf-8")))
    ]
    assert not found, "\n".join(found)


def test_the_guard_knows_what_it_looks_for(annex_words):
    assert annex_words.search(_shown("<p>The SMAA index</p>"))
    assert annex_words.search("Sobol' indices")
    assert not annex_words.search(_shown('<p class="prim">primary, primed {{ smaa }}</p>'))
