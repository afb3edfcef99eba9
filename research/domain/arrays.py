"""The array types of the nouns, and the seal that keeps them as they were made."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int16]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Strings = NDArray[np.str_]
Texts = NDArray[np.object_]

A = TypeVar("A", bound=NDArray[Any])


def sealed(array: A) -> A:
    """A read-only view of `array`; the caller's own array stays writeable."""
    view = array.view()
    view.flags.writeable = False
    return view
