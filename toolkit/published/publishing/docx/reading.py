"""The paragraphs of a Word document that an office wrote."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ....ooxml.limits import DEFAULTS, megabytes
from ....ooxml.package import open_package
from ....refusal import Refused

_UNSETTLED = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")
_PICTURES = ("w:drawing", "w:pict", "w:object")


def read_paragraphs(data: bytes) -> tuple[list[str], int]:
    """The texts of the paragraphs of the body, and how many tables it has beside them.

    Raises Refused for what is no sound package or beyond the limits, ValueError (with what to do, in Chinese) for one
    with changes that nobody has accepted, hidden text, text in boxes, or that is no Word document.
    """
    package = open_package(data, DEFAULTS)
    size = sum(member.size for member in package.members.values())
    if size > DEFAULTS.unpacked:
        raise Refused("GUARD-UNPACKED", size=megabytes(size), limit=megabytes(DEFAULTS.unpacked))
    for name in package:  # unpacked within the limits, before a library unpacks it all
        package[name]
    try:
        document = docx.Document(BytesIO(data))
    except Exception as error:  # whatever the library makes of a broken file
        raise ValueError("不是完好的 Word 文档，请用 Word 或 WPS 另存为 .docx") from error
    body = document.element.body
    if any(next(body.iter(qn(tag)), None) is not None for tag in _UNSETTLED):
        raise ValueError("里有没有处理的修订，请先接受或拒绝全部修订")
    if any(_is_on(mark) for mark in body.iter(qn("w:vanish"))):
        raise ValueError("里有隐藏的文字，请显示出来或删去")
    if any(
        next(drawing.iter(qn("w:txbxContent")), None) is not None for tag in _PICTURES for drawing in body.iter(qn(tag))
    ):
        raise ValueError("里有文本框，请把其中的文字移到正文")
    return _texts(document), len(document.tables)


def _texts(document: Document) -> list[str]:
    return [line for paragraph in document.paragraphs for line in paragraph.text.split("\n")]


def _is_on(mark: BaseOxmlElement) -> bool:
    return mark.get(qn("w:val"), "1") not in ("0", "false", "off")
