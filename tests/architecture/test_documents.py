"""What the documents point at exists, and the site asks nothing of other machines."""

from __future__ import annotations

import re
import tomllib
from urllib.parse import unquote

LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.M | re.S)
SECTIONS = ("tutorial", "guide", "cases", "method", "reference", "decisions")
RECORD_PARTS = ("Status", "Context", "Decision", "Consequences")


def _pages(root):
    return [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]


def _anchor(heading):
    words = re.sub(r"[^\w\- ]", "", heading.replace("`", "").strip().lower())
    return re.sub(r"[ ]+", "-", words)


def _anchors(page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    named = set(re.findall(r"(?:id|name)=\"([^\"]+)\"", text)) | set(
        re.findall(r"\{#([\w-]+)", text)
    )
    return named | {_anchor(heading) for heading in re.findall(r"^#+ (.+)$", text, re.M)}


def test_every_link_resolves(root):
    broken = []
    for page in _pages(root):
        text = FENCE.sub("", page.read_text(encoding="utf-8"))
        for target in LINK.findall(text):
            if re.match(r"[a-z][a-z+.-]*:", target):
                continue
            path, _, anchor = unquote(target).partition("#")
            found = (page.parent / path).resolve() if path else page
            where = f"{page.relative_to(root)} -> {target}"
            if not found.exists() or root not in (found, *found.parents):
                broken.append(where)
            elif anchor and found.suffix == ".md" and anchor not in _anchors(found):
                broken.append(f"{where} (no such heading)")
    assert not broken, "\n".join(broken)


def test_every_page_has_one_title(root):
    wrong = [
        str(page.relative_to(root))
        for page in _pages(root)
        if len(re.findall(r"^# ", FENCE.sub("", page.read_text(encoding="utf-8")), re.M)) != 1
    ]
    assert not wrong, f"one heading of the first level each: {wrong}"


def test_every_section_has_pages(root):
    empty = [name for name in SECTIONS if not [*(root / "docs" / name).glob("*.md")]]
    assert not empty, f"no page in docs/: {empty}"


def test_decision_records_have_all_parts_and_consecutive_numbers(root):
    records = sorted((root / "docs" / "decisions").glob("[0-9]*.md"))
    numbers = [int(path.name.split("-")[0]) for path in records]
    assert numbers == list(range(1, len(numbers) + 1)), f"numbers have gaps or repeat: {numbers}"
    for path in records:
        headings = re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.M)
        missing = [part for part in RECORD_PARTS if part not in headings]
        assert not missing, f"{path.name}: no heading {missing}"


def test_the_changelog_names_this_version(root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"## {project['version']}" in (root / "CHANGELOG.md").read_text(encoding="utf-8")
