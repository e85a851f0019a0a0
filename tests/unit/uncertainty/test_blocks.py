"""The same results whatever the number of workers, in the order of the jobs."""

from __future__ import annotations

import threading

import pytest

from steelyard.uncertainty.blocks import map_blocks


@pytest.mark.parametrize("n_workers", [None, 1, 2, 7])
def test_order_and_results_do_not_depend_on_the_workers(n_workers):
    assert map_blocks(lambda job: job * job, range(20), n_workers=n_workers) == [
        job * job for job in range(20)
    ]


def test_no_job_is_no_work():
    assert map_blocks(lambda job: job, [], n_workers=4) == []


def test_one_worker_stays_in_the_calling_thread():
    here = threading.get_ident()
    assert map_blocks(lambda _: threading.get_ident(), range(3), n_workers=1) == [here] * 3


def test_an_error_in_a_job_reaches_the_caller():
    def divide(job: int) -> float:
        return 1 / job

    with pytest.raises(ZeroDivisionError):
        map_blocks(divide, [1, 0, 2], n_workers=2)
