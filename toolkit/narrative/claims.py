"""What sections claim without a figure (均已办结), or as a share (办结率100%), where nothing is in doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from ..form import Form
from .claim_scope import Counted, counted_before, in_clause
from .lexicon import Lexicon, load_lexicon
from .plain import plain, sentences
from .prose import load_prose
from .quotes import piece
from .words import expression

_PER_CENT = r"(?P<share>\d{1,3}(?:\.\d+)?)[%％]"
_BEFORE = 24  # characters quoted before a claim
_CLAIMS = 8  # of one sentence that are looked at, each with all that stands before it: time grows with the text alone
_ALL = Decimal(100)
_SPLIT = re.compile(r"(?<=[，,、；;：:（(])\n|\n(?=[，,、；;）)])")


@dataclass(frozen=True, slots=True)
class Said:
    """``quote`` claims it, of as many cases as ``of``; ``share`` in per cent as written, with as many decimals. Each
    None where none is given.
    """

    quote: str
    of: Decimal | None = None
    share: Decimal | None = None


def find_claim(
    text: str, phrases: re.Pattern[str], unless: re.Pattern[str], matter: str, form: Form, year: int | None
) -> Said | None:
    """The first of ``phrases`` that ``text`` says of all of ``matter`` in a report of ``year``; None where it says one
    of ``unless``, by which it takes the claim back.
    """
    text = _in_one_piece(plain(text), phrases)
    if not phrases.search(text):
        return None
    lexicon, before = load_lexicon(form, year), ""
    if unless.search(lexicon.carried.sub("", phrases.sub("", text))):
        return None
    for sentence in sentences(text):
        for match in islice(phrases.finditer(sentence), _CLAIMS):
            if _follows_badly(sentence[match.end() :]):
                continue
            counted = _plainly(sentence[: match.start()], before, matter, lexicon, year, match)
            if counted:
                quote = piece(sentence, max(0, match.start() - _BEFORE), match.end())
                return Said(quote, counted.of, _share(match))
        before = sentence
    return None


def claim_expression(groups: Sequence[Sequence[str]], *, share: bool) -> re.Pattern[str]:
    """What finds a word of each of ``groups`` in a row, with a ``share`` behind them where they give one."""
    prose = load_prose()
    behind = rf"(?:{expression(prose.linking)})?(?:{_PER_CENT}|(?P<whole>{expression(prose.whole)}))" if share else ""
    return re.compile("".join(f"(?:{expression(group)})" for group in groups) + behind)


def any_of(words: Sequence[str]) -> re.Pattern[str]:
    """What finds one of ``words``."""
    return re.compile(expression(words))


def _in_one_piece(text: str, phrases: re.Pattern[str]) -> str:
    """``text`` without the line breaks that part a sentence: behind a comma, or within one of ``phrases``."""
    if "\n" not in text:
        return text
    lines = _SPLIT.sub("", text).split("\n")
    ends, at = [], 0
    for line in lines:
        at += len(line)
        ends.append(at)
    flat = "".join(lines)
    inside = {
        place for match in phrases.finditer(flat) for place in range(match.start() + 1, match.end())
    }  # as short as the phrases are
    return "".join(line if end in inside else f"{line}\n" for line, end in zip(lines, ends, strict=True))


def _share(match: re.Match[str]) -> Decimal | None:
    given = match.groupdict()
    if given.get("whole"):
        return _ALL
    return Decimal(given["share"]) if given.get("share") else None


def _follows_badly(rest: str) -> bool:
    """Whether what stands behind a claim makes it a word of something else: 全部答复文书, 答复率100%的目标."""
    return bool(rest) and not load_prose().behind.match(rest)


def _plainly(
    head: str, before: str, matter: str, lexicon: Lexicon, year: int | None, match: re.Match[str]
) -> Counted | None:
    """What a claim behind ``head`` counts if it is of ``matter``, named there or in the sentence ``before``, and
    nothing speaks of others, another year than ``year``, an aim, a part or doubt; else None.
    """
    prose = load_prose()
    changed = prose.changed_rate if "share" in match.re.groupindex else prose.changed
    if prose.aims.search(in_clause(head)) or changed.search(head):
        return None
    found = counted_before(head, matter, lexicon, year)
    if found is None or found.named:
        return found
    earlier = counted_before(before, matter, lexicon, year, as_noun=True)
    if earlier is None or not earlier.named:
        return None
    return found if found.of is not None else earlier
