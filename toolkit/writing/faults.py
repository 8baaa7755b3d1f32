"""Rules whose line counts faults, of which there may be none: domain, authority, magnitude, narrative."""

from __future__ import annotations

from ..a1 import areas, reference
from ..form.formulas import incomplete, place
from ..form.layout import Layout
from ..ooxml.cell_text import units
from . import wording
from .case import Case, Line
from .content import Draft


def counting(case: Case, faults: str, *, array: bool = False) -> Line:
    """The formulas of a line that counts ``faults``."""
    left = case.here("left")
    verdict = f'=IF({left}=0,"{case.word("pass")}",{case.breach})'
    return Line(f"={faults}", 0, f"={left}-{case.here('right')}", verdict, array)


def counted(case: Case, draft: Draft, faults: int) -> Line:
    return Line(faults, 0, faults, case.breached(draft) if faults else case.word("pass"))


def domain_formulas(case: Case) -> Line:
    """Counts texts, negatives and surplus decimals; an array formula, since SUMPRODUCT stumbles over text."""
    layout, fields = case.layout, case.layout.form.fields
    sheet = layout.sheet(case.check.key).sheet
    groups: dict[tuple[int, bool], list[int]] = {}
    for index in case.inputs:
        groups.setdefault((fields[index].unit.decimals, fields[index].signed), []).append(index)
    counts = []
    for (decimals, signed), group in groups.items():
        for area in areas((place(layout, index) for index in group), sheet).split(","):
            wrong = f"(ROUND({area},{decimals})<>{area})" + ("" if signed else f"+({area}<0)")
            counts.append(f"SUM(IF(ISBLANK({area}),0,IF(ISNUMBER({area}),IF({wrong}>0,1,0),1)))")
    return counting(case, "+".join(counts) or "0", array=True)


def domain_values(case: Case, draft: Draft) -> Line:
    fields, values = case.layout.form.fields, draft.content.values
    return counted(case, draft, sum((values[i] or 0) < 0 and not fields[i].signed for i in case.inputs))


def authority_formulas(case: Case) -> Line:
    """The figures that only some organs may report must come to 0, unless the roster lets this one report them."""
    layout = case.layout
    cells = _cells(case)
    standing = reference(*layout.standing_cell(case.check))
    refused = f'IF({standing}="{layout.no}",{case.breach},"{wording.NOT_JUDGED}")'
    allowed = f'IF({standing}="{layout.yes}","{case.word("pass")}",{refused})'
    blank = incomplete(layout, case.rule.fields, _sheet(case))
    verdict = f'=IF(SUM({cells})=0,IF({blank},"{case.word("blank")}","{case.word("pass")}"),{allowed})'
    return Line(f"=SUM({cells})", 0, f"={case.here('left')}-{case.here('right')}", verdict)


def authority_values(case: Case, draft: Draft) -> Line:
    figures = [draft.values[index] for index in case.rule.fields]
    number = case.layout.form.fields[case.rule.fields[0]].unit.number(sum(figure or 0 for figure in figures))
    if not number:
        verdict = case.word("blank" if None in figures else "pass")
    else:
        standing = standing_of(case, draft)
        allowed = {case.layout.yes: case.word("pass"), case.layout.no: case.breached(draft)}
        verdict = allowed.get(standing, wording.NOT_JUDGED)
    return Line(number, 0, number, verdict)


def standing_of(case: Case, draft: Draft) -> str:
    """Whether the organ may report an authority rule's figures: the layout's yes or no, empty where unknown."""
    if case.check.id in draft.issue.allowed:
        return draft.issue.allowed[case.check.id]
    kind, level = draft.issue.standing
    if not kind and not level:
        return ""
    rule = case.rule
    kinds = not rule.allow_kinds or kind in rule.allow_kinds
    return case.layout.yes if kinds and (not rule.allow_levels or level in rule.allow_levels) else case.layout.no


def magnitude_formulas(case: Case) -> Line:
    """Counts amounts that end in many zeros, or are many times last year's."""
    layout, rule = case.layout, case.rule
    counts = []
    for index in rule.fields:
        here = reference(*place(layout, index), _sheet(case))
        before = reference(*layout.prior_cell(index))
        rules = []
        if rule.zeros:
            rules.append(f"AND({here}<>0,{here}/1{'0' * rule.zeros}=INT({here}/1{'0' * rule.zeros}))")
        if rule.factor:
            rules.append(f"AND(N({before})>0,{here}>={rule.factor}*N({before}))")
        counts.append(f"IF(ISNUMBER({here}),IF(OR({','.join(rules)}),1,0),0)")
    line = counting(case, "+".join(counts))
    blank = incomplete(layout, rule.fields, _sheet(case))
    return Line(line.left, 0, line.difference, f'=IF({blank},"{case.word("blank")}",{str(line.verdict)[1:]})')


def magnitude_values(case: Case, draft: Draft) -> Line:
    fields, rule = case.layout.form.fields, case.rule
    faults, blank = 0, False
    for index in rule.fields:
        value, prior = draft.values[index], draft.prior(index)
        blank |= value is None
        value = draft.content.values[index] or 0
        rounds = rule.zeros and value != 0 and value % (fields[index].unit.scale * 10**rule.zeros) == 0
        leaps = rule.factor and (prior or 0) > 0 and value >= rule.factor * (prior or 0)
        faults += bool(rounds or leaps)
    line = counted(case, draft, faults)
    return Line(faults, 0, faults, case.word("blank")) if blank else line


def written_formulas(case: Case) -> Line:
    verdict = f'=IF({case.here("left")}>0,"{case.word("pass")}","{case.word("blank")}")'
    return Line(f"={text_length(case.layout, case.check.key)}", "", "", verdict)


def written_values(case: Case, draft: Draft) -> Line:
    length = count_characters(draft.content.narrative.get(case.check.key, ""))
    return Line(length, "", "", case.word("pass" if length else "blank"))


def stated_formulas(case: Case) -> Line:
    layout, rule = case.layout, case.rule
    section = next(item for item in layout.narrative if item.section == rule.sections[0])
    text = _squeezed(layout, rule.sections[0])
    said = [f'ISNUMBER(FIND("{word}",{text}))' for word in rule.mentions]
    places = [(box.row, box.column) for item, _, box in section.inputs if item in rule.inputs]
    if places:
        said.append(f"COUNT({areas(places, layout.narrative_sheet)})={len(places)}")
    line = counting(case, f"IF(OR({','.join(said)}),0,1)" if said else "0")
    unwritten = f"AND({case.here('left')}>0,LEN({text})=0)"
    return Line(line.left, 0, line.difference, f'=IF({unwritten},"{case.word("blank")}",{str(line.verdict)[1:]})')


def stated_values(case: Case, draft: Draft) -> Line:
    rule, narrative = case.rule, draft.content.narrative
    text = _squeeze(narrative.get(rule.sections[0], ""))
    filled = bool(rule.inputs) and all(narrative.get(item, "").strip() for item in rule.inputs)
    silent = bool(rule.mentions or rule.inputs) and not filled and not any(word in text for word in rule.mentions)
    line = counted(case, draft, int(silent))
    return line if text or not silent else Line(1, 0, 1, case.word("blank"))


def text_length(layout: Layout, section: str) -> str:
    """The expression that counts a narrative section's characters, without blanks and line breaks."""
    return f"LEN({_squeezed(layout, section)})"


def _squeezed(layout: Layout, section: str) -> str:
    box = next(item.text for item in layout.narrative if item.section == section)
    text = reference(box.row, box.column, layout.narrative_sheet)
    for code in ('" "', '"\u3000"', "CHAR(10)", "CHAR(13)"):
        text = f'SUBSTITUTE({text},{code},"")'
    return text


def count_characters(text: str) -> int:
    """What ``text_length`` comes to; Excel counts in UTF-16 units."""
    return units(_squeeze(text))


def _squeeze(text: str) -> str:
    for blank in (" ", "\u3000", "\n", "\r"):
        text = text.replace(blank, "")
    return text


def _sheet(case: Case) -> str:
    return case.layout.places[case.rule.fields[0]][0]


def _cells(case: Case) -> str:
    return areas((place(case.layout, index) for index in case.rule.fields), _sheet(case))
