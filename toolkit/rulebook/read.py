"""Reads an office's rules file, and says what is wrong with a bad one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from ..editions import load_forms
from ..findings import catalogue
from ..form import Rule, Severity
from ..form.folders import data_folders
from ..form.source import Section, Value, nearest, read_definition
from .model import OFF, Change, RulesFile

_FIRST, _LAST = 2000, 2099  # report years
_EXAMPLE = "SWING: off 或 SWING: {severity: notice, since: 2025, until: 2026}"


def read_rules(path: str | Path) -> RulesFile:
    """The RulesFile at ``path``: YAML, ``rules`` with a line for each rule that stands otherwise than in its form.

    ``off`` switches a rule off; ``severity`` grades it; ``since`` and ``until`` are the report years it is in force
    for. Raises DefinitionError with file and line for a rule, a key or a value that is not known, and for a rule that
    no office may loosen, with the reason.
    """
    file = Path(path)
    if not _says_anything(file):
        return RulesFile()
    root = read_definition(file)
    root.only("rules")
    if not root.has("rules"):
        return RulesFile()
    section = root.section("rules")
    rules = _known_rules()
    changes = {}
    for name, value in section.items():
        _refuse(section, name, rules)
        changes[name] = _change(section, name, value)
        wording = catalogue().get(name)
        if wording is not None and wording.office_only and changes[name].severity not in (None, wording.severity):
            section.fail(f"“{name}”的轻重不能改：{_protected().get('office_only', str)}", name)
    return RulesFile(changes)


def _says_anything(file: Path) -> bool:
    """Whether there is more in ``file`` than comments. What can't be read is told where it is read as a definition."""
    if not file.is_file():
        return True
    try:
        with file.open(encoding="utf-8-sig") as lines:
            return any(line.strip() and not line.strip().startswith("#") for line in lines)
    except (OSError, UnicodeDecodeError):
        return True


def _known_rules() -> dict[str, list[Rule]]:
    """The rules of all editions, by id."""
    found: dict[str, list[Rule]] = {}
    for form in load_forms():
        for rule in form.rules:
            found.setdefault(rule.id, []).append(rule)
    return found


def _refuse(section: Section, name: str, rules: dict[str, list[Rule]]) -> None:
    """Raises where ``name`` is no rule, or one that no office may change."""
    if name in rules:
        reason = _reason(rules[name])
    elif name in catalogue():
        reason = "" if catalogue()[name].switchable else _protected().get("finding", str)
    else:
        switchable = [wording.id for wording in catalogue().values() if wording.switchable]
        section.fail(f"没有“{name}”这条规则，{nearest(name, [*rules, *switchable])}", name)
    if reason:
        section.fail(f"“{name}”不能停用、限定年度或改轻重：{reason}。请删去这一行", name)


def _reason(rules: Iterable[Rule]) -> str:
    """Why no office may change a rule that is one of ``rules`` in each edition; empty where it may."""
    kinds = _protected().section("kinds")
    for rule in rules:
        if rule.kind in kinds.values:
            return kinds.get(rule.kind, str)
        if any(relation.computes for relation in rule.relations):
            return _protected().get("computes", str)
    return ""


@lru_cache(maxsize=1)
def _protected() -> Section:
    return read_definition(data_folders()[0] / "schemas" / "catalogue" / "protected.yaml")


def _change(section: Section, name: str, value: Value) -> Change:
    if value == OFF:
        return Change(is_off=True)
    if not isinstance(value, Section):
        shown = f"，现为“{str(value).lower()}”" if isinstance(value, str | int) else ""
        section.fail(f"“{name}”应写成 off 或一组“名称: 值”{shown}；例如 {_EXAMPLE}", name)
    value.only("severity", "since", "until")
    severity = Severity(value.choice("severity", tuple(Severity))) if value.has("severity") else None
    since, until = _year(value, "since"), _year(value, "until")
    if (severity, since, until) == (None, None, None):
        section.fail(f"“{name}”后面是空的，请写 severity、since 或 until，或删去这一行", name)
    if since is not None and until is not None and until < since:
        value.fail(f"until（{until}）早于 since（{since}），这一条哪年都不适用；要停用请写 {name}: off", "until")
    return Change(False, severity, since, until)


def _year(section: Section, key: str) -> int | None:
    if not section.has(key):
        return None
    year = section.values[key]
    if isinstance(year, str):
        section.fail(
            f"“{key}”写的是“{year}”，应为报告年度，如 {key}: 2025；这里不写日期：同一份报送件哪天校验，结果都应一样",
            key,
        )
    return section.whole(key, _FIRST, _LAST)
