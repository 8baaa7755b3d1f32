"""Bytes of a known kind to a Book: one reader for each kind of workbook. A new format is one more line here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from ...book import Book
from ...ooxml.package import Package, open_package
from ...ooxml.properties import read_properties
from ...records import Return
from ..others.calamine import read_foreign
from ..others.xls_untold import read_biff
from ..others.xlsb_untold import read_binary
from ..understand.workbook import understand
from ..xlsx.workbook import read_xlsx


def open_book(data: bytes, kind: str, package: Package | None = None) -> Book:
    """The cells of the workbook in ``data``, of ``kind``; ``package`` are its parts where they are opened already.

    Raises Refused where it can't be read for certain, and what the libraries raise on files that they can't open.
    """
    if kind in _BY_BYTES:
        return _BY_BYTES[kind](data)
    return _BY_PARTS[kind](data, open_package(data) if package is None else package)


def read_content(name: str, data: bytes, kind: str, package: Package | None = None) -> Return:
    """The Return that the workbook in ``data`` holds; ``name`` is its file as people are told it. Raises as above."""
    return understand(name, hashlib.sha256(data).hexdigest(), open_book(data, kind, package))


def _read_xls(data: bytes) -> Book:
    return read_foreign(data, read_biff(data))


def _read_xlsb(data: bytes, package: Package) -> Book:
    properties, saved_at, program = read_properties(package)
    book = read_foreign(data, read_binary(package.get))
    return replace(book, properties=properties, saved_at=saved_at, program=program)


def _read_ods(data: bytes, package: Package) -> Book:
    from ..others.ods import read_ods  # an eighth of what a reader loads at its start, for few returns

    return read_ods(package.get, package.limits)


def _read_xlsx(data: bytes, package: Package) -> Book:
    return read_xlsx(package)


_BY_BYTES: dict[str, Callable[[bytes], Book]] = {"xls": _read_xls}
_BY_PARTS: dict[str, Callable[[bytes, Package], Book]] = {
    "xlsx": _read_xlsx,
    "xlsm": _read_xlsx,
    "xlsb": _read_xlsb,
    "ods": _read_ods,
}
