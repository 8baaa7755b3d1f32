"""The digits of a number: in the placeholders of a section, and as ``General`` shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from .number_sections import Part, Piece, Section

# Wide enough for the largest number and the longest code; Excel rounds a half away from zero.
_EXACT = Context(prec=10_000, rounding=ROUND_HALF_UP)
_PADDING = {"0": "0", "?": " ", "#": ""}


def general(size: Decimal) -> str:
    """A number from 0 up as ``General``: up to eleven characters with the point, else with an exponent.

    ECMA-376 part 1, 18.8.30: "up to 11 digits (inc. decimal point)".
    """
    if not size:
        return "0"
    places = 9 if size < 1 else max(0, 10 - (size.adjusted() + 1))
    rounded = _rounded(size, places)
    if (size >= Decimal("0.0001") or rounded == size) and rounded < 10**11:
        return _stripped(rounded)
    power = size.adjusted()
    mantissa = _rounded(size.scaleb(-power, _EXACT), 5)
    if mantissa == 10:
        mantissa, power = Decimal(1), power + 1
    return f"{_stripped(mantissa)}E{'-' if power < 0 else '+'}{abs(power):02}"


def in_placeholders(section: Section, size: Decimal) -> tuple[str, bool]:
    """A number from 0 up in the placeholders of ``section``, and whether it was rounded to nothing."""
    pieces = section.pieces
    parts = [piece.part for piece in pieces]
    end = parts.index(Part.EXPONENT) if Part.EXPONENT in parts else len(parts)
    point = parts.index(Part.POINT) if Part.POINT in parts else end
    integers, decimals = _placeholders(pieces[:point]), _placeholders(pieces[point:end])
    size = size.scaleb(section.scale, _EXACT)
    power = 0
    if end < len(parts):
        size, power = _mantissa(size, len(integers), len(decimals))
    rounded = _rounded(size, len(decimals))
    whole, _, rest = f"{rounded:f}".partition(".")
    whole, rest = whole.lstrip("0"), rest.rstrip("0")
    shown = [_whole(pieces[:point], integers, whole, section.grouped)]
    if not integers:
        shown.append(whole)
    shown.append(_filled(pieces[point:end], iter(_behind(decimals, rest))))
    if end < len(parts):
        sign = "-" if power < 0 else pieces[end].text[1:].replace("-", "")
        holes = _placeholders(pieces[end:])
        shown += ["E", sign, _filled(pieces[end + 1 :], iter(_before(holes, str(abs(power)) if power else "")))]
    return "".join(shown), not rounded


def _rounded(size: Decimal, places: int) -> Decimal:
    return size.quantize(Decimal((0, (1,), -places)), context=_EXACT)


def _stripped(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _placeholders(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.part is Part.DIGITS)


def _mantissa(size: Decimal, integers: int, decimals: int) -> tuple[Decimal, int]:
    """What stands before the exponent, and the exponent: a multiple of the number of placeholders before the point."""
    step = max(integers, 1)
    power = size.adjusted() // step * step if size else 0
    mantissa = size.scaleb(-power, _EXACT)
    if step == 1 and _rounded(mantissa, decimals) == 10:
        return Decimal(1), power + 1
    return mantissa, power


def _before(holes: str, digits: str) -> list[str]:
    """What each placeholder before the point shows; the first takes the digits for which there is no other."""
    padded = [_PADDING[hole] for hole in holes[: max(0, len(holes) - len(digits))]]
    left = len(holes) - len(padded)
    if not left:
        return padded
    excess = len(digits) - left + 1
    return [*padded, digits[:excess], *digits[excess:]]


def _behind(holes: str, digits: str) -> list[str]:
    return [digits[place] if place < len(digits) else _PADDING[hole] for place, hole in enumerate(holes)]


def _whole(pieces: Sequence[Piece], holes: str, digits: str, grouped: bool) -> str:
    filled = _before(holes, digits)
    if grouped and filled:
        filled = [_parted(holes, digits), *[""] * (len(filled) - 1)]
    return _filled(pieces, iter(filled))


def _parted(holes: str, digits: str) -> str:
    """Digits and padding with a comma before every third from the right; before padding blanks, a blank."""
    shown: list[str] = []
    length = max(len(holes), len(digits))
    for left in range(length, 0, -1):
        digit = digits[-left] if left <= len(digits) else _PADDING[holes[-left]]
        shown.append(digit)
        if left % 3 == 1 and left > 1:
            shown.append("," if digit.strip() else digit)
    return "".join(shown)


def _filled(pieces: Sequence[Piece], digits: Iterator[str]) -> str:
    return "".join(
        "".join(next(digits) for _ in piece.text) if piece.part is Part.DIGITS else piece.text for piece in pieces
    )
