"""One run of the bundled study, shared by the tests of a worker; such tests stand in the xdist group `demo`."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from research import Run, demo


@cache
def demo_folder() -> Path:
    """The published folder of the demo, with `w1` and `w2`."""
    demo_run()
    return _target() / "plant_snacks"


@cache
def demo_run() -> Run:
    """The demo's run."""
    return demo(out=_target())


@cache
def _target() -> Path:
    return Path(tempfile.mkdtemp(prefix="research-demo-"))
