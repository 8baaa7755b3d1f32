"""Rules of a definition file, resolved against its fields.

A rule is data. ``kind`` says what sort of statement it is and which keys it takes:

========== ================================================================================================
relation   ``left <is> right`` over rows, columns or single figures; ``computes`` makes the left side a total
filled     every input of ``tables`` is filled, or its table declared zero where blank
domain     every figure in one of ``units`` is a number of the right sort, ``most`` at the utmost
authority  ``fields`` are zero except for roster lines of the kinds and levels in ``allow``
magnitude  ``fields`` are not ``factor`` times last year's and do not end in ``zeros`` zeros
swing      no figure of ``tables`` goes up or down ``factor``-fold, the larger being ``floor`` or more
written    the narrative ``sections`` are not empty
stated     the narrative ``section`` mentions one of ``mentions`` or has its ``inputs`` filled
narrated   figures in the narrative ``sections`` agree with the tables (phrases: schemas/catalogue/phrases.yaml)
cover      the cover's ``check`` (year, agency) is the one asked for
node       a government's own summary is the sum of its children
========== ================================================================================================
"""

from __future__ import annotations

from collections.abc import Sequence

from .model import Narrative
from .rule_model import Comparison, Relation, Rule, Severity, Term
from .source import Section, nearest
from .table_model import Field, Table

_COMMON = ("id", "kind", "severity", "words", "fix", "source", "examples")
KEYS: dict[str, tuple[str, ...]] = {
    "relation": ("table", "each", "left", "is", "right", "at", "computes"),
    "filled": ("tables",),
    "domain": ("units", "most"),
    "authority": ("fields", "allow"),
    "magnitude": ("fields", "factor", "zeros"),
    "swing": ("tables", "factor", "floor"),
    "written": ("sections",),
    "stated": ("section", "inputs", "mentions"),
    "narrated": ("sections",),
    "cover": ("check",),
    "node": ("tables",),
}
KINDS = tuple(KEYS)
# Without these a rule would say nothing, or find fault with everybody; of several in one entry, one is enough.
_NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "relation": (("table",), ("left",), ("right",)),
    "filled": (("tables",),),
    "domain": (("units",),),
    "authority": (("fields",), ("allow",)),
    "magnitude": (("fields",), ("factor", "zeros")),
    "swing": (("tables",), ("factor",)),
    "written": (("sections",),),
    "stated": (("section",), ("inputs", "mentions")),
    "narrated": (("sections",),),
    "cover": (("check",),),
    "node": (("tables",),),
}


def read_rule(
    section: Section, tables: Sequence[Table], fields: Sequence[Field], narrative: Sequence[Narrative]
) -> Rule:
    """One entry of ``rules``. Raises DefinitionError at the line of whatever does not resolve."""
    kind = section.choice("kind", KINDS)
    section.only(*_COMMON, *KEYS[kind])
    for keys in _NEEDED[kind]:
        if not any(section.values.get(key) for key in keys):
            section.fail(f"{kind} 类的规则要有“{'”或“'.join(keys)}”，请补上")
    relations = _relations(section, tables, fields) if kind == "relation" else ()
    sections = section.strings("sections") + ((section.get("section", str),) if section.has("section") else ())
    _known(
        section,
        "sections" if section.has("sections") else "section",
        sections,
        [item.id for item in narrative],
        "叙述部分",
    )
    inputs = section.strings("inputs")
    _known(section, "inputs", inputs, [item.id for part in narrative for item in part.inputs], "叙述部分的填报项")
    if section.has("units"):
        units = list(dict.fromkeys(field.unit.id for field in fields))
        _known(section, "units", section.strings("units"), units, "用到的单位")
    allow = section.section("allow") if section.has("allow") else None
    if allow:
        allow.only("kinds", "levels")
    return Rule(
        id=section.get("id", str),
        kind=kind,
        severity=Severity(section.choice("severity", tuple(Severity))),
        words=section.get("words", str),
        fix=section.get("fix", str),
        source=section.get("source", str, "本单位要求"),
        line=section.line,
        tables=_tables(section, tables, fields),
        fields=_fields(section, fields),
        relations=relations,
        computes=section.get("computes", bool, False),
        sections=sections,
        inputs=inputs,
        mentions=section.strings("mentions"),
        check=section.choice("check", ("year", "agency")) if kind == "cover" else "",
        allow_kinds=allow.strings("kinds") if allow else (),
        allow_levels=allow.strings("levels") if allow else (),
        factor=section.get("factor", int, 0),
        floor=section.get("floor", int, 0),
        zeros=section.get("zeros", int, 0),
        most=section.get("most", int, 0),
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


def _tables(section: Section, tables: Sequence[Table], fields: Sequence[Field]) -> tuple[str, ...]:
    """The tables a rule speaks of, whether it names them, their fields or their units."""
    known = [table.id for table in tables]
    if section.has("table"):
        named: tuple[str, ...] = (section.get("table", str),)
    elif section.has("tables"):
        named = section.strings("tables")
    elif section.has("units"):
        named = tuple(dict.fromkeys(item.table for item in fields if item.unit.id in section.strings("units")))
    else:
        named = tuple(dict.fromkeys(fields[index].table for index in _fields(section, fields)))
    _known(section, "table" if section.has("table") else "tables", named, known, "表")
    return named


def _fields(section: Section, fields: Sequence[Field]) -> tuple[int, ...]:
    """The fields that ``fields`` or ``units`` name; a path such as ``t2.rules`` names all below it."""
    if section.has("units"):
        units = section.strings("units")
        return tuple(item.index for item in fields if item.unit.id in units)
    found: list[int] = []
    for path in section.strings("fields"):
        table, *rest = path.split(".")
        matched = _below(fields, table, tuple(rest), ()) or _below(fields, table, (), tuple(rest))
        matched = matched or [item for item in fields if item.code == path]
        if not matched:
            section.fail(f"没有“{path}”这个字段，{nearest(path, [item.code for item in fields])}", "fields")
        found.extend(item.index for item in matched)
    return tuple(dict.fromkeys(found))


def _relations(section: Section, tables: Sequence[Table], fields: Sequence[Field]) -> tuple[Relation, ...]:
    table = section.get("table", str)
    _known(section, "table", (table,), [item.id for item in tables], "表")
    inside = [item for item in fields if item.table == table]
    computes = section.get("computes", bool, False)
    comparison = Comparison(section.choice("is", tuple(Comparison), "equal"))
    relations = []
    for axis, key in _instances(section, inside):
        left, left_constant = _side(section, "left", inside, axis, key)
        right, right_constant = _side(section, "right", inside, axis, key)
        at = left[0].field if left else right[-1].field
        if section.has("at"):
            at = _resolve(section, section.get("at", str), inside, axis, key)[0].index
        label = ".".join(key)
        example = next((item for item in inside if item.index == at), None)
        if example and axis:
            label = "·".join(example.row if axis == "rows" else example.column)
        constant = (right_constant - left_constant) * fields[at].unit.scale
        relation = Relation(".".join(key), label, left, comparison, right, constant, at)
        if computes:
            _check_computed(section, relation, fields)
        if at not in relation.current_fields:
            section.fail("“at”必须是公式中本年的一项", "at")
        if len({fields[term.field].unit.id for term in relation.terms}) > 1:
            section.fail("公式里的各项单位不同，不能相加，请只写同一单位的项")
        relations.append(relation)
    return tuple(relations)


def _check_computed(section: Section, relation: Relation, fields: Sequence[Field]) -> None:
    left = relation.left
    if len(left) != 1 or left[0].sign != 1 or left[0].prior or relation.comparison is not Comparison.EQUAL:
        section.fail("合计规则（computes）的左边只能有一项，且比较为 equal", "left")
    if any(term.prior for term in relation.right) or relation.constant:
        section.fail("合计规则（computes）的右边只能是本年的各项", "right")
    if left[0].field in {term.field for term in relation.right}:
        section.fail(f"合计“{fields[left[0].field].code}”把自己也算了进去，请从右边去掉", "right")


def _instances(section: Section, inside: Sequence[Field]) -> list[tuple[str, tuple[str, ...]]]:
    """The (axis, path) pairs a relation repeats over; one pair of empties where it does not repeat."""
    each = section.values.get("each")
    if each is None:
        return [("", ())]
    if each in ("rows", "columns"):
        paths = [item.row_path if each == "rows" else item.column_path for item in inside]
        return [(str(each), path) for path in dict.fromkeys(paths)]
    if not isinstance(each, Section):
        section.fail("“each”应为 rows、columns，或 {rows: [...]}、{columns: [...]}", "each")
    each.only("rows", "columns")
    return [(axis, tuple(path.split("."))) for axis in ("rows", "columns") for path in each.strings(axis)]


def _side(
    section: Section, side: str, inside: Sequence[Field], axis: str, key: tuple[str, ...]
) -> tuple[tuple[Term, ...], int]:
    part = section.section(side)
    part.only("add", "subtract", "add_prior", "subtract_prior", "constant")
    terms = [
        Term(item.index, -1 if name.startswith("subtract") else 1, name.endswith("prior"))
        for name in ("add_prior", "subtract_prior", "add", "subtract")
        for path in part.strings(name)
        for item in _resolve(part, path, inside, axis, key)
    ]
    constant = part.get("constant", int, 0)
    if not terms and "constant" not in part.values:
        part.fail("公式的这一边没有任何一项，请写 add: [...] 或 constant: 0")
    return tuple(terms), constant


def _resolve(section: Section, path: str, inside: Sequence[Field], axis: str, key: tuple[str, ...]) -> list[Field]:
    """The fields a term names. Under ``each: rows`` it names a column, under ``each: columns`` a row (or, in
    a table without row labels, a column within the group); by itself, a row followed by a column. A group
    stands for the input rows or columns below it.
    """
    table = inside[0].table
    term = tuple(path.split("."))
    if axis == "rows":
        found = _below(inside, table, key, term)
    elif axis == "columns":
        found = _below(inside, table, term, key) or _below(inside, table, (), (*key, *term))
    else:
        if term[0] == table:
            term = term[1:]
        found = [item for item in inside if (*item.row_path, *item.column_path) == term] or _below(
            inside, table, term, ()
        )
    if not found:
        known = list(dict.fromkeys(".".join(p) for item in inside for p in (item.row_path, item.column_path) if p))
        section.fail(f"公式里的“{path}”不是本表的行或列，{nearest(path, known)}")
    return found


def _below(fields: Sequence[Field], table: str, row: tuple[str, ...], column: tuple[str, ...]) -> list[Field]:
    return [
        item
        for item in fields
        if item.table == table and item.row_path[: len(row)] == row and item.column_path[: len(column)] == column
    ]


def _known(section: Section, key: str, names: Sequence[str], known: Sequence[str], what: str) -> None:
    for name in names:
        if name not in known:
            section.fail(f"没有“{name}”这个{what}，{nearest(name, list(known))}", key)
