"""The paragraphs of a Word document that an office wrote, where all that a reader sees in it is text."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ....ooxml.limits import DEFAULTS
from ...importing.docx import read_docx
from ...importing.docx_guard import check_parts, open_guarded
from ...importing.page import RAISED, Grid, Page, Paragraph

_UNSETTLED = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")
_UNSAID = {
    "hidden": "里有隐藏的文字，请显示出来或删去",
    "struck": "里有带删除线的文字，请删去，或取消删除线",
    "textbox": "里有文本框，请把其中的文字移到正文",
    "footnote": "里有脚注或尾注，请移到正文或删去",
    "object": "里有公式或嵌入的对象，请改成普通文字",
}


def read_paragraphs(data: bytes) -> tuple[list[str], int]:
    """The texts of the paragraphs of the body, and how many tables it has beside them.

    Raises Refused for what is no sound package or beyond the limits, ValueError (with what to do, in Chinese) for one
    with changes that nobody has accepted, with anything that is seen and is no plain text or the other way round, or
    that is no Word document.
    """
    check_parts(open_guarded(data, DEFAULTS))
    try:
        body = docx.Document(BytesIO(data)).element.body
        page = read_docx(data)
    except Exception as error:  # whatever the library makes of a broken file
        raise ValueError("不是完好的 Word 文档，请用 Word 或 WPS 另存为 .docx") from error
    if any(next(body.iter(qn(tag)), None) is not None for tag in _UNSETTLED):
        raise ValueError("里有没有处理的修订，请先接受或拒绝全部修订")
    if any(_is_on(mark) for mark in body.iter(qn("w:vanish"))):
        raise ValueError(_UNSAID["hidden"])
    _refuse_unsaid(page)
    lines = [part.text for part in page.parts if isinstance(part, Paragraph)]
    return lines, sum(isinstance(part, Grid) for part in page.parts)


def _refuse_unsaid(page: Page) -> None:
    for kind, _ in page.unseen:
        if kind in _UNSAID:
            raise ValueError(_UNSAID[kind])
    if any(RAISED in part.text for part in page.parts if isinstance(part, Paragraph)):
        raise ValueError("里有上标或下标，请改成普通文字，如 m² 用字符 ²")


def _is_on(mark: BaseOxmlElement) -> bool:
    return mark.get(qn("w:val"), "1") not in ("0", "false", "off")
