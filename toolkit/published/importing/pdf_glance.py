"""Whether a PDF may be a report, by its bare text: reading one whole takes seconds, and an inbox holds others too."""

from __future__ import annotations

import unicodedata
from itertools import islice

from ...editions import load_forms
from ...refusal import GET_PDF, Refused
from .pdf_print import objects_of
from .tables import labels_of

MOST_PAGES = 60  # the longest reports have some twenty
_MOST_THINGS = 300_000  # characters and drawings; a report of twenty pages has some 30,000
_LEAST = 5  # labels of the tables of one edition


def refuse_others(data: bytes) -> None:
    """Raises Refused where the first MOST_PAGES of the document in ``data`` have no text, none of an official form, or
    more of all things than any report, or the libraries are not there. One that can't be opened is for whoever reads it
    to tell.
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
        printed, things = "", 0
        for page in islice(document, MOST_PAGES):
            words = page.get_textpage()
            things += words.count_chars() + sum(1 for _ in islice(objects_of(page), _MOST_THINGS))
            if things > _MOST_THINGS:
                raise Refused("REPORT-CROWDED", limit=_MOST_THINGS)
            printed += words.get_text_bounded()
            words.close()
            page.close()
    finally:
        document.close()
    text = "".join(unicodedata.normalize("NFKC", printed).split())
    if not text:
        raise Refused("REPORT-SCAN")
    if not any(
        sum(label in text for table in form.tables for label in labels_of(table)) >= _LEAST for form in load_forms()
    ):
        raise Refused("REPORT-UNKNOWN")
