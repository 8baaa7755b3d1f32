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
    rf"(?:(?:\+|00)86(?:{_GAP}?[(（]0?\d{{2,3}}[)）]|{_GAP}\d{{2,3}}){_GAP}{{1,2}}{_SEVEN}"  # the country, and no 0
    rf"|(?<![A-Za-z0-9]_)0\d{{2,3}}_(?!20[0-4]\d){_SEVEN}"  # as names of files have it
    rf"|(?:(?:\+|00)86{_GAP}?)?"
    rf"(?:[1１][3-9３-９]\d{_GAP}?\d{{4}}{_GAP}?\d{{4}}"
    rf"|(?:[(（][0０]\d{{2,3}}[)）]|[0０]\d{{2,3}}){_GAP}{{0,2}}{_SEVEN}"
    rf"|[48]00{_GAP}\d{{3,4}}{_GAP}?\d{{3,4}}))"
    rf"(?!\d){_FURTHER}(?!\d)(?!\.\d)(?![,，]\d{{3}}(?!\d))"
)
_YEAR_WITHIN = re.compile(rf"^\D?\d+{_GAP}20[0-4]\d{_GAP}")  # 0312-2024-0012: a reference
_EXTENDED = re.compile(rf"(?<![\d.,，]){_SEVEN} ?(?:转|分机|ext\.?) ?\d{{1,6}}(?!\d)")

_UNIT = (  # but not as the beginning of another word: 元旦, 项目, 人社局
    r"[ 　]?[余多]?[万亿]?"
    r"(?:[件笔吨亩份%％]|元(?![旦月])|年(?![底初前后内])|人(?![工社事民武])|户(?![籍口])|家(?![长属])|项(?!目)|条(?![件例])"
    r"|批(?![准示复])|起(?!草)|次(?!日)|个(?!别)|篇(?!幅)|宗(?!旨)|页(?!面)|字(?![体样])|封(?!面)|例(?!如)|册(?!子)|台(?!账)"
    r"|套(?!表)|股(?![长室])|美元|平方?米|立方米|公[里斤顷])"
)
_COUNTED = re.compile(_UNIT)
_NO_FIGURE = rf"(?!\d|\.\d|[,，]\d{{3}}(?!\d)|{_UNIT})"
_ANY = rf"(?!20\d\d[01]\d[0-3]\d(?!\d))[2-9２-９]\d{{2,3}}{_GAP}?\d{{4}}{_NO_FIGURE}{_FURTHER}"
_SPACE = "[ 　]{0,4}"
_LEAD = (
    rf"(?:(?:电{_SPACE}话|座{_SPACE}机|手{_SPACE}机)(?:号码?)?|联{_SPACE}系{_SPACE}方{_SPACE}式|传{_SPACE}真"
    r"|(?<![证票件案文编照])号码|拨打|致电|请打|[Tt][Ee][Ll]\.?|[Pp]hone)"
    r"(?:[(（][^()（）\d]{1,8}[)）])?[ 　:：为是]{0,3}"
)
_PERSON = rf"联{_SPACE}系{_SPACE}人[ 　]?"
_NAME = r"(?![数次员均共合总累约近达])(?:(?!电|联系|手机|座机|号码|传真|方式)[一-鿿·]){1,6}"
_CALLED = re.compile(
    rf"({_LEAD}|{_PERSON}[:： ]{{0,2}}{_NAME}[ 　，,（(:：]{{0,2}})({_ANY}(?:[、,，/；; 或和]{{1,2}}{_ANY})*)"
)
_NAMED = re.compile(  # who is to be asked, with a telephone; not 请联系人事股
    rf"((?:{_PERSON}|联{_SPACE}系{_SPACE}方{_SPACE}式[ 　]?)[:：][ 　]?|{_PERSON}(?![事社大民武工])){_NAME}"
    rf"([ 　，,、；;（(:：]{{0,2}}(?:联系)?(?:{_LEAD})?)(?={_ANY}|{LEFT_OUT})"
)
_LED = re.compile(_LEAD + "$")
# Behind and before what is numbered, added up or measured: no telephone, unless one is said to follow.
_NUMBERED_BEHIND = re.compile("[ 　]?号(?!码)")
_NUMBERED_BEFORE = re.compile(
    r"(?:第|(?<![\d一二三四五六七八九十机话信同线系扣众务钉小长短QqVvXx])号|(?<=[证票件案文编照])号码|[编代识]码"
    r"|[总合累共小]计|(?<!公)共|总[数额量]|金额|面积|投资|[〕］])[ 　:：为是达约]{0,3}$"
)
_BEFORE = 16  # characters in which such a word stands
_BESIDE = re.compile(rf"({LEFT_OUT}[ 　_:：，,、（(-]{{0,2}}){_ANY}")  # of the person who stands before it
_RUN = re.compile(rf"(?<!\d)(?<!\d[.,，]){_SEVEN}{_NO_FIGURE}")

_LABEL = "[A-Za-z0-9Ａ-Ｚａ-ｚ０-９－-]+"
_LOCAL = "[A-Za-z0-9Ａ-Ｚａ-ｚ０-９._%+．＿－-]"
_MAIL = re.compile(rf"(?<!{_LOCAL}){_LOCAL}+[@＠]{_LABEL}(?:[.．](?!xlsx?\b|et\b|ods\b|zip\b){_LABEL})+")
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
        return shown if _YEAR_WITHIN.match(shown) or _counts(found) else LEFT_OUT

    def hide_local(found: re.Match[str]) -> str:
        return LEFT_OUT if _digits(found[0]) in known.local else found[0]

    for pattern in (_TELEPHONE, _EXTENDED):
        text = pattern.sub(hide, text)
        kept = [span for span in (word.span() for word in _WORD.finditer(text)) if text[slice(*span)] in known.kept]
    text = _NAMED.sub(lambda found: found[1] + LEFT_OUT + found[2], text)
    for pattern in (_CALLED, _BESIDE):
        text = pattern.sub(lambda found: found[1] + LEFT_OUT, text)
    return _RUN.sub(hide_local, text) if known.local else text


def _counts(found: re.Match[str]) -> bool:
    """Whether what looks like a telephone is a figure or the number of a paper, by the words around it."""
    text, end = found.string, found.end()
    if _COUNTED.match(text, end):
        return True
    before = text[max(0, found.start() - _BEFORE) : found.start()]
    if _LED.search(before):
        return False
    return bool(_NUMBERED_BEHIND.match(text, end) or _NUMBERED_BEFORE.search(before))


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
