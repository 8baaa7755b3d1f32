"""Texts that were judged with no return, held against the figures that they are published with."""

from __future__ import annotations

from ..form import Form
from ..office import Office
from ..published.publishing.content import Content
from ..records import Agency, Record, Return
from ..rulebook import RulesFile
from ..rules import narrated, stated


def doubts_of_texts(form: Form, content: Content, rules: RulesFile | None) -> tuple[str, ...]:
    """What the rules of ``form``, as ``rules`` have them, find in the texts of ``content``: figures that its tables
    have otherwise, what a section must state. One line each, for the office.
    """
    from ..checking import check_returns

    kinds = {narrated.KIND.name, stated.KIND.name}
    asked = {rule.id for rule in form.rules if rule.kind in kinds}
    record = Record(
        form.edition, content.year, Agency(name=content.agency), content.values, narrative=content.narrative
    )
    (judged,) = check_returns([Return("", "", record)], Office(rules=rules))
    found = [finding for finding in judged.findings if finding.rule in asked and finding.label]
    # Where it would stand in a workbook is nowhere here.
    return tuple(finding.message.removeprefix(f"{finding.sheet}!{finding.cell} ") for finding in found)
