"""Office files are zip archives: packed so that the same content gives the same bytes at any time."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the earliest that a zip archive can state."""


def settled(write: Callable[[BytesIO], object]) -> bytes:
    """Return the archive that ``write`` writes, with ``EPOCH`` as the time of all its entries."""
    written, packed = BytesIO(), BytesIO()
    write(written)
    with ZipFile(written) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            fresh = ZipInfo(entry.filename, EPOCH)
            fresh.compress_type = ZIP_DEFLATED
            target.writestr(fresh, source.read(entry))
    return packed.getvalue()
