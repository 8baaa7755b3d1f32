"""Which machine a program or library is for, told by its header; nothing is run."""

from __future__ import annotations

import struct
from pathlib import Path

_ENOUGH = 4096  # bytes that hold both headers
_ELF = {62: "x86_64", 183: "aarch64", 258: "loongarch64", 3: "i686"}
_PE = {0x8664: "x86_64", 0xAA64: "aarch64", 0x14C: "i686"}


def machine_of(path: Path) -> str | None:
    """``ELF x86_64``, ``PE x86_64`` and the like; None where ``path`` is no program or library."""
    with path.open("rb") as file:
        return machine_in(file.read(_ENOUGH))


def machine_in(head: bytes) -> str | None:
    """The machine of a file that begins with ``head``."""
    if head[:4] == b"\x7fELF" and len(head) >= 20:
        order = "<" if head[5] == 1 else ">"
        number = struct.unpack_from(f"{order}H", head, 18)[0]
        return f"ELF {_ELF.get(number, number)}"
    if head[:2] == b"MZ" and len(head) >= 64:
        start = struct.unpack_from("<I", head, 60)[0]
        if head[start : start + 4] == b"PE\0\0" and len(head) >= start + 6:
            number = struct.unpack_from("<H", head, start + 4)[0]
            return f"PE {_PE.get(number, number)}"
    return None
