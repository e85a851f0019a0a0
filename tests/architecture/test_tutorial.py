"""The tutorial works as written: what it says to save and to run is saved and run, in order."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

# A block is run, or saved, or added to a file, as the line before it tells the reader.
BLOCK = re.compile(
    r"(?:ave this as `(?P<file>[^`]+)`|dd this at the end of `(?P<longer>[^`]+)`):\n\n"
    r"```\w+\n(?P<text>.*?)^```"
    r"|^```console[^\n]*\n(?P<session>.*?)^```",
    re.M | re.S,
)
MINUTES = 10


def _run(command, folder):
    """Run what follows a prompt; the rest of a session is output."""
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": tools, "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=MINUTES * 60,
        check=False,
    )
    # 1 says that findings were made, as `check` does on an unfinished dossier.
    assert done.returncode in {0, 1}, f"$ {command}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"


@pytest.mark.slow
def test_every_step_of_the_tutorial_works(root, tmp_path):
    pages = sorted((root / "docs" / "tutorial").glob("*.md"))
    steps = [step for page in pages for step in BLOCK.finditer(page.read_text(encoding="utf-8"))]
    commands = [
        line[2:]
        for step in steps
        for line in (step["session"] or "").splitlines()
        if line.startswith("$ ")
    ]
    assert commands, "no page in docs/tutorial has a ```console block with `$ steelyard …` lines"
    assert all(command.startswith("steelyard ") for command in commands), commands
    for step in steps:
        if step["session"] is None:
            with (tmp_path / (step["file"] or step["longer"])).open(
                "w" if step["file"] else "a", encoding="utf-8"
            ) as file:
                file.write(step["text"])
            continue
        for line in step["session"].splitlines():
            if line.startswith("$ "):
                _run(line[2:], tmp_path)
