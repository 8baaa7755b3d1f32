"""What stands in a PDF beside the text of its pages is told."""

from __future__ import annotations

import pytest

from tests.published.importing import pdfs
from tests.published.importing.printed import NAMES, told


@pytest.mark.parametrize(
    ("catalogue", "kind"),
    [
        ("/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>", "script"),
        ("/OpenAction<</S/JavaScript/JS(1)>>", "script"),
        ("/OpenAction<</S/GoTo/D[0 /Fit]/Next<</S/JavaScript/JS(1)>>>>", "script"),
        ("/AA<</WP<</S/JavaScript/JS(1)>>>>", "script"),
        ("/Names<</EmbeddedFiles<</Names[]>>>>", "object"),
        ("/AF[<</Type/Filespec/F(a)>>]", "object"),
        ("/AcroForm<</Fields[<</T(a)/V(7)>>]>>", "form"),
        ("/AcroForm<</Fields[]/XFA[(a)(b)]>>", "form"),
    ],
)
def test_beside_the_text__is_told(catalogue: str, kind: str) -> None:
    assert told(pdfs.pdf([NAMES], catalogue=catalogue)) == [kind]


def annotation(entries: str) -> str:
    return f"/Annots[<</Type/Annot/Rect[300 300 400 320]{entries}>>]"


@pytest.mark.parametrize(
    ("attributes", "kind"),
    [
        ("/AA<</O<</S/JavaScript/JS(1)>>>>", "script"),
        (annotation("/Subtype/Link/A<</S/JavaScript/JS(1)>>"), "script"),
        (annotation("/Subtype/Stamp"), "note"),
        (annotation("/Subtype/FreeText/Contents(8)"), "note"),
        (annotation("/Subtype/Text/Contents(8)"), "note"),
        (annotation("/Subtype/FileAttachment"), "object"),
        (annotation("/Subtype/Widget"), "form"),
        (annotation("/Subtype/Popup/AP<</N 10 0 R>>"), "note"),
    ],
)
def test_beside_the_text_of_a_page__is_told(attributes: str, kind: str) -> None:
    assert told(pdfs.pdf([NAMES], attributes=attributes)) == [kind]


@pytest.mark.parametrize("quiet", ["/Subtype/Link/A<</S/URI/URI(a)>>", "/Subtype/Link/Dest[0 /Fit]", "/Subtype/Popup"])
def test_beside_the_text__links_are_not_told(quiet: str) -> None:
    assert told(pdfs.pdf([NAMES], attributes=annotation(quiet), catalogue="/OpenAction[0 /Fit]")) == []
