"""Every case against its frozen result, and the same bytes from the same seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from steelyard.study import decision_json, run_study

EXAMPLES = Path(__file__).parents[2] / "examples"
CASES = sorted(path.parent for path in EXAMPLES.glob("**/dossier.yaml"))
DRAWS = 500
AGAIN = 200
PROGRAM = """
import sys
from steelyard.study import decision_json, run_study
sys.stdout.buffer.write(decision_json(run_study(sys.argv[1], draws=int(sys.argv[2]))).encode())
"""


@pytest.mark.slow
@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.relative_to(EXAMPLES).as_posix())
def test_a_case_gives_what_was_frozen(folder, decision_of, against_frozen, tools):
    _, headlines = tools
    decision = decision_of(folder.relative_to(EXAMPLES).as_posix(), draws=DRAWS)
    against_frozen(folder / "frozen.json", headlines(decision))


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes_in_another_process():
    dossier = EXAMPLES / "guangxi-2024" / "dossier.yaml"
    here = decision_json(run_study(dossier, draws=AGAIN)).encode()
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(dossier), str(AGAIN)],
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "4242", "OMP_NUM_THREADS": "1"},
    )
    assert ran.stdout == here
