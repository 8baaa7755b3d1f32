"""When two labels are the same label: spaces, widths, brackets, quotes and numbering marks set aside."""

from __future__ import annotations

import re
import unicodedata

from ...memory import remembered

_DROPPED = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad\"'“”‘’「」『』〝〞＂′″`*_]+")
_FORMS = str.maketrans({
    "【": "(", "】": ")", "〔": "(", "〕": ")", "[": "(", "]": ")", "［": "(", "］": ")", "{": "(", "}": ")",
    "、": ",", "，": ",", "。": ".", "．": ".", "；": ";", "：": ":", "﹕": ":", "／": "/", "＼": "/", "\\": "/",
    "－": "-", "–": "-", "—": "-", "―": "-", "·": ".", "•": ".", "・": ".",
})  # fmt: skip
_NUMERAL = "[0-9一二三四五六七八九十百]{1,3}"
# A mark at the start: （一） 一、 1. 1、 (1) 1） or a bare Arabic number before the words.
_MARK = re.compile(rf"(?:\({_NUMERAL}\)|{_NUMERAL}[,.:)]|[0-9]{{1,2}}(?=[^0-9,.%年月日]))[,.:]*")


_LONGEST = 500  # characters; the longest fixed text of our forms has 37


def normal(text: str) -> str:
    """``text`` in one width, without spaces and quotes, with one kind of bracket.

    What is too long for a label comes back as it is: normalising marks without end takes the square of their number.
    """
    return _plain(text) if len(text) <= _LONGEST else text


def bare(text: str) -> str:
    """``normal`` without the numbering mark at its start: ``1、属于国家秘密`` is ``(1) 属于国家秘密``."""
    return _bare(text) if len(text) <= _LONGEST else text


@remembered(4096, longest=_LONGEST)
def _plain(text: str) -> str:
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text.translate(_FORMS))).translate(_FORMS).rstrip(":,.;")


@remembered(4096, longest=_LONGEST)
def _bare(text: str) -> str:
    short = _plain(text)
    mark = _MARK.match(short)
    return short[mark.end() :] or short if mark else short
