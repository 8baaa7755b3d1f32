"""By what a person can be reached, as texts have it: telephones, e-mail, accounts of QQ and WeChat.

A telephone without its area code looks like any figure: it is known by what stands around it, or because it is one of
those at hand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from dataclasses import dataclass

LEFT_OUT = "（略）"
_GAP = "[-－—–./ ]"
_SEVEN = rf"\d{{3,4}}{_GAP}?\d{{4}}"  # seven or eight digits
_FURTHER = r"(?: ?(?:转|分机|ext\.?) ?\d{1,6}|[-－—–]\d{1,4}(?![\d-]))?"  # the number within the house
_TELEPHONE = re.compile(
    # Not within a number, nor behind or before a group of three digits as figures have them.
    r"(?<!\d)(?<!\d\.)(?<!\D\d[,，])(?<!\D\d\d[,，])(?<!\D\d\d\d[,，])(?<!^\d[,，])(?<!^\d\d[,，])(?<!^\d\d\d[,，])"
    rf"(?:(?:\+|00)86{_GAP}?)?"  # the country
    rf"(?:[1１][3-9３-９]\d{_GAP}?\d{{4}}{_GAP}?\d{{4}}"
    rf"|(?:[(（][0０]\d{{2,3}}[)）]|[0０]\d{{2,3}}){_GAP}{{0,2}}{_SEVEN}"
    rf"|[48]00{_GAP}\d{{3,4}}{_GAP}?\d{{3,4}})"
    rf"(?!\d){_FURTHER}(?!\d)(?!\.\d)(?![,，]\d{{3}}(?!\d))"
)
_YEAR_WITHIN = re.compile(rf"^\D?\d+{_GAP}20[0-4]\d{_GAP}")  # 0312-2024-0012: a reference
_EXTENDED = re.compile(rf"(?<![\d.,，]){_SEVEN} ?(?:转|分机|ext\.?) ?\d{{1,6}}(?!\d)")

_NO_FIGURE = r"(?!\d|\.\d|[,，]\d{3}(?!\d)| ?[余多]?[万亿]?[件条次个人篇元户宗起份批页字年家项封例])"
_ANY = rf"(?!20\d\d[01]\d[0-3]\d(?!\d))[2-9２-９]\d{{2,3}}{_GAP}?\d{{4}}{_NO_FIGURE}{_FURTHER}"
_CALLED = re.compile(
    r"((?:电话|座机|手机|联系方式|传真|号码|拨打|致电|请打|[Tt][Ee][Ll]\.?|[Pp]hone)"
    r"(?:[(（][^()（）\d]{1,8}[)）])?[ :：为是]{0,3}"
    r"|联系人[:： ]{0,2}[^\d\s，。；,;]{1,4}[ ，,（(:：]{0,2})"
    rf"({_ANY}(?:[、,，/；; 或和]{{1,2}}{_ANY})*)"
)
_BESIDE = re.compile(rf"({LEFT_OUT}[ _:：，,、-]{{0,2}}){_ANY}")  # of the person who stands before it
_RUN = re.compile(rf"(?<!\d)(?<!\d[.,，]){_SEVEN}{_NO_FIGURE}")

_MAIL = re.compile(r"[A-Za-z0-9._%+-]+[@＠][A-Za-z0-9-]+(?:\.(?!xlsx?\b|et\b|ods\b|zip\b)[A-Za-z0-9-]+)+")
_ACCOUNT = re.compile(
    r"((?:[Qq]{2}|扣扣)(?:群|号码?|群号)?[ :：为是]{0,3})"
    rf"([1-9]\d{{4,10}}{_NO_FIGURE})"
    r"|((?:微信|[Ww]e[Cc]hat|[Ww]eixin|[Vv][Xx]|[Ww][Xx])(?:号|群号)?[ :：为是]{0,3})"
    r"([A-Za-z][-_A-Za-z0-9]{5,19}(?![-_A-Za-z0-9]))"
    r"|((?:微信|[Vv][Xx]|[Ww][Xx])号[ :：为是]{0,3})"
    rf"(\d{{5,11}}{_NO_FIGURE})"
)
_WORD = re.compile(r"[0-9A-Za-z-]+")


@dataclass(frozen=True, slots=True)
class Numbers:
    """``kept`` are codes that may look like a telephone, ``local`` telephones at hand, as by ``local_numbers``."""

    kept: Set[str] = frozenset()
    local: Set[str] = frozenset()


def without_reach(text: str, known: Numbers) -> str:
    """``text`` without whatever a person can be reached by."""
    text = _ACCOUNT.sub(lambda found: "".join(filter(None, found.groups()[::2])) + LEFT_OUT, _MAIL.sub(LEFT_OUT, text))
    kept = [span for span in (word.span() for word in _WORD.finditer(text)) if text[slice(*span)] in known.kept]

    def hide(found: re.Match[str]) -> str:
        shown = found[0]
        if any(start <= found.start() < end for start, end in kept) or shown in known.kept:
            return shown
        return shown if _YEAR_WITHIN.match(shown) else LEFT_OUT

    def hide_local(found: re.Match[str]) -> str:
        return LEFT_OUT if _digits(found[0]) in known.local else found[0]

    for pattern in (_TELEPHONE, _EXTENDED):
        text = pattern.sub(hide, text)
        kept = [span for span in (word.span() for word in _WORD.finditer(text)) if text[slice(*span)] in known.kept]
    for pattern in (_CALLED, _BESIDE):
        text = pattern.sub(lambda found: found[1] + LEFT_OUT, text)
    return _RUN.sub(hide_local, text) if known.local else text


def local_numbers(telephones: str) -> set[str]:
    """The seven or eight digits of each of a person's ``telephones`` that has so many behind its area code."""
    found = set()
    for one in re.split("[、,，;；]", unicodedata.normalize("NFKC", telephones)):
        match = re.fullmatch(rf"[(]?(?:0\d{{2,3}})?[)]?{_GAP}{{0,2}}({_SEVEN}){_FURTHER}", one.strip())
        if match:
            found.add(_digits(match[1]))
    return found


def _digits(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character.isdigit())
