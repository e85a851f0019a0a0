from __future__ import annotations

import builtins
import re
from html.parser import HTMLParser

import pytest

from steelyard.errors import OutputError
from steelyard.report import render_html

VOID = {"meta", "br", "hr", "img", "input", "link"}
FIRST_PAGES = re.compile(r'<section id="assumptions".*', re.S)
RAW = re.compile(
    r"\b(do_minimum|api:|rag_purchased|own_data_centre|find_out_first|ml_engineer|dossier:)"
)


class Tree(HTMLParser):
    """Collects what the checks ask for, and fails on tags that do not close."""

    def __init__(self):
        super().__init__()
        self.open, self.headings, self.ids, self.links = [], [], [], []
        self.attributes, self.tables, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given["href"])
        if tag == "table":
            self.tables.append(set())
        if tag == "th" and self.tables:
            self.tables[-1].add(given.get("scope", "missing"))

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.text.append(data)


def parsed(page):
    tree = Tree()
    tree.feed(page)
    assert tree.open == []
    return tree


@pytest.fixture(scope="module", params=["en", "zh"])
def page(request, pages):
    return pages[request.param]


def test_the_page_is_whole_and_names_its_language(pages):
    assert '<html lang="en">' in pages["en"]
    assert '<html lang="zh-CN">' in pages["zh"]
    for page in pages.values():
        parsed(page)


def test_nothing_is_fetched_run_or_styled_in_place(page):
    tree = parsed(page)
    names = {name for _, name, _ in tree.attributes}
    assert not [name for name in names if name == "style" or name.startswith("on")]
    assert not [tag for tag, _, _ in tree.attributes if tag in {"script", "link", "img", "iframe"}]
    assert page.count("<style>") == 1
    assert "url(http" not in page
    assert "@import" not in page


def test_headings_descend_by_one_and_ids_are_unique(page):
    tree = parsed(page)
    assert tree.headings[0] == 1
    assert tree.headings.count(1) == 1
    steps = [
        after - before for before, after in zip(tree.headings, tree.headings[1:], strict=False)
    ]
    assert max(steps) <= 1
    assert len(set(tree.ids)) == len(tree.ids)


def test_every_link_within_the_page_arrives(page):
    tree = parsed(page)
    inside = {link[1:] for link in tree.links if link.startswith("#")}
    assert inside <= set(tree.ids)
    outside = [link for link in tree.links if not link.startswith("#")]
    assert all(link.startswith(("https://", "http://")) for link in outside)


def test_every_table_has_headers_with_scope(page):
    tables = parsed(page).tables
    assert tables
    assert all(scopes and "missing" not in scopes for scopes in tables)


def test_the_first_pages_use_the_readers_words(page, annex_words):
    tree = parsed(FIRST_PAGES.sub("</main></body></html>", page))
    text = " ".join(tree.text)
    assert annex_words.findall(text) == []
    assert RAW.findall(text) == []


def test_unsigned_weights_head_every_part(page, report):
    assert report.front.is_illustration
    sections = page.split("<section")[1:]
    assert len(sections) == 11
    words = {"en": "Illustration", "zh": "示例"}["en" if '<html lang="en">' in page else "zh"]
    assert all(words in section[:600] for section in sections)


def test_the_same_report_gives_the_same_bytes(report, pages):
    assert render_html(report, "en") == pages["en"]


def test_a_missing_template_package_says_what_to_install(report, monkeypatch):
    original = builtins.__import__

    def without(name, *rest):
        if name == "jinja2":
            raise ImportError(name)
        return original(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(OutputError, match=r"pip install 'steelyard\[report\]'"):
        render_html(report, "en")
