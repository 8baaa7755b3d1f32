"""Whether a PDF may be a report, by its bare text: reading one whole takes seconds, and an inbox holds others too."""

from __future__ import annotations

import unicodedata

from ...editions import load_forms
from ...refusal import GET_PDF, Refused
from .tables import labels_of

_LEAST = 5  # labels of the tables of one edition


def refuse_others(data: bytes) -> None:
    """Raises Refused where the document in ``data`` has no text, none of an official form, or the libraries are not
    there. One that can't be opened is for whoever reads it to tell.
    """
    try:
        import pypdfium2
    except ImportError:
        raise Refused("REPORT-PDF", get=GET_PDF) from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    try:
        printed = "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
    text = "".join(unicodedata.normalize("NFKC", printed).split())
    if not text:
        raise Refused("REPORT-SCAN")
    if not any(
        sum(label in text for table in form.tables for label in labels_of(table)) >= _LEAST for form in load_forms()
    ):
        raise Refused("REPORT-UNKNOWN")
