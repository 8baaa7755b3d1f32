"""Indicators of an edition: read from its definition, and measured on any figures, exactly.

An indicator is a figure (a sum of fields) or a percentage of two sums. A percentage of several organs is
pooled: measured on their summed figures, never averaged. Everything is a Fraction until it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from .figures import names, read_figure
from .model import Form, Indicator
from .rule_model import Rule, Term
from .source import Section
from .table_model import Field, Table

NOTHING = "—"  # shown where there is nothing to divide by, or a figure is not known
_PERCENT_PLACES = 2


def read_indicators(
    root: Section, tables: Sequence[Table], fields: Sequence[Field], rules: Sequence[Rule]
) -> tuple[Indicator, ...]:
    """The ``indicators`` of a definition; empty where it has none. ``each`` makes one for every row of a group."""
    indicators: list[Indicator] = []
    for section in root.sections("indicators"):
        section.only("id", "label", "words", "numerator", "denominator", "each", "group")
        if section.has("each") and section.has("numerator"):
            section.fail("each 和 numerator 只能写一个", "numerator")
        denominator = _terms(section, "denominator", tables, fields, rules) if section.has("denominator") else ()
        own, label, words = section.get("id", str), section.get("label", str), section.get("words", str)
        group = section.get("group", str, "")
        if section.has("each"):
            parts = _each(section, tables, fields, rules)
            made = [
                Indicator(f"{own}.{name}", label.replace("{row}", printed), words, group, (Term(index),), denominator)
                for name, printed, index in parts
            ]
        else:
            numerator = _terms(section, "numerator", tables, fields, rules)
            made = [Indicator(own, label, words, group, numerator, denominator)]
        for indicator in made:
            _check(section, indicator, indicators, fields)
            indicators.append(indicator)
    return tuple(indicators)


def measure(indicator: Indicator, values: Sequence[int | None]) -> Fraction | None:
    """The indicator on ``values`` (one for each of ``Form.fields``, in steps).

    A figure comes in steps, a percentage as a ratio. None where a figure is not known or the denominator is 0.
    """
    found = quotient(indicator, values)
    return None if found is None else Fraction(*found)


def quotient(indicator: Indicator, values: Sequence[int | None]) -> tuple[int, int] | None:
    """``measure`` as numerator and denominator, not reduced: for tables of thousands."""
    numerator = _sum(indicator.numerator, values)
    if numerator is None or not indicator.is_ratio:
        return None if numerator is None else (numerator, 1)
    denominator = _sum(indicator.denominator, values)
    return (numerator, denominator) if denominator else None


def shown(form: Form, indicator: Indicator, value: Fraction | None, *, change: bool = False) -> str:
    """``value`` as people read it: 「62.50%」, 「1234」, 「—」; a change with its sign, a percentage's in 百分点."""
    if value is None:
        return NOTHING
    sign = "+" if change and value > 0 else ""
    if indicator.is_ratio:
        return f"{sign}{rounded(value * 100, _PERCENT_PLACES)}{'个百分点' if change else '%'}"
    return sign + form.fields[indicator.numerator[0].field].unit.text(int(value))


def rounded(value: Fraction, places: int) -> Decimal:
    """``value`` rounded once, halves away from zero, to ``places`` decimals."""
    scaled = abs(value) * 10**places
    whole = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    result = Decimal(whole if value >= 0 else -whole).scaleb(-places)
    return result.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _sum(terms: Sequence[Term], values: Sequence[int | None]) -> int | None:
    total = 0
    for term in terms:
        value = values[term.field]
        if value is None:
            return None
        total += term.sign * value
    return total


def _terms(
    section: Section, key: str, tables: Sequence[Table], fields: Sequence[Field], rules: Sequence[Rule]
) -> tuple[Term, ...]:
    part = section.section(key)
    part.only("add", "subtract")
    terms = [
        Term(index, sign)
        for name, sign in (("add", 1), ("subtract", -1))
        for path in part.strings(name)
        for index in read_figure(part, path, tables, fields, rules).fields
    ]
    if not terms:
        part.fail("这里没有任何一项，请写 add: [...]")
    return tuple(terms)


def _each(
    section: Section, tables: Sequence[Table], fields: Sequence[Field], rules: Sequence[Rule]
) -> list[tuple[str, str, int]]:
    """(id, short label, index) of every field that the path under ``each`` holds."""
    group = read_figure(section, section.get("each", str), tables, fields, rules)
    members = [fields[index] for index in group.fields]
    labels = names([read_figure(section, member.code, tables, fields, rules) for member in members])
    by_row = len({member.row_path for member in members}) > 1
    return [
        ((member.row_path if by_row else member.column_path)[-1], label, member.index)
        for member, label in zip(members, labels, strict=True)
    ]


def _check(section: Section, indicator: Indicator, earlier: Sequence[Indicator], fields: Sequence[Field]) -> None:
    if len({fields[term.field].unit.id for term in (*indicator.numerator, *indicator.denominator)}) > 1:
        section.fail("分子、分母各项的单位不同，不能相加相除，请只写同一单位的项")
    if any(other.id == indicator.id for other in earlier):
        section.fail(f"指标“{indicator.id}”写了两次，请换一个 id", "id")
