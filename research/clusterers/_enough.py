"""Whether there is enough to cut."""

from __future__ import annotations


class TooFewRows(ValueError):
    """Fewer `different` rows than segments, as the method tells rows apart."""

    def __init__(self, different: int, k: int) -> None:
        super().__init__(f"{different} different rows cannot be cut into {k} segments")
        self.different = different


def refuse_too_few(different: int, k: int) -> None:
    """Nothing, where `different` rows can be cut into `k` segments.

    Raises:
        ValueError: k < 1; TooFewRows: fewer different rows than k.
    """
    if k < 1:
        raise ValueError(f"k is {k}, and there is no partition into fewer than one segment")
    if different < k:
        raise TooFewRows(different, k)
