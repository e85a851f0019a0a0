"""Decisions read back."""

from __future__ import annotations

import pytest

from steelyard.errors import DomainError
from steelyard.study import read_decision


def test_a_file_or_its_folder_is_read(tmp_path):
    (tmp_path / "decision.json").write_text('{"id": "广西"}', encoding="utf-8")
    assert read_decision(tmp_path) == read_decision(tmp_path / "decision.json") == {"id": "广西"}


@pytest.mark.parametrize("content", [b"", b"{", b"3", b"\xff", b"[" * 100_000])
def test_anything_else_is_refused(content, tmp_path):
    path = tmp_path / "decision.json"
    path.write_bytes(content)
    with pytest.raises(DomainError, match=r"expected a decision.json, found"):
        read_decision(path)
    with pytest.raises(DomainError, match="no such file"):
        read_decision(tmp_path / "absent.json")


def test_a_file_of_absurd_size_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("steelyard.study.files.MAX_BYTES", 1)
    path = tmp_path / "decision.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(DomainError, match="2 bytes"):
        read_decision(path)
