"""Whether there is enough to cut."""

from __future__ import annotations


def refuse_too_few(different: int, k: int) -> None:
    """Nothing, where `different` rows can be cut into `k` segments.

    Raises:
        ValueError: k < 1, or fewer different rows than k.
    """
    if k < 1:
        raise ValueError(f"k is {k}, and there is no partition into fewer than one segment")
    if different < k:
        raise ValueError(f"{different} different rows cannot be cut into {k} segments")
