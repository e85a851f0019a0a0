"""Time and memory of a full study, and how they grow with draws, use cases and options.

Each size runs in a process of its own, so that its peak memory is its own. Prints a table with
ratios to the first row; asserts nothing. Run: ``python benchmarks/bench_study.py [CASE]``.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from steelyard.decision.decide import decide
from steelyard.dossier.loader import load_dossier
from steelyard.dossier.parameters import parameters_of
from steelyard.facts.loader import load_facts
from steelyard.needs import assess_needs
from steelyard.options import appraise
from steelyard.uncertainty import draw, median_sample

if TYPE_CHECKING:
    from steelyard.dossier.schema import Dossier
    from steelyard.facts.book import FactBook
    from steelyard.options.model import Appraisal, Option

EXAMPLES: Final = Path(__file__).parents[1] / "examples"
SIZES: Final = (
    ("1,000 draws", 1_000, 1, 1),
    ("2,000 draws", 2_000, 1, 1),
    ("5,000 draws", 5_000, 1, 1),
    ("10,000 draws", 10_000, 1, 1),
    ("2,000 draws, use cases twice", 2_000, 2, 1),
    ("2,000 draws, options twice", 2_000, 1, 2),
)
"""Name, draws, and how often use cases and options are repeated."""

KILO: Final = 1024
REPEATS: Final = 3


def repeated(dossier: Dossier, times: int) -> Dossier:
    """Return a dossier with every use case so many times, under ids of their own."""
    copies = [
        entry.model_copy(update={"id": f"{entry.id}-{number}"} if number else {})
        for number in range(times)
        for entry in dossier.use_cases
    ]
    return dossier.model_copy(update={"use_cases": tuple(copies)})


def repeat_options(times: int) -> None:
    """Make the long list so many times as long, each copy under an id of its own."""
    compose = appraise.generate_options

    def longer(dossier: Dossier, facts: FactBook) -> tuple[Option, ...]:
        options = compose(dossier, facts)
        copies = (
            replace(option, id=f"{option.id}:copy-{number}")
            for number in range(1, times)
            for option in options[1:]
        )
        return (*options, *copies)

    appraise.generate_options = longer


def measure(case: str, draws: int, use_cases: int, options: int) -> dict[str, float]:
    """Run one study and say how long each stage took, and the most memory held."""
    begin = time.perf_counter()
    dossier = repeated(load_dossier(EXAMPLES / case / "dossier.yaml"), use_cases)
    book = load_facts(as_of=dossier.as_of).recording()
    repeat_options(options)
    loaded = time.perf_counter()
    sample = draw(parameters_of(dossier).values(), n=draws, seed=1)
    needs = assess_needs(dossier, sample)
    assessed = time.perf_counter()
    appraisal = appraise.appraise_options(needs, dossier, book, sample)
    appraised = time.perf_counter()
    found = {
        "load": loaded - begin,
        "needs": assessed - loaded,
        "appraise": appraised - assessed,
        "decide": float("nan"),
    }
    if options == 1:
        decide(needs, appraisal, sample, dossier)
        found["decide"] = time.perf_counter() - appraised
    names = tuple(entry.use_case for entry in appraisal.use_cases)
    for name, wanted in (("median, all", names), ("median, one", names[:1])):
        found[name] = min(timed_median(appraisal, wanted) for _ in range(REPEATS))
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILO
    return found


def timed_median(appraisal: Appraisal, names: tuple[str, ...]) -> float:
    """Return how long the median case of some use cases takes. [s]."""
    begin = time.perf_counter()
    appraisal.model(median_sample(), names)
    return time.perf_counter() - begin


def main() -> None:
    """Run every size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", default="guangxi-2024")
    parser.add_argument("--one", type=int, help="measure one size and print JSON")
    asked = parser.parse_args()
    if asked.one is not None:
        print(json.dumps(measure(asked.case, *SIZES[asked.one][1:])))
        return
    stages = ("load", "needs", "appraise", "decide", "median, all", "median, one")
    columns = (*stages, "total", "ratio", "MiB", "ratio")
    print(f"{asked.case:32s}" + "".join(f"{name:>13s}" for name in columns))
    first: dict[str, float] = {}
    for index, (label, *_) in enumerate(SIZES):
        command = [sys.executable, __file__, asked.case, "--one", str(index)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found = json.loads(done.stdout.splitlines()[-1])
        decided = 0.0 if found["decide"] != found["decide"] else found["decide"]
        total = found["load"] + found["needs"] + found["appraise"] + decided
        first = first or {"total": total, "memory": found["memory"]}
        numbers = [found[name] for name in stages]
        row = "".join(f"{number:13.3f}" for number in (*numbers, total, total / first["total"]))
        memory = found["memory"]
        print(f"{label:32s}{row}{memory:13.0f}{memory / first['memory']:13.2f}", flush=True)


if __name__ == "__main__":
    main()
