"""Work on several threads at once, its results in the order of what was given."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_MOST_THREADS = 8
_AHEAD = 2
"""Pieces of work a thread that are made ready before they are asked for: each may hold the answers of everyone."""


def side_by_side(work: Callable[[T], R], given: Iterable[T]) -> Iterator[R]:
    """`work` of each of `given`; the numbers do not depend on how many threads there are."""
    threads = min(_MOST_THREADS, os.cpu_count() or 1)
    waiting: deque[Future[R]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for one in given:
            waiting.append(pool.submit(work, one))
            if len(waiting) > _AHEAD * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
