"""By what endings files go that somebody hands in: the same that make a zip file an archive of returns."""

from __future__ import annotations

_BOOKS = ".xlsx .xlsm .xlsb .xls .xltx .xltm .xlt .et .ett .ods .ots .fods .csv .numbers"
_DOCUMENTS = ".docx .docm .doc .wps .wpt .odt .rtf .pdf .ofd .pptx .ppt .dps .eml .msg .mht"
_PACKED = ".zip .rar .7z .tar .gz .tgz"
_PAGES = ".html .htm"
_PICTURES = ".jpg .jpeg .png .bmp .tif .tiff .gif .heic"


def is_document(name: str) -> bool:
    """Whether a file of this name is one document, whatever is in it."""
    return _ends(name, _BOOKS, _DOCUMENTS)


def is_handed_in(name: str) -> bool:
    """Whether a file of this name is one that somebody could have handed in."""
    return _ends(name, _BOOKS, _DOCUMENTS, _PACKED)


def is_picture(name: str) -> bool:
    """Whether a file of this name is a picture: a scan, or a part of something else."""
    return _ends(name, _PICTURES)


def is_page(name: str) -> bool:
    """Whether a file of this name is a page: a published report, or a part of a web site."""
    return _ends(name, _PAGES)


def _ends(name: str, *groups: str) -> bool:
    lower = name[-12:].lower().rstrip()
    return any(lower.endswith(tuple(group.split())) for group in groups)
