"""Whether a return was issued under the rules that it is judged by: its check sheet may show otherwise."""

from __future__ import annotations

from ..findings import Finding, tell
from ..form import Form
from ..records import Return
from ..stamp import read_changes

_NAMED = 12


def check_rules(item: Return, form: Form) -> list[Finding]:
    """A notice where ``item`` was issued under another rules file than the one ``form`` goes by, and rules of its year
    stand otherwise in that. Nothing is judged by what a return says of its rules; one without a stamp says nothing.
    """
    if not item.fingerprint or item.rules == form.rules_digest:
        return []
    then, now = dict(read_changes(item.changes)), dict(form.changes)
    own = form.unchanged or form
    named = [rule.id for rule in own.rules if then.get(rule.id) != now.get(rule.id)]
    if not named:
        return []
    which = "、".join(named[:_NAMED]) + (f"等 {len(named)} 条" if len(named) > _NAMED else "")
    return [tell("RULES-OTHER", which=which)]
