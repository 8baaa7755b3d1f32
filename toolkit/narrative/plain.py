"""A text as it is heard: half-width digits, no blanks, quotation marks or thousands marks; a whole year as its year."""

from __future__ import annotations

import re
import unicodedata

# What can't be seen (soft hyphens, joiners, marks of direction) is left out like blanks: no word may hide behind it.
_UNEVEN = re.compile(
    r"[\s０-９．“”‘’\"「」『』\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_EVEN = {
    "\n": "\n",
    "．": ".",
    **dict(zip("０１２３４５６７８９", "0123456789", strict=True)),
}  # the rest of it is left out
_THOUSANDS = re.compile(r"[,，](?<=\d.)(?=\d{3}(?!\d))")
_LAST_DAY = "12月31日"
_WHOLE_YEAR = re.compile(rf"((?:\d{{4}}年)?)(?:度)?1月1日起?[至到—\-~～]+(?:\d{{4}}年)?{_LAST_DAY}(?:期间|止)?")
_SENTENCE = re.compile(r"[。！？!?\n]+")
_YEAR_END = re.compile(r"截[至止]到?(?:(\d{4}年)(?:度)?)?(?:12月31日|12月底|年?底|年?末)")


def plain(text: str) -> str:
    """``text`` made ready; line breaks stay."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _THOUSANDS.sub("", _UNEVEN.sub(lambda found: _EVEN.get(found[0], ""), text))
    if _LAST_DAY in text:
        text = _WHOLE_YEAR.sub(r"\1", text)
    return _YEAR_END.sub(r"\1", text)


def sentences(text: str) -> list[str]:
    """The sentences of a text that was made ready."""
    return [sentence for sentence in _SENTENCE.split(text) if sentence]
