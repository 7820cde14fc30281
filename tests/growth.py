"""Whether work grows with its input and no faster: by CPU time, which other work on the machine does not lengthen."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

_TIMES: Final = 8
_SLACK: Final = 3
_RUNS: Final = 3


def check_linear(work: Callable[[int], object], size: int) -> None:
    """Assert that eight times the input takes no more than 24 times the CPU time: quadratic work takes 64 times.

    ``work`` does the work for an input of a size; the least of three runs of each size counts.
    """
    small, large = _seconds(work, size), _seconds(work, _TIMES * size)
    assert large <= _SLACK * _TIMES * small, f"{_TIMES} times the input took {large / small:.0f} times the CPU time"


def _seconds(work: Callable[[int], object], size: int) -> float:
    taken = []
    for _ in range(_RUNS):
        started = time.thread_time()
        work(size)
        taken.append(time.thread_time() - started)
    return min(taken)
