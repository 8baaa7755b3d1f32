"""The zip around the parts: its order, methods, doubled and misnamed members, and what stands before and behind."""

from __future__ import annotations

import zlib

from tests.mutants.case import Case, alteration
from tests.mutants.packing import HONESTLY, Packing, pack


def _other(case: Case) -> tuple[str, bytes]:
    """The name of a sheet's part and its bytes with another figure."""
    spot = case.input()
    return spot.part, case.text(spot.part).replace(case.cell_xml(spot), case.doubled(spot)).encode()


def _register(name: str, packing: Packing, *, honest: bool = False) -> None:
    @alteration(f"zip/{name}", honest=honest)
    def alter(case: Case) -> bool:
        case.packing = packing
        return True


_register("stored", Packing(method="stored"), honest=True)
_register("bzip2", Packing(method="bzip2"))
_register("lzma", Packing(method="lzma"))
_register("shuffled", Packing(shuffled=True), honest=True)
_register("streamed", Packing(streamed=True), honest=True)
_register("folders", Packing(folders=True), honest=True)
_register("comment", Packing(comment=b"PK\x05\x06 not the end"))
_register("extra", Packing(extra=b"\xfe\xca\x04\x00abcd"), honest=True)


def _double(case: Case, member: tuple[str, bytes], *, before: bool) -> bool:
    """Puts a further member before the parts or behind them."""
    case.packing = Packing(before=(member,)) if before else Packing(behind=(member,))
    return True


@alteration("zip/doubled-behind")
def doubled_behind(case: Case) -> bool:
    return _double(case, _other(case), before=False)


@alteration("zip/doubled-before")
def doubled_before(case: Case) -> bool:
    return _double(case, _other(case), before=True)


@alteration("zip/doubled-other-case")
def doubled_case(case: Case) -> bool:
    name, data = _other(case)
    return _double(case, (name.upper(), data), before=case.rng.random() < 0.5)


@alteration("zip/doubled-backslash")
def doubled_backslash(case: Case) -> bool:
    name, data = _other(case)
    return _double(case, (name.replace("/", "\\"), data), before=case.rng.random() < 0.5)


@alteration("zip/doubled-rooted")
def doubled_rooted(case: Case) -> bool:
    name, data = _other(case)
    return _double(case, (case.rng.choice(("/", "./", "x/../")) + name, data), before=case.rng.random() < 0.5)


@alteration("zip/named-with-backslashes")
def named_backslashes(case: Case) -> bool:
    case.parts = {name.replace("/", "\\"): data for name, data in case.parts.items()}
    return True


@alteration("zip/named-in-capitals")
def named_capitals(case: Case) -> bool:
    _, part = case.table_sheet()
    case.parts = {name.upper() if name == part else name: data for name, data in case.parts.items()}
    return True


@alteration("zip/local-name-other")
def local_name(case: Case) -> bool:
    """The local header names a member otherwise than the directory does."""
    name = case.input().part.encode()

    def change(data: bytes) -> bytes:
        return data.replace(name, name[:-5] + b"X.xml", 1)

    case.patches.append(change)
    return True


@alteration("zip/local-names-swapped")
def local_names_swapped(case: Case) -> bool:
    """By their local headers, a sheet and an altered copy of it have changed names."""
    spot = case.input()
    copy = spot.part[:-5] + "9.xml"
    case.put(copy[:-5] + ".xml", case.text(spot.part).replace(case.cell_xml(spot), case.doubled(spot)))
    own, other = spot.part.encode(), copy.encode()
    padded = own[:-4] + b".xml"

    def change(data: bytes) -> bytes:
        first, second = data.find(padded), data.find(other)
        if first < 0 or second < 0 or len(padded) != len(other):
            return data
        data = data[:first] + other + data[first + len(other) :]
        return data[:second] + padded + data[second + len(padded) :]

    case.patches.append(change)
    return True


@alteration("zip/unicode-name")
def unicode_name(case: Case) -> bool:
    """An extra field gives a member's name in Unicode, and it is another's."""
    spot = case.input()
    other = spot.part.replace("sheet", "sheex").encode()
    case.put(other.decode(), case.text(spot.part).replace(case.cell_xml(spot), case.doubled(spot)))
    name = spot.part.encode()
    body = b"\x01" + zlib.crc32(other).to_bytes(4, "little") + name
    case.packing = Packing(extra=b"\x75\x70" + len(body).to_bytes(2, "little") + body)
    return True


@alteration("zip/bytes-before")
def bytes_before(case: Case) -> bool:
    case.patches.append(lambda data: b"#!/bin/sh\n" + data)
    return True


@alteration("zip/bytes-behind")
def bytes_behind(case: Case) -> bool:
    case.patches.append(lambda data: data + b"\0" * 64)
    return True


@alteration("zip/two-archives")
def two_archives(case: Case) -> bool:
    """An altered archive with this one behind it, or the other way round."""
    name, changed = _other(case)
    other = pack({**case.parts, name: changed}, HONESTLY, case.rng)
    before = case.rng.random() < 0.5
    case.patches.append(lambda data: other + data if before else data + other)
    return True


@alteration("zip/checksum-wrong")
def checksum_wrong(case: Case) -> bool:
    part = case.input().part

    def change(data: bytes) -> bytes:
        at = data.rfind(part.encode())
        return data[: at - 46 + 16] + b"\x01\x02\x03\x04" + data[at - 46 + 20 :]

    case.patches.append(change)
    return True


@alteration("zip/size-wrong")
def size_wrong(case: Case) -> bool:
    part = case.input().part

    def change(data: bytes) -> bytes:
        at = data.rfind(part.encode())
        return data[: at - 46 + 24] + (2000).to_bytes(4, "little") + data[at - 46 + 28 :]

    case.patches.append(change)
    return True


@alteration("zip/cut-short")
def cut_short(case: Case) -> bool:
    case.patches.append(lambda data: data[: len(data) - 200])
    return True


@alteration("zip/flag-encrypted")
def flag_encrypted(case: Case) -> bool:
    part = case.input().part

    def change(data: bytes) -> bytes:
        at = data.rfind(part.encode()) - 46 + 8
        return data[:at] + bytes([data[at] | 1]) + data[at + 1 :]

    case.patches.append(change)
    return True
