"""``python -m steelyard`` is the command line."""

from __future__ import annotations

import runpy
import sys

import pytest


def test_the_package_runs(monkeypatch, capsysbinary):
    monkeypatch.setattr(sys, "argv", ["steelyard", "--version"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("steelyard", run_name="__main__")
    assert ended.value.code == 0
    assert capsysbinary.readouterr().out.startswith(b"steelyard ")
