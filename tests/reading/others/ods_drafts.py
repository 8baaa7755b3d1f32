"""Small ods workbooks for tests, written out by hand."""

from __future__ import annotations

import io
import zipfile

from toolkit.book import Book
from toolkit.ooxml.limits import DEFAULTS, Limits
from toolkit.reading.others.ods import read_ods

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = {
    "office": _ODF + "office:1.0",
    "table": _ODF + "table:1.0",
    "text": _ODF + "text:1.0",
    "style": _ODF + "style:1.0",
    "number": _ODF + "datastyle:1.0",
    "draw": _ODF + "drawing:1.0",
    "svg": _ODF + "svg-compatible:1.0",
    "fo": _ODF + "xsl-fo-compatible:1.0",
    "meta": _ODF + "meta:1.0",
    "manifest": _ODF + "manifest:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    "foreign": "urn:nobody:knows",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())


def root(element: str, inside: str) -> str:
    return f'<?xml version="1.0"?><{element} {_DECLARED}>{inside}</{element}>'


def content(body: str, styles: str = "") -> str:
    """A content.xml whose workbook holds ``body``."""
    return root(
        "office:document-content",
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>",
    )


def cell(attributes: str = "", inside: str = "", kind: str = "table-cell") -> str:
    return f"<table:{kind} {attributes}>{inside}</table:{kind}>"


def number(value: object, attributes: str = "", kind: str = "table-cell") -> str:
    return cell(f'office:value-type="float" office:value="{value}" {attributes}', f"<text:p>{value}</text:p>", kind)


def text(inside: str) -> str:
    """A cell with a text: paragraphs as they are written."""
    return cell('office:value-type="string"', inside)


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def sheet(*rows: str, name: str = "表", attributes: str = "") -> str:
    return f'<table:table table:name="{name}" {attributes}>{"".join(rows)}</table:table>'


def read(body: str, automatic: str = "", limits: Limits = DEFAULTS, **parts: str) -> Book:
    """The Book of a workbook that holds ``body``; ``parts`` are named without ``.xml``."""
    found = {"content.xml": content(body, automatic), **{f"{name}.xml": part for name, part in parts.items()}}
    return read_ods({name: part.encode() for name, part in found.items()}.get, limits)


def save(body: str, styles: str = "") -> bytes:
    """The workbook as a file that a spreadsheet program opens."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media}"/>'
        for path, media in (("/", kind), ("content.xml", "text/xml"))
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("mimetype", kind)
        file.writestr("META-INF/manifest.xml", root("manifest:manifest", entries))
        file.writestr("content.xml", content(body, styles))
    return made.getvalue()
