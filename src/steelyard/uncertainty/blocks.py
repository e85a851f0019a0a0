"""The one way in which work runs side by side."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Job = TypeVar("Job")
Result = TypeVar("Result")


def map_blocks(
    function: Callable[[Job], Result], jobs: Sequence[Job], *, n_workers: int | None = None
) -> list[Result]:
    """Return the results of a function over jobs, in the order of the jobs.

    Parameters
    ----------
    function
        Pure; may be called from several threads at once.
    jobs
        Its arguments.
    n_workers
        Threads; as many as processors if omitted, serial if 1. [1]

    Returns
    -------
    list
        The same values whatever the number of workers.
    """
    n_threads = min(len(jobs), n_workers or os.cpu_count() or 1)
    if n_threads <= 1:
        return [function(job) for job in jobs]
    with ThreadPoolExecutor(n_threads) as pool:
        return list(pool.map(function, jobs))
