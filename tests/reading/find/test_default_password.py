"""A file that its program opens unasked is read; one that needs a password is told."""

from __future__ import annotations

import hashlib
import io
import struct
from functools import lru_cache

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.rc4 import ARC4, Cipher, _makekey

from tests.hostile import make
from tests.hostile.ole import ole
from toolkit.ooxml.limits import DEFAULTS, Limits
from toolkit.reading.find.default_password import is_locked, open_unasked
from toolkit.reading.run.read_one import read_one
from toolkit.records import Return
from toolkit.refusal import Refused
from toolkit.source import Source

KIND = b"application/vnd.openxmlformats-officedocument.%s.main+xml"
DEFAULT = "VelvetSweatshop"


@lru_cache(maxsize=4)
def encrypted(password: str, data: bytes | None = None) -> bytes:
    opened = io.BytesIO()
    OOXMLFile(io.BytesIO(data or make.template())).encrypt(password, opened)
    return opened.getvalue()


def read(data: bytes, limits: Limits = DEFAULTS) -> Return:
    return read_one(Source("a.xlsx", "a.xlsx", data=data), limits)


def rules(data: bytes, limits: Limits = DEFAULTS) -> list[str]:
    return [finding.rule for finding in read(data, limits).findings]


def test_default_password__is_tried_and_nothing_is_told_of_it() -> None:
    plain, locked = read(make.template()), read(encrypted(DEFAULT))
    assert (locked.record, locked.findings) == (plain.record, plain.findings)
    assert locked.sha256 == hashlib.sha256(encrypted(DEFAULT)).hexdigest()


def test_default_password__another_is_asked_for() -> None:
    assert rules(encrypted("123456")) == ["FILE-ENCRYPTED"]


def test_default_password__what_comes_out_is_held_to_the_limits() -> None:
    assert rules(encrypted(DEFAULT), Limits(cells=50)) == ["GUARD-CELLS"]
    sheet, letter = KIND % b"spreadsheetml.sheet", KIND % b"wordprocessingml.document"
    document = make.changed("[Content_Types].xml", lambda part: part.replace(sheet, letter))
    assert rules(encrypted(DEFAULT, document)) == ["FILE-KIND"]
    assert rules(encrypted(DEFAULT, make.entity_bomb())) == ["GUARD-DOCTYPE"]


def test_default_password__a_hash_of_endless_rounds_is_not_tried() -> None:
    info = b"\4\0\4\0\x40\0\0\0" + b'<encryption spinCount="2000000000"/>'
    with pytest.raises(Refused, match="FILE-ENCRYPTED"):
        open_unasked(ole({"EncryptionInfo": info, "EncryptedPackage": bytes(6000)}))


@pytest.mark.parametrize("at", range(40, 7000, 700))
def test_default_password__no_change_of_bytes_crashes_it(at: int) -> None:
    data = bytearray(encrypted(DEFAULT))
    data[at : at + 8] = bytes(8)
    assert "READER-FAULT" not in rules(bytes(data))


def locked_stream(password: str) -> tuple[bytes, bytes]:
    """The records of a workbook with one number, and the same encrypted (RC4, [MS-XLS] 2.2.10)."""

    def cipher(block: int, data: bytes) -> bytes:
        encryptor = Cipher(ARC4(_makekey(password, salt, block)), mode=None).encryptor()
        return bytes(encryptor.update(data) + encryptor.finalize())

    salt, verifier = bytes(range(16)), b"0123456789abcdef"
    checked = cipher(0, verifier + hashlib.md5(verifier).digest())
    bof = struct.pack("<HH", 0x809, 16) + b"\0\6\5\0" + bytes(12)
    filepass = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + salt + checked
    number = struct.pack("<HHHHHd", 0x203, 14, 2, 3, 0, 43.0)
    end = struct.pack("<HH", 0x0A, 0)
    plain = bof + filepass + number + end
    hidden = cipher(0, plain)
    at = len(bof) + len(filepass) + 4
    body = hidden[at : at + 14]
    return plain, bof + filepass + number[:4] + body + end


def test_default_password__opens_an_old_workbook_of_locked_structure() -> None:
    plain, locked = locked_stream(DEFAULT)
    assert is_locked(ole({"Workbook": locked}))
    opened = open_unasked(ole({"Workbook": locked}))
    assert not is_locked(opened)
    assert plain[-22:-4] in opened
    assert rules(ole({"Workbook": locked})) != ["FILE-ENCRYPTED"]


def test_default_password__an_old_workbook_with_another_is_told() -> None:
    assert rules(ole({"Workbook": locked_stream("123456")[1]})) == ["FILE-ENCRYPTED"]


def test_default_password__an_encrypted_opendocument_is_told() -> None:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    entry = b'<m:file-entry m:full-path="%s"><m:encryption-data/></m:file-entry>'
    for part, told in ((b"content.xml", ["FILE-ENCRYPTED"]), (b"Basic/Standard/a.xml", ["FILE-DAMAGED"])):
        members = {"mimetype": kind, "META-INF/manifest.xml": b"<m:manifest>" + entry % part + b"</m:manifest>"}
        assert rules(make.packed(members)) == told
