"""Reads an edition's definition file into a Form, and says what is wrong with a bad one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..form.charts import read_charts
from ..form.extending import Definition, read_extended
from ..form.indicators import read_indicators
from ..form.model import Bridge, CoverEntry, Form, Narrative, NarrativeInput
from ..form.rule_model import Rule, Shown
from ..form.source import DefinitionError, Section, nearest
from ..form.table_model import Field, Table, Unit
from ..form.tables import read_table, read_units, table_fields
from ..form.template import fill_in
from ..rules.paths import MOST_CHARACTERS, Outline
from ..rules.read import read_rule
from ..rules.relation import Relations

_ROLES = ("", "code", "name", "date")


def read_form(path: Path) -> Form:
    """The Form that the definition file at ``path`` and what it extends describe; DefinitionError where faulty."""
    definition = read_extended(path)
    try:
        return _form(definition, path)
    except DefinitionError as error:
        if str(error).startswith(str(path)):
            raise
        # What is extended is sound by itself: the fault came with what this file says otherwise.
        raise DefinitionError(f"{error}（是 {path} 沿用的，请看这个文件去掉或改动了什么）") from error


def _form(definition: Definition, path: Path) -> Form:
    root = definition.root
    root.only(
        "edition", "title", "source", "years", "units", "cover", "tables", "narrative", "rules",
        "indicators", "charts", "bridges", "shortest_explanation",
    )  # fmt: skip
    units = read_units(root)
    tables, fields = _tables(root, units)
    narrative = tuple(_narrative(item, units) for item in root.sections("narrative"))
    if not narrative:
        root.fail("没有文字部分，请写 narrative", "narrative")
    years, source = root.section("years"), root.section("source")
    years.only("first", "last")
    source.only("document", "name")
    document = source.get("document", str)
    cover = tuple(_cover(item) for item in root.sections("cover"))
    rules = _rules(root, Outline(tables, fields, narrative, [entry.id for entry in cover]), document)
    computed = {relation.at for rule in rules for relation in rule.relations if relation.computes}
    fields = [replace(item, computed=item.index in computed) for item in fields]
    rules = tuple(_without_subtotals(rule, fields) for rule in rules)
    form = Form(
        edition=root.get("edition", str),
        title=root.get("title", str),
        document=document,
        document_name=source.get("name", str),
        first_year=years.get("first", int),
        last_year=years.get("last", int) if years.has("last") else None,
        units=units,
        cover=cover,
        tables=tables,
        fields=tuple(fields),
        narrative=narrative,
        rules=rules,
        bridges=_bridges(root, fields),
        path=str(path),
        digest=hashlib.sha256(definition.content).hexdigest(),
        indicators=read_indicators(root, tables, fields, rules),
        charts=read_charts(root, tables, fields, rules),
        shortest_explanation=_shortest_explanation(root),
    )
    if form.last_year is not None and form.last_year < form.first_year:
        years.fail("last 早于 first，请改正年度范围", "last")
    _refuse_incomplete(form, root)
    _refuse_cycles(form, root)
    return form


def _shortest_explanation(root: Section) -> int:
    """How many characters an explanation must have; 0 where the edition leaves it to the catalogue."""
    key = "shortest_explanation"
    return root.whole(key, 1, MOST_CHARACTERS) if root.has(key) else 0


def _tables(root: Section, units: dict[str, Unit]) -> tuple[tuple[Table, ...], list[Field]]:
    tables: list[Table] = []
    fields: list[Field] = []
    for section in root.sections("tables"):
        table = read_table(section, units)
        if any(table.id == other.id or table.number == other.number for other in tables):
            section.fail(f"表“{table.id}”（number {table.number}）写了两次，请换一个 id 和 number")
        for block in table.blocks:
            if any(leaf.unit is None for header in block.columns for leaf in header.leaves()):
                section.fail("有的列没有单位，请在表、块或列上写 unit")
        tables.append(table)
        fields.extend(table_fields(table, len(fields), section))
    if not tables:
        root.fail("没有任何表，请写 tables")
    return tuple(tables), fields


def _rules(root: Section, outline: Outline, document: str) -> tuple[Rule, ...]:
    """The rules; ``document`` is filled in where a rule's source names it."""
    rules: list[Rule] = []
    for section in root.sections("rules"):
        rule = read_rule(section, outline)
        if section.has("source"):
            fill_in(section, "source", ("document",))
            rule = replace(rule, source=rule.source.format(document=document))
        if any(rule.id == other.id for other in rules):
            section.fail(f"规则“{rule.id}”写了两次，请换一个 id", "id")
        rules.append(rule)
    return tuple(rules)


def _without_subtotals(rule: Rule, fields: Sequence[Field]) -> Rule:
    """A group in a sum stands for its inputs: leave out totals that stand beside what they add up.

    Only a total whose own parts are in the same sum goes; ``closed`` named by itself stays.
    """
    if not isinstance(rule.says, Relations) or not rule.says.computes:
        return rule
    parts = {r.at: {term.field for term in r.right} for r in rule.relations}
    relations = []
    for relation in rule.relations:
        present = {term.field for term in relation.right}
        right = tuple(t for t in relation.right if not (parts.get(t.field, set()) & present))
        relations.append(replace(relation, right=right))
    return replace(rule, says=replace(rule.says, relations=tuple(relations)))


def _refuse_incomplete(form: Form, root: Section) -> None:
    """Raise where something is missing that every workbook of an edition has."""
    for role, label in (("code", "单位代码"), ("name", "单位名称")):
        if form.cover_entry(role) is None:
            root.fail(f"封面没有{label}一行，请在 cover 里给这一行写上 role: {role}", "cover")
    if not any(rule.shown is Shown.ALWAYS for rule in form.rules):
        root.fail("没有填报单位自己能校核的规则，请写 rules", "rules")


def _refuse_cycles(form: Form, root: Section) -> None:
    """Raise where a total is made, by whatever detour, of itself."""
    needs: dict[int, list[int]] = {}
    for rule in form.rules:
        for relation in (one for one in rule.relations if one.computes):
            needs.setdefault(relation.at, [term.field for term in relation.right])
    sections = {section.get("id", str): section for section in root.sections("rules")}
    done: set[int] = set()

    def visit(index: int, trail: tuple[int, ...]) -> None:
        if index in trail:
            codes = "、".join(form.fields[i].code for i in trail[trail.index(index) :])
            rule = next(rule for rule in form.rules if any(r.at == index for r in rule.relations))
            sections[rule.id].fail(f"合计 {codes} 互相包含，算不出来，请改规则的右边")
        if index in needs and index not in done:
            for part in needs[index]:
                visit(part, (*trail, index))
            done.add(index)

    for index in needs:
        visit(index, ())


def _cover(section: Section) -> CoverEntry:
    section.only("id", "label", "role", "text", "personal")
    if section.has("text"):
        fill_in(section, "text", ("year",))
    return CoverEntry(
        section.get("id", str),
        section.get("label", str),
        section.choice("role", _ROLES, ""),
        section.get("text", str, ""),
        section.get("personal", bool, False),
    )


def _narrative(section: Section, units: dict[str, Unit]) -> Narrative:
    section.only("id", "title", "hint", "limit", "inputs")
    inputs = []
    for item in section.sections("inputs"):
        item.only("id", "label", "unit")
        unit = item.get("unit", str)
        if unit not in units:
            item.fail(f"没有定义单位“{unit}”，{nearest(unit, list(units))}", "unit")
        inputs.append(NarrativeInput(item.get("id", str), item.get("label", str), units[unit]))
    return Narrative(
        section.get("id", str),
        section.get("title", str),
        section.get("hint", str, ""),
        section.whole("limit", 1, MOST_CHARACTERS, 0),
        tuple(inputs),
    )


def _bridges(root: Section, fields: Sequence[Field]) -> dict[str, Bridge]:
    if not root.has("bridges"):
        return {}
    bridges: dict[str, Bridge] = {}
    for edition, value in root.section("bridges").items():
        if not isinstance(value, Section):
            root.section("bridges").fail("应写成 {same: [...], merged: {...}}", edition)
        value.only("same", "merged")
        pairs: list[tuple[tuple[int, ...], str]] = []
        for path in value.strings("same"):
            pairs.extend(((item.index,), item.code) for item in _under(value, path, fields))
        if value.has("merged"):
            merged = value.section("merged")
            for path, earlier in merged.items():
                columns: dict[tuple[str, ...], list[int]] = {}
                for item in _under(merged, path, fields):
                    columns.setdefault(item.column_path, []).append(item.index)
                pairs.extend((tuple(each), ".".join((str(earlier), *column))) for column, each in columns.items())
        bridges[edition] = Bridge(edition, tuple(pairs))
    return bridges


def _under(section: Section, path: str, fields: Sequence[Field]) -> list[Field]:
    found = [item for item in fields if item.code == path or item.code.startswith(path + ".")]
    if not found:
        section.fail(f"没有“{path}”这个字段，{nearest(path, [item.code for item in fields])}")
    return found
