"""One published report from where it lies to a Return: fetched whole, recognised by content, guarded, then read."""

from __future__ import annotations

import re
import zlib

from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from ...findings import tell
from ...memory import with_room
from ...ooxml.limits import DEFAULTS, Limits, megabytes
from ...reading.find.fetch import fetch
from ...reading.find.kinds import READABLE, kinds
from ...reading.find.sniff import sniff
from ...reading.find.sniff_package import sniff_package
from ...reading.run.read_one import unreadable
from ...reading.understand.admit import admit
from ...records import Return
from ...refusal import Refused
from ...source import Source
from .docx_guard import check_parts, open_guarded
from .pdf_glance import refuse_others
from .understand import understand_report
from .words import report_words

_TEXTS = frozenset({"text", "csv", "text-utf16", "csv-utf16"})
_MARKUP = re.compile(rb"<(?:p|div|span|table|h[1-6]|br)\b[^<>]*>", re.IGNORECASE)
_HEAD = 4096  # bytes that tell what made a page
_OWN_PAGE = b'<meta name="generator" content="nianbao findings">'  # a page of findings, which has the tables too
_LARGEST = 8 << 20  # bytes of a page or a text; a report of a province has some hundred thousand

_LARGEST_PDF = 32 << 20  # bytes; fonts and pictures make most of it


def read_report(source: Source, limits: Limits = DEFAULTS) -> Return:
    """What the report at ``source`` holds. Never raises for what a file holds; it is opened for reading only."""
    data = b""
    try:
        if source.refused is not None:
            return unreadable(source.name, source.refused)
        data = fetch(source, limits)
        return with_room(lambda: understand_report(source.name, data, _kind(data, limits)))
    except Refused as refused:
        finding = refused.finding
    except (etree.LxmlError, PackageNotFoundError, zlib.error) as error:
        finding = tell("REPORT-BROKEN", reason=f"内部结构不完整（{type(error).__name__}）")
    except RecursionError:
        finding = tell("REPORT-BROKEN", reason="内部结构嵌套过深")
    except MemoryError:
        finding = tell("GUARD-MEMORY", limit=megabytes(limits.memory))
    except Exception as error:
        # One file that trips over a fault of ours is told, and must not cost the office all the others.
        finding = tell("READER-FAULT", reason=type(error).__name__)
    return admit(unreadable(source.name, finding, data))


def _kind(data: bytes, limits: Limits) -> str:
    """The reader for ``data``. Raises Refused where there is none, or where it mustn't be read."""
    if data.startswith(b"PK"):
        package = open_guarded(data, limits)
        kind = sniff_package(package).kind
        if kind == "word":
            check_parts(package)
            return "docx"
    else:
        kind = sniff(data).kind
        if kind == "pdf":
            kind = _within(data, kind, _LARGEST_PDF)
            refuse_others(data)
            return kind
        if kind == "html" or (kind in _TEXTS and _MARKUP.search(data)):
            if _OWN_PAGE in data[:_HEAD]:
                raise Refused("REPORT-KIND", found=report_words().own_page)
            return _within(data, "html")
        if kind in _TEXTS:
            return _within(data, "text")
    known = kinds().get(kind) or kinds()["unknown"]
    raise Refused("REPORT-KIND", found=report_words().workbook if kind in READABLE else known.words)


def _within(data: bytes, kind: str, limit: int = _LARGEST) -> str:
    if len(data) > limit:
        raise Refused("GUARD-SIZE", size=megabytes(len(data)), limit=megabytes(limit))
    return kind
