"""What Qt's PDF lacks: a page of the exact size, and the same bytes for the same figure.

Only texts of the same length are exchanged, so that every object stays where the file's table says it is.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime

_NUMBER = rb"(\d+\.\d+)"
_BOXES = re.compile(rb"/MediaBox \[0 0 %s %s\]\n/TrimBox \[0 0 \1 \2\]" % (_NUMBER, _NUMBER))
_DATE = re.compile(rb"(/(?:Creation|Mod)Date \(D:)\d{14}(Z|[+-]\d\d'\d\d')")
_XMP_DATE = re.compile(rb'(xmp:(?:Create|Modify|Metadata)Date=")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)')


def exact_page(pdf: bytes, width: float, height: float) -> bytes:
    """The page with its size in points; Qt rounds it to whole ones, and counts from the top of what it has rounded."""
    found = _BOXES.search(pdf)
    if found is None:
        return pdf
    top = float(found[2])
    box = b"/MediaBox [0 %.5f %.5f %.5f]" % (top - height, width, top)
    return pdf[: found.start()] + box.ljust(len(found[0])) + pdf[found.end() :]


def reproducible(pdf: bytes) -> bytes:
    """With the date that SOURCE_DATE_EPOCH says, where it is set: who builds a book twice gets the same one."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not re.fullmatch(r"\d{1,11}", seconds):
        return pdf
    date = datetime.fromtimestamp(int(seconds), UTC)
    pdf = _DATE.sub(lambda m: m[1] + f"{date:%Y%m%d%H%M%S}".encode() + _utc(m[2]), pdf, count=2)
    return _XMP_DATE.sub(lambda m: m[1] + f"{date:%Y-%m-%dT%H:%M:%S}".encode() + _utc(m[2]), pdf, count=3)


def _utc(zone: bytes) -> bytes:
    """The zone as it is written, for UTC."""
    return zone if zone == b"Z" else re.sub(rb"\d", b"0", zone.replace(b"-", b"+"))
