"""Bad input to ``steelyard decide``: one clear message, exit code 2, nothing half written."""

from __future__ import annotations

import os
import re

import pytest

VOLUME = re.compile(r"requests_per_year: \{[^}]*")
BOMB = """
a: &a [x, x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
g: [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]
"""
CONTENTS = {
    "empty": (b"", "empty file"),
    "binary": (b"\x00\x01PK\x03\x04", "binary data"),
    "not UTF-8": ("schema_version: 1 # é".encode("latin-1"), "UTF-8"),
    "no YAML": (b"a: [1, 2", "YAML"),
    "a list": (b"- 1\n- 2\n", "a mapping"),
    "a number": (b"42\n", "a mapping"),
    "an alias bomb": (BOMB.encode(), "aliases"),
    "a foreign mapping": (b"hello: world\n", "use_cases"),
    "a newer format": (b"schema_version: 99\n", "Install a newer release"),
    "tags": (b"!!python/object/apply:os.system ['true']\n", "tag"),
    "tabs": (b"a:\n\tb: 1\n", "YAML"),
}
EDITS = {
    "unknown country": (('country: "CV"', 'country: "ZZ"'), "jurisdiction.country"),
    "unknown currency": (("currency: EUR", "currency: EUX"), "money.currency"),
    "unknown language": (("language: kea", "language: qqx"), "languages"),
    "unknown field": (("tier: national", "tier: national\n  teir: city"), "teir"),
    "wrong type": (("n_years: 5", "n_years: five"), "horizon.n_years"),
    "text for a quantity": (
        (VOLUME, "requests_per_year: {value: many, source: x"),
        "requests_per_year",
    ),
    "negative volume": ((VOLUME, "requests_per_year: {value: -5, source: x"), "requests_per_year"),
    "infinite volume": (
        (VOLUME, "requests_per_year: {value: .inf, source: x"),
        "requests_per_year",
    ),
    "a number beyond all sense": ((VOLUME, "requests_per_year: {value: 1e300, source: x"), "1e+18"),
    "no number": ((VOLUME, "requests_per_year: {value: .nan, source: x"), "requests_per_year"),
    "unordered quantiles": (
        (VOLUME, "requests_per_year: {p05: 9, p50: 5, p95: 200, source: x"),
        "requests_per_year",
    ),
    "unknown data class": (("data_class: internal", "data_class: interna"), "data_class"),
    "unknown accelerator": (
        (
            "accelerators: []",
            "accelerators:\n    - {hardware: H1000-SXM, count: 8, free_share: 0.5}",
        ),
        "H1000-SXM",
    ),
}


@pytest.fixture
def decided_badly(refused, tmp_path):
    """Return a function that refuses a dossier and holds that nothing was written."""

    def refuses(path, *more):
        out = tmp_path / "out"
        message = refused("decide", path, "--out", out, "--draws", 100, "--format", "json", *more)
        assert not out.exists()
        return message

    return refuses


@pytest.mark.parametrize("name", CONTENTS)
def test_a_file_that_is_no_dossier_is_refused(name, decided_badly, tmp_path):
    content, word = CONTENTS[name]
    path = tmp_path / "dossier.yaml"
    path.write_bytes(content)
    assert word in decided_badly(path)


@pytest.mark.parametrize("name", EDITS)
def test_a_wrong_entry_is_named_with_its_place(name, decided_badly, written):
    exchange, word = EDITS[name]
    message = decided_badly(written(exchange))
    assert word in message
    assert "expected" in message or "Nearest:" in message


def test_no_use_case_is_refused(decided_badly, small, tmp_path):
    path = tmp_path / "dossier.yaml"
    path.write_text(small.split("use_cases:")[0] + "use_cases: []\n", encoding="utf-8")
    assert "use_cases" in decided_badly(path)


def test_a_repeated_id_is_refused(decided_badly, small, tmp_path):
    head, rest = small.split("use_cases:\n")
    case, tail = rest.split("own_rules:")
    path = tmp_path / "dossier.yaml"
    path.write_text(f"{head}use_cases:\n{case}{case}own_rules:{tail}", encoding="utf-8")
    message = decided_badly(path)
    assert "'service'" in message or "service" in message


def test_all_problems_come_at_once(decided_badly, written):
    path = written(EDITS["unknown country"][0], EDITS["negative volume"][0])
    message = decided_badly(path)
    assert "jurisdiction.country" in message
    assert "requests_per_year" in message


def test_a_missing_file_and_a_folder_are_refused(decided_badly, tmp_path):
    assert "absent.yaml" in decided_badly(tmp_path / "absent.yaml")
    assert "folder" in decided_badly(tmp_path)


@pytest.mark.parametrize("day", ["yesterday", "2024-13-01", "", "24-5-1"])
def test_a_day_that_is_none_is_refused(day, decided_badly, written):
    assert "--as-of" in decided_badly(written(), "--as-of", day)


@pytest.mark.parametrize("draws", ["0", "-1", "1e3", "many", "99", "1000000000"])
def test_absurd_draws_are_refused(draws, refused, written, tmp_path):
    message = refused("decide", written(), "--out", tmp_path / "out", "--draws", draws)
    assert "--draws" in message


@pytest.mark.parametrize("option", ["--lang", "--format", "--seed"])
def test_an_unknown_choice_is_refused(option, refused, written, tmp_path):
    message = refused("decide", written(), "--out", tmp_path / "out", option, "xx")
    assert option in message


def test_out_must_be_named(refused, written):
    assert "--out" in refused("decide", written())


def test_out_must_not_be_a_file(refused, written, tmp_path):
    there = tmp_path / "there"
    there.write_text("mine", encoding="utf-8")
    for out in (there, there / "below"):
        assert "is a file" in refused("decide", written(), "--out", out, "--format", "json")
    assert there.read_text(encoding="utf-8") == "mine"


def test_out_must_be_writable(refused, written, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda _, mode: not mode & os.W_OK)
    message = refused("decide", written(), "--out", tmp_path / "out", "--format", "json")
    assert "must not be written" in message


def test_a_name_too_long_for_a_folder_is_refused(refused, written, tmp_path):
    message = refused("decide", written(), "--out", tmp_path / ("x" * 300), "--format", "json")
    assert "can be written" in message
