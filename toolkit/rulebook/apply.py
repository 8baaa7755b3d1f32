"""A form as an office's rules have it: every reader of a form then goes by them, and knows nothing of the file."""

from __future__ import annotations

from dataclasses import replace

from ..form import DefinitionError, Form, Severity
from ..form.check_lines import lines_of
from ..memory import remembered
from ..stamp import read_changes
from .model import OFF, RulesFile

_STATES = (OFF, *Severity)


def in_force(form: Form, rules: RulesFile | None, year: int | None = None) -> Form:
    """``form`` with its rules as ``rules`` has them for report year ``year`` (default: the one it was loaded for).

    Raises DefinitionError where that leaves its check sheet without a line.
    """
    if rules is None or not rules.digest:
        return form
    return _changed(form, rules.changes_of(form, year or form.year or None), rules.digest)


def rearranged(form: Form, changes: str) -> Form:
    """``form`` with its rules as ``Stamp.changes`` of an issued workbook has them, to find what stands where on its
    check sheet; ``form`` itself where the stamp says what can't be.
    """
    told = read_changes(changes)
    sound = bool(told) and all(rule in form.by_rule and state in _STATES for rule, state in told)
    try:
        return _changed(form, told, "") if sound else form
    except DefinitionError:
        return form


@remembered(32)
def _changed(form: Form, changes: tuple[tuple[str, str], ...], digest: str) -> Form:
    states = dict(changes)
    rules = tuple(
        replace(rule, severity=Severity(states[rule.id])) if rule.id in states else rule
        for rule in form.rules
        if states.get(rule.id) != OFF
    )
    changed = replace(form, rules=rules, rules_digest=digest, changes=changes, unchanged=form)
    if not lines_of(changed).seen:
        raise DefinitionError("规则文件把“校核”表上的规则都停用了，一行也不剩；请至少留一条")
    return changed
