"""Every kind of bad file gets a clear answer, and all problems at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from steelyard.dossier.loader import load_dossier, read_tree, typed
from steelyard.errors import DossierError

if TYPE_CHECKING:
    from collections.abc import Callable

    Writer = Callable[[str | bytes], Path]

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted((ROOT / "examples").rglob("dossier.yaml"))


def problems_in(path: Path) -> list[str]:
    with pytest.raises(DossierError) as caught:
        load_dossier(path)
    return [str(problem) for problem in caught.value.problems]


def test_the_least_dossier_loads(least: str, written: Writer) -> None:
    dossier = load_dossier(written(least))
    assert dossier.jurisdiction.country == "NO"
    assert dossier.use_cases[0].workload.requests_per_year.statement.p95 == 9000


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_example_loads(path: Path) -> None:
    assert load_dossier(path).use_cases


def test_norway_is_a_country_even_without_quotation_marks(least: str, written: Writer) -> None:
    dossier = load_dossier(written(least.replace('"NO"', "NO")))
    assert dossier.jurisdiction.country == "NO"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "file: expected a dossier, found an empty file. Write one with 'steelyard init'."),
        (b"# a comment\n", "found an empty file"),
        (b"PK\x03\x04\x00\x00binary", "found binary data"),
        ("- a\n- b\n", "found a list with 2 entries"),
        ("just words", "expected a mapping"),
        ("a: caf\xe9".encode("latin-1"), "file (line 1): expected UTF-8 text, found byte 0xe9"),
        ("a: [1\nb: 2\n", "file (line 2): expected YAML"),
        ("%YAML 1.1\n---\nid: x\n", "expected YAML 1.2, found YAML 1.1"),
        ("id: !!python/name:os.system x\n", "expected plain values, found the tag"),
        ("id: a\nid: b\n", "id (line 2): expected each name once, found it a second time"),
        ("schema_version: 0\n", "expected format version 1, found 0"),
        ("schema_version: 2\n", "Install a newer release."),
        ("schema_version: one\n", "schema_version (line 1): expected format version 1, found one"),
    ],
)
def test_files_that_are_no_dossier(content: str | bytes, expected: str, written: Writer) -> None:
    found = problems_in(written(content))
    assert len(found) == 1
    assert expected in found[0]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "expected the file" in problems_in(tmp_path / "none.yaml")[0]


def test_a_folder(written: Writer, least: str) -> None:
    path = written(least)
    assert f"Name the file {path}." in problems_in(path.parent)[0]


def test_a_file_too_large(written: Writer) -> None:
    assert "expected at most 5000000 bytes" in problems_in(written("#" * 5_000_001))[0]


CHANGES = {
    "negative volume": (
        "{p05: 1000, p50: 2000, p95: 9000}",
        "-5",
        "use_cases[0].workload.requests_per_year (line 26): expected > 0 [request/year], found -5. "
        "Enter: Requests in the first year of service, before uptake, or remove the use case.",
    ),
    "unordered quantiles": (
        "{p05: 1000, p50: 2000, p95: 9000}",
        "{p05: 3000, p50: 2000, p95: 9000}",
        "expected p05 <= p50 <= p95, found (3000.0, 2000.0, 9000.0)",
    ),
    "quantile missing": (
        "{p05: 1000, p50: 2000, p95: 9000}",
        "{p05: 1000, p95: 9000}",
        "expected either value or all of p05, p50 and p95",
    ),
    "a word for a number": (
        "requests_per_year: {p05: 1000, p50: 2000, p95: 9000}",
        "requests_per_year: many",
        "expected > 0 [request/year], found 'many'",
    ),
    "not a number": (
        "      growth: 0",
        "      growth: .nan",
        "expected a finite number, found nan",
    ),
    "infinite": ("input_tokens: 1000", "input_tokens: .inf", "expected a finite number, found inf"),
    "true for a number": (" growth: 0\n", " growth: true\n", "expected a number, found true"),
    "true for a share": ("share: 1.0", "share: true", "expected a number, found true"),
    "a number for a date": (
        "as_of: 2024-05-23",
        "as_of: 20240523",
        "expected a date, as 2024-05-23",
    ),
    "no date": ("as_of: 2024-05-23", "as_of: yesterday", "expected a date, as 2024-05-23"),
    "unknown country": ('"NO", tier', '"QX", tier', "expected an ISO 3166-1 country code"),
    "small country code": ('"NO", tier', '"no", tier', "Did you mean 'NO'?"),
    "unknown currency": ("NOK", "NKO", "expected an ISO 4217 currency code, found 'NKO'"),
    "unknown language": ("language: en", "language: qq", "expected an ISO 639 language code"),
    "unknown field": ("has_data", "shared: 1, has_data", "found the unknown field 'shared'"),
    "missing field": ("task: drafting\n    ", "", "expected one of drafting, review"),
    "unknown choice": ("task: drafting", "task: singing", "expected one of drafting, review"),
    "blank in an id": ("id: letters", "id: my letters", "expected a name without blanks"),
    "shares": ("share: 1.0", "share: 0.7", "together 1, found together 0.7"),
    "start": (
        "start_year: 2025",
        "start_year: 2035",
        "expected a year of the horizon, 2025 to 2029",
    ),
    "level": ("need_for_control: 1", "need_for_control: 7", "expected <= 4, found 7"),
    "null": ("owner: a ministry", "owner:", "expected a text, found nothing"),
    "assumed without a reason": (
        "tax_rate: 0.25",
        "tax_rate: {value: 0.25, status: assumed}",
        "a derived or assumed quantity needs a note, a source or a fact id",
    ),
    "half a correlation": (
        "tax_rate: 0.25",
        "tax_rate: {value: 0.25, moves_with: law}",
        "expected moves_with and correlation together",
    ),
    "tax over 1": ("tax_rate: 0.25", "tax_rate: 25", "expected >= 0 and <= 1 [1], found 25"),
    "a text for a text by language": ("title: {en: The", "title: {fr: The", "en, zh or ko"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_wrong_entry(name: str, least: str, written: Writer) -> None:
    before, after, expected = CHANGES[name]
    assert before in least
    found = problems_in(written(least.replace(before, after)))
    assert expected in "\n".join(found)
    assert len(found) == 1
    assert re.search(r"\(line \d+\): expected .+, found .+\. .+", found[0])


def test_a_misspelt_field_is_both_unknown_and_missed(least: str, written: Writer) -> None:
    found = problems_in(written(least.replace("n_years: 5", "n_yaers: 5")))
    assert "Did you mean 'n_years'?" in "\n".join(found)
    assert any("horizon.n_years (line 14): expected a whole number" in line for line in found)


def test_no_use_case(least: str, written: Writer) -> None:
    text = least[: least.index("use_cases:")] + "use_cases: []\n"
    assert (
        "use_cases (line 18): expected at least 1 entry, found a list with 0 entries"
        in (problems_in(written(text))[0])
    )


def test_all_problems_at_once(least: str, written: Writer) -> None:
    text = (
        least
        .replace("NOK", "NKO")
        .replace("n_years: 5", "n_years: 0")
        .replace("share: 1.0", "share: 0.7")
        .replace(" growth: 0", " growth: -3")
        .replace("owner: a ministry", "boss: a ministry")
    )
    assert len(problems_in(written(text))) == 6


def test_identifiers_in_any_script(least: str, written: Writer) -> None:
    assert load_dossier(written(least.replace("id: letters", "id: 公文"))).use_cases[0].id == "公文"


def test_problems_come_in_the_order_of_the_file(least: str, written: Writer) -> None:
    text = least.replace("share: 1.0", "share: 0.7").replace("NOK", "NKO")
    _, problems = typed(read_tree(written(text)))
    assert [problem.path for problem in problems] == ["money.currency", "use_cases[0].languages"]


def named_sources(path: Path) -> set[str]:
    text = path.read_text("utf-8")
    comments = re.compile(r"#.*$", re.MULTILINE)
    fields = re.findall(r'source: "([^"]*)"|note: "([^"]*)"', comments.sub("", text))
    groups = re.findall(r"\[([a-z0-9][a-z0-9, -]*)[\];]", " ".join(map(" ".join, fields)))
    return {name.strip() for group in groups for name in group.split(",")}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_source_named_in_an_example_was_known_at_its_date(path: Path) -> None:
    rows = [
        line.split(" | ")
        for line in path.with_name("sources.md").read_text("utf-8").splitlines()
        if line.startswith("| ") and not line.startswith("| id |")
    ]
    known = {row[0].removeprefix("| "): row[4] for row in rows}
    assert named_sources(path) <= set(known)
    as_of = load_dossier(path).as_of.isoformat()
    late = {name: day for name, day in known.items() if day[:1].isdigit() and day > as_of}
    assert late == {}
