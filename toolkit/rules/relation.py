"""``left <is> right`` over rows, columns or single figures; with ``computes`` the left side is a total."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..form import Comparison, Field, Relation, Term
from ..form.source import Section, nearest
from .case import NOT_JUDGED, Case, Entered, Line, Value
from .formulas import incomplete, literal, side, without_prior
from .kind import Kind
from .paths import LARGEST_ADDED, Outline, below, refuse_unknown
from .places import Place, figure

_SIGNS = {Comparison.EQUAL: "=", Comparison.AT_LEAST: ">=", Comparison.AT_MOST: "<="}


@dataclass(frozen=True, slots=True)
class Relations:
    """``relations`` has one for each row, column or group that the rule repeats over."""

    table: str
    relations: tuple[Relation, ...]
    sections: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[str, ...]:
        return (self.table,)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(relation.key for relation in self.relations)

    @property
    def earlier(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(term.field for one in self.relations for term in one.terms if term.prior))

    @property
    def computes(self) -> bool:
        """Whether its relations make totals."""
        return any(relation.computes for relation in self.relations)


def come_to(
    terms: Sequence[Term], constant: int, now: Callable[[int], int | None], before: Callable[[int], int | None]
) -> int | None:
    """What one side comes to, in steps; None where one of its figures, of this year or the last, is not known."""
    total = constant
    for term in terms:
        steps = before(term.field) if term.prior else now(term.field)
        if steps is None:
            return None
        total += term.sign * steps
    return total


def _read(section: Section, outline: Outline) -> Relations:
    table = section.get("table", str)
    refuse_unknown(section, "table", (table,), [item.id for item in outline.tables], "表")
    fields = outline.fields
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
        relation = Relation(".".join(key), label, left, comparison, right, constant, at, computes)
        if computes:
            _check_computed(section, relation, fields)
        if at not in relation.current_fields:
            section.fail("“at”必须是公式中本年的一项", "at")
        if len({fields[term.field].unit.id for term in relation.terms}) > 1:
            section.fail("公式里的各项单位不同，不能相加，请只写同一单位的项")
        relations.append(relation)
    return Relations(table, tuple(relations))


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
    constant = part.whole("constant", -LARGEST_ADDED, LARGEST_ADDED, 0)
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
        found = below(inside, table, key, term)
    elif axis == "columns":
        found = below(inside, table, term, key) or below(inside, table, (), (*key, *term))
    else:
        if term[0] == table:
            term = term[1:]
        found = [item for item in inside if (*item.row_path, *item.column_path) == term] or below(
            inside, table, term, ()
        )
    if not found:
        known = list(dict.fromkeys(".".join(p) for item in inside for p in (item.row_path, item.column_path) if p))
        section.fail(f"公式里的“{path}”不是本表的行或列，{nearest(path, known)}")
    return found


def _relation(case: Case[Relations]) -> Relation:
    return case.says.relations[case.instance]


def _place(case: Case[Relations]) -> Place:
    return figure(case.layout, _relation(case).at, _relation(case).label.rpartition("·")[2])


def _formulas(case: Case[Relations]) -> Line:
    layout, relation = case.layout, _relation(case)
    sheet = layout.places[relation.at][0]
    sides = []
    for terms, constant in ((relation.left, 0), (relation.right, relation.constant)):
        fields = [term.field for term in terms if not term.prior]
        conditions = [incomplete(layout, fields, sheet)] if fields else []
        conditions += [condition] if (condition := without_prior(layout, terms)) else []
        made = side(layout, terms, constant, relation.at, sheet)
        either = f"OR({','.join(conditions)})" if len(conditions) > 1 else "".join(conditions)
        sides.append(f'=IF({either},"",{made})' if conditions else f"={made}")
    left, right, difference = case.here("left"), case.here("right"), case.here("difference")
    judged = f"IF({difference}{_SIGNS[relation.comparison]}0,{case.literal('pass')},{case.breach})"
    verdict = f'IF({difference}="",{case.literal("blank")},{judged})'
    missing = without_prior(layout, relation.terms)
    decimals = layout.form.fields[relation.at].unit.decimals
    return Line(
        sides[0],
        sides[1],
        f'=IF(COUNT({left},{right})<2,"",ROUND({left}-{right},{decimals}))',
        f"=IF({missing},{literal(NOT_JUDGED)},{verdict})" if missing else f"={verdict}",
    )


def _values(case: Case[Relations], entered: Entered) -> Line:
    relation = _relation(case)
    now = entered.values.__getitem__
    left = come_to(relation.left, 0, now, entered.prior)
    right = come_to(relation.right, relation.constant, now, entered.prior)
    difference = left - right if left is not None and right is not None else None
    if any(term.prior and entered.prior(term.field) is None for term in relation.terms):
        verdict = NOT_JUDGED
    elif difference is None:
        verdict = case.word("blank")
    else:
        verdict = case.word("pass") if relation.comparison.holds(difference) else case.breached(entered)
    unit = case.layout.form.fields[relation.at].unit
    shown: list[Value] = ["" if steps is None else unit.number(steps) for steps in (left, right, difference)]
    return Line(shown[0], shown[1], shown[2], verdict)


KIND = Kind(
    name="relation",
    takes=("table", "each", "left", "is", "right", "at", "computes"),
    needs=(("table",), ("left",), ("right",)),
    read=_read,
    place=_place,
    formulas=_formulas,
    values=_values,
)
