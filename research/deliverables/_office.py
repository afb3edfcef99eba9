"""Office files that are the same bytes for the same content."""

from __future__ import annotations

import io
import re
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_CLOCKS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def settle(office_file: bytes) -> bytes:
    """The same xlsx or pptx without zip times, file times and those of embedded workbooks."""
    settled = io.BytesIO()
    with ZipFile(io.BytesIO(office_file)) as source, ZipFile(settled, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(".xlsx"):
                content = settle(content)
            elif name == "docProps/core.xml":
                content = _CLOCKS.sub(rb"\g<1>2000-01-01T00:00:00Z\g<3>", content)
            entry = ZipInfo(name, _FIRST_ZIP_DATE)
            entry.create_system = 3
            target.writestr(entry, content, ZIP_DEFLATED, compresslevel=6)
    return settled.getvalue()
