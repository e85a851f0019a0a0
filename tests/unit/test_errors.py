"""Errors name all problems at once, each with its path and the next step."""

from __future__ import annotations

import pytest

from steelyard.errors import (
    DomainError,
    DossierError,
    FactError,
    OutputError,
    Problem,
    SolverError,
    SteelyardError,
)

NEGATIVE = Problem(
    path="use_cases[2].workload.requests_per_year",
    expected="> 0 [request/year]",
    found="-5",
    next_step="Enter the yearly volume or remove the use case.",
)


def test_a_problem_reads_as_one_sentence_with_the_repair():
    assert str(NEGATIVE) == (
        "use_cases[2].workload.requests_per_year: expected > 0 [request/year], found -5. "
        "Enter the yearly volume or remove the use case."
    )


def test_a_dossier_error_tells_every_problem():
    other = Problem("horizon", "a number of years", "'long'", "Enter a whole number.")
    error = DossierError([NEGATIVE, other])
    assert error.problems == (NEGATIVE, other)
    assert str(error).splitlines() == [str(NEGATIVE), str(other)]


@pytest.mark.parametrize("kind", [DossierError, FactError, DomainError, SolverError, OutputError])
def test_the_command_line_can_catch_them_all(kind):
    assert issubclass(kind, SteelyardError)
    assert not issubclass(kind, ValueError)
