"""Claims of the narrative sections that the tables don't bear out: 均已办结, while cases are carried out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from ..findings import Finding
from ..form import Rule
from ..memory import remembered
from ..narrative.claims import Said, any_of, claim_expression, find_claim
from ..rules.claimed import Claim, Claimed
from .batch import Batch, Whole
from .telling import short_label, short_sheet, spelled, wordings
from .texts import at_section, section_text

_HUNDRED = Decimal(100)


def measure(batch: Batch, rule: Rule[Claimed]) -> Whole:
    """How many claims of each section (columns) of each return (rows) the tables contradict."""
    wrong = [
        [0 if record.is_summary else len(_wrong(batch, rule, section, row)) for section in rule.says.sections]
        for row, record in enumerate(batch.records)
    ]
    return np.array(wrong, dtype=np.int64).reshape(len(batch.records), len(rule.says.sections))


def tell(batch: Batch, rule: Rule[Claimed], instance: int, row: int) -> list[Finding]:
    section = rule.says.sections[instance]
    return [_told(batch, rule, section, row, claim, said) for claim, said in _wrong(batch, rule, section, row)]


def _told(batch: Batch, rule: Rule[Claimed], section: str, row: int, claim: Claim, said: Said) -> Finding:
    fields = [batch.form.fields[index] for index in claim.fields]
    places = [batch.records[row].place(index, batch.layout) for index in claim.fields]
    figures = [field.unit.number(int(batch.values[row, field.index])) for field in fields]
    where = "、".join(
        wordings()["claimed-figure"].format(
            place=f"{short_sheet(batch, field, sheet)}!{cell} {short_label(field)}", found=spelled(figure)
        )
        for field, (sheet, cell), figure in zip(fields, places, figures, strict=True)
    )
    wording, facts = "claimed-none", {"where": where}
    share = _share(batch, row, claim)
    if share is not None and said.share is not None:
        wording, facts = "claimed-share", {"where": where, "expected": spelled(_rounded(share, said.share))}
    one = at_section(batch, rule, section, wording, key=section, quote=said.quote, **facts)
    return replace(one, related=tuple(f"{sheet}!{cell}" for sheet, cell in places))


def _wrong(batch: Batch, rule: Rule[Claimed], section: str, row: int) -> list[tuple[Claim, Said]]:
    """The claims of a section that its tables contradict. What the figures bear out anyway is not looked for."""
    text, record = section_text(batch, row, section), batch.records[row]
    wrong: list[tuple[Claim, Said]] = []
    for claim in rule.says.claims:
        if not text or batch.absent[row, list(claim.fields)].any():
            continue
        share = _share(batch, row, claim)
        if (share is None) if claim.whole else not _sum(batch, row, claim.none):
            continue
        phrases, unless = _expressions(claim)
        said = find_claim(text, phrases, unless, rule.says.matter, batch.form, record.year)
        if said is None or _is_of_done(batch, row, claim, said):
            continue
        if said.share is None or share is None or not _agrees(said.share, share):
            wrong.append((claim, said))
    return wrong


@remembered(64)
def _expressions(claim: Claim) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return claim_expression(claim.phrases, share=bool(claim.whole)), any_of(claim.unless)


def _is_of_done(batch: Batch, row: int, claim: Claim, said: Said) -> bool:
    """Whether it is claimed of those cases alone that are done: 办理8件，均已办结."""
    return said.of is not None and bool(claim.done) and said.of <= _sum(batch, row, claim.done)


def _sum(batch: Batch, row: int, fields: Sequence[int]) -> int:
    return int(batch.values[row, list(fields)].sum())


def _share(batch: Batch, row: int, claim: Claim) -> Decimal | None:
    """Per cent of the whole; None where there is no whole."""
    whole = _sum(batch, row, claim.whole)
    return _HUNDRED * _sum(batch, row, claim.part) / whole if whole > 0 else None


def _agrees(said: Decimal, share: Decimal) -> bool:
    """Whether ``said`` is ``share`` rounded, up or down, to as many decimals as it has."""
    return abs(said - share) < Decimal(1).scaleb(int(said.as_tuple().exponent))


def _rounded(share: Decimal, like: Decimal) -> Decimal:
    """With a decimal more than ``like``, that the difference is seen."""
    return share.quantize(Decimal(1).scaleb(int(like.as_tuple().exponent) - 1), ROUND_HALF_UP)
