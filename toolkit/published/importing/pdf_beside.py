"""What a PDF holds beside the text of its pages: forms to be filled in, files, scripts, notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pdfplumber.page import Page as PdfPage
    from pdfplumber.pdf import PDF

Unseen = list[tuple[str, str]]

_ACTS = ("AA", "OpenAction")
_FILES = frozenset({"FileAttachment", "Sound", "Movie", "Screen", "RichMedia", "3D"})
_QUIET = frozenset({"Link", "Popup", "PrinterMark", "TrapNet"})  # mostly without content of their own


def unseen_parts(document: PDF) -> Unseen:
    """What stands beside all pages."""
    catalogue: dict[str, Any] = document.doc.catalog
    names, form = _dictionary(catalogue.get("Names")), _dictionary(catalogue.get("AcroForm"))
    told = [("form", "")] if _resolved(form.get("Fields")) or "XFA" in form else []
    if "EmbeddedFiles" in names or _resolved(catalogue.get("AF")):
        told.append(("object", ""))
    if "JavaScript" in names or any(_acts(catalogue.get(name)) for name in _ACTS):
        told.append(("script", ""))
    return told


def unseen_on(page: PdfPage) -> Unseen:
    """What stands beside the text of ``page``."""
    attributes: dict[str, Any] = page.page_obj.attrs
    told = [("script", "")] if _acts(attributes.get("AA")) else []
    told += [("object", "")] if _resolved(attributes.get("AF")) else []
    for one in _resolved(page.page_obj.annots) or []:
        note = _dictionary(one)
        kind = str(getattr(_resolved(note.get("Subtype")), "name", ""))
        if kind in _FILES:
            told.append(("object", ""))
        elif kind == "Widget":
            told.append(("form", ""))
        elif kind not in _QUIET or _resolved(note.get("Contents")) or (kind == "Popup" and "AP" in note):
            told.append(("note", ""))
        if _acts(note.get("A")) or _acts(note.get("AA")):
            told.append(("script", ""))
    return told


def _acts(action: Any) -> bool:
    """Whether ``action``, or one of those within it, is a script; to open a place or an address is none."""
    waiting, seen = [action], 0
    while waiting and seen < 100:
        seen += 1
        one = _resolved(waiting.pop())
        if isinstance(one, Mapping):
            if getattr(_resolved(one.get("S")), "name", "") in ("JavaScript", "Launch", "Rendition", "SubmitForm"):
                return True
            waiting += [each for name, each in one.items() if name not in ("D", "P", "Parent", "Dest")]
    return False


def _dictionary(one: Any) -> Mapping[str, Any]:
    found = _resolved(one)
    return found if isinstance(found, Mapping) else {}


def _resolved(one: Any) -> Any:
    from pdfminer.pdftypes import resolve1

    return resolve1(one)
