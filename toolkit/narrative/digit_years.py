"""Years as texts write them, in four digits.

二〇二四年 and ２０２４年 are 2024年, 23年度 is 2023年度, 2024.1.1 is 2024年1月1日; names in 《》 have none.
"""

from __future__ import annotations

import re

_NOUGHTS = "〇零○ＯO０0"
_DIGITS = {**dict(zip("一二三四五六七八九", "123456789", strict=True)), **dict.fromkeys(_NOUGHTS, "0")}
_CHINESE = re.compile(rf"[二2][{_NOUGHTS}][{''.join(_DIGITS)}]{{2}}(?=年)")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_SHORT = re.compile(r"(?<![\d〔\[(（\-－—–~～至])(2\d)(?=年度)")
_DOTTED = re.compile(r"(?<!\d)(20\d\d)[./\-](0?[1-9]|1[0-2])[./\-](0?[1-9]|[12]\d|3[01])(?!\d)")
_NAME = re.compile(r"《[^《》]*》|〈[^〈〉]*〉")
_ALL_MONTHS = re.compile(r"1月?份?[至到\-—－–~～]+12月份?(?!\d)")


def in_digits(text: str) -> str:
    """``text`` with its years in four digits, without a whole year's months and what is named in 《》."""
    text = _NAME.sub("《》", text.translate(_WIDE))
    text = _CHINESE.sub(lambda found: "".join(_DIGITS.get(one, one) for one in found[0]), text)
    text = _DOTTED.sub(r"\1年\2月\3日", text)
    return _ALL_MONTHS.sub("", _SHORT.sub(r"20\1", text))
