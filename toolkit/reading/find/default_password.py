"""Workbooks that are encrypted and yet open unasked: their programs try a password of their own first.

Excel encrypts a workbook whose structure is locked (an .xls), or that is kept from being written, with a password that
every copy of it knows; whoever opens such a file is asked for nothing, and so nothing may be asked of the sender.
The library for it is imported only when such a file comes.
"""

from __future__ import annotations

import io
import re
import struct

from ...ooxml.limits import DEFAULTS, Limits
from ...refusal import Refused
from .ole import OLE_MAGIC, read_storage

_PASSWORD = "VelvetSweatshop"  # noqa: S105  ([MS-OFFCRYPTO] 2.4.2.3; no secret)
_BOF, _EOF, _FILEPASS = 0x0809, 0x000A, 0x002F
_SPINS = re.compile(rb"spinCount\s*=\s*[\"'](\d{1,12})")
_MOST_SPINS = 1_000_000  # rounds of hashing: ten times what Excel writes


def is_locked(data: bytes, limits: Limits = DEFAULTS) -> bool:
    """Whether the .xls or .et workbook in ``data`` is encrypted. Raises Refused where it is damaged."""
    stream = data
    if data.startswith(OLE_MAGIC):
        storage = read_storage(data, limits)
        stream = storage.read("workbook" if "workbook" in storage.streams else "book")
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind in (_FILEPASS, _EOF):
            return bool(kind == _FILEPASS)
        at += 4 + size
    return False


def open_unasked(data: bytes) -> bytes:
    """The workbook in the encrypted file ``data``, where the programs' own password opens it.

    Raises Refused where only the sender's password would.
    """
    if not data.startswith(OLE_MAGIC) or not _is_worth_trying(data):
        raise Refused("FILE-ENCRYPTED")
    import msoffcrypto

    opened = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        file.load_key(password=_PASSWORD)
        file.decrypt(opened)
    except MemoryError:
        raise
    except Exception as error:  # it raises whatever its parsing of strange bytes trips over
        raise Refused("FILE-ENCRYPTED") from error
    return opened.getvalue()


def _is_worth_trying(data: bytes) -> bool:
    """Whether a password can be tried within the time of a file."""
    storage = read_storage(data)
    if "encryptioninfo" not in storage.streams:
        return "workbook" in storage.streams
    found = _SPINS.findall(storage.read("encryptioninfo")[: 1 << 16])
    return all(int(count) <= _MOST_SPINS for count in found)
