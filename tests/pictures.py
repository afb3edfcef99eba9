"""Pictures for tests of logos."""

from __future__ import annotations

import io

from PIL import Image


def picture(kind: str, size: tuple[int, int]) -> bytes:
    """A picture of one colour."""
    saved = io.BytesIO()
    Image.new("RGB", size, "#1b7f5c").save(saved, kind)
    return saved.getvalue()
