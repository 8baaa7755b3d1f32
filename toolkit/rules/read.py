"""One rule of a definition file, read as its kind has it and resolved against the form."""

from __future__ import annotations

from ..form.rule_model import Rule, Severity
from ..form.source import Section
from .kinds import KINDS
from .paths import Outline

_COMMON = ("id", "kind", "severity", "words", "fix", "source", "examples")


def read_rule(section: Section, outline: Outline) -> Rule:
    """One entry of ``rules``. Raises DefinitionError at the line of whatever does not resolve."""
    kind = KINDS[section.choice("kind", tuple(KINDS))]
    section.only(*_COMMON, *kind.takes)
    for keys in kind.needs:
        if not any(section.values.get(key) for key in keys):
            section.fail(f"{kind.name} 类的规则要有“{'”或“'.join(keys)}”，请补上")
    return Rule(
        id=section.get("id", str),
        kind=kind.name,
        severity=Severity(section.choice("severity", tuple(Severity))),
        words=section.get("words", str),
        fix=section.get("fix", str),
        source=section.get("source", str, "本单位要求"),
        says=kind.read(section, outline),
        shown=kind.shown,
        trips=_example(section, "trips"),
        passes=_example(section, "passes"),
    )


def _example(section: Section, which: str) -> dict[str, str | int | None]:
    """A small change to a return of zeros, as ``{t3.received.natural: 3}``; empty where the rule gives none."""
    if not section.has("examples"):
        return {}
    examples = section.section("examples")
    examples.only("trips", "passes")
    if not examples.has(which):
        return {}
    example = examples.section(which)
    changes: dict[str, str | int | None] = {}
    for name, value in example.items():
        if value is not None and not isinstance(value, str | int):
            example.fail("例子里只能写整数、文字或 null（空白）；小数要加引号", name)
        changes[name] = value
    return changes
