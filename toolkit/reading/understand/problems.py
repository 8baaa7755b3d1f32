"""How a cell is told that should hold a figure and holds none."""

from __future__ import annotations

from ...book import text_of
from ...findings import Finding, tell
from ...form import Field, Form
from ...quoting import quoted
from ...rules.domain import Domain
from ...values import Cell, MarkedText, Reading

_WRITTEN = ("text", "mark", "remark", "run")  # problems of writing: no rule of a form speaks of them
_RUNS = {"superscript": "上标", "subscript": "下标", "struck": "删除线", "invisible": "看不见的字"}


def tell_problem(form: Form, item: Field, sheet: str, cell: str, content: Cell, reading: Reading) -> Finding:
    """What is wrong with the cell of ``item``: by the form's rule for its unit, where it has one."""
    domains = (rule for rule in form.rules if isinstance(rule.says, Domain) and item.index in rule.says.fields)
    rule = next(domains, None)
    if reading.problem in _WRITTEN or rule is None:
        return tell_no_figure(content, reading, field=item.code, sheet=sheet, cell=cell, label=item.label)
    found = quoted(text_of(content))
    wording = tell(f"VALUE-{reading.problem.upper()}", found=found, expected=rule.words)
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=wording.message,
        fix=rule.fix,
        field=item.code,
        sheet=sheet,
        cell=cell,
        label=item.label,
        found=found,
        expected=rule.words,
    )


def tell_no_figure(content: Cell, reading: Reading, *, sheet: str, cell: str, label: str, field: str = "") -> Finding:
    """A cell that holds no figure, where no rule of the form says what it should be."""
    wording = f"VALUE-{(reading.problem if reading.problem in _WRITTEN else 'text').upper()}"
    marks = content.marks if isinstance(content, MarkedText) else ()
    return tell(
        wording,
        field=field,
        sheet=sheet,
        cell=cell,
        label=label,
        found=quoted(text_of(content)),
        beside=quoted(reading.told),
        runs="、".join(_RUNS[mark] for mark in marks),
    )
