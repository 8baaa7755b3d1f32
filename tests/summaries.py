"""Small collations made by hand, so that what is written from one can be tested without reading a file."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit.both_years import BothYears
from toolkit.coverage import Coverage
from toolkit.editions import load_form
from toolkit.findings import Finding
from toolkit.form import Form, Severity
from toolkit.prior import Prior
from toolkit.records import Agency, Record, Return, Status, numbered, recompute
from toolkit.rollup import Difference, Entry, Node, Part, Source, State, Summary, Superseded, Values
from toolkit.roster import GOVERNMENT, Roster, RosterLine

LEVELS = ("省", "市", "县", "乡")


def line(code: str, name: str, parent: str, kind: str, level: str = "县") -> RosterLine:
    return RosterLine(code, name, parent, kind, level, f"联系人{code}", f"0851-{code}", row=0)


def province(cities: int = 2, counties: int = 2, organs: int = 3) -> Roster:
    """A province of cities of counties, each with an office and departments, counties with townships too."""
    lines = [line("52", "黔州省", "", GOVERNMENT, "省")]

    def staff(code: str, name: str, level: str) -> None:
        lines.append(line(f"{code}A", f"{name}政府办公室", code, "本级", level))
        lines.extend(line(f"{code}D{i}", f"{name}第{i}局", code, "部门", level) for i in range(1, organs))

    staff("52", "黔州省", "省")
    for c in range(1, cities + 1):
        city = f"52{c:02}"
        lines.append(line(city, f"第{c}市", "52", GOVERNMENT, "市"))
        staff(city, f"第{c}市", "市")
        for k in range(1, counties + 1):
            county = f"{city}{k:02}"
            lines.append(line(county, f"第{c}市第{k}县", city, GOVERNMENT, "县"))
            staff(county, f"第{c}市第{k}县", "县")
            lines.append(line(f"{county}T", f"第{c}市第{k}县镇", county, "乡镇街道", "乡"))
    return Roster("roster.csv", tuple(lines))


def figures(form: Form, rng: random.Random, most: int = 30) -> Values:
    values = [rng.randint(0, most) * (1250 if item.unit.decimals else 1) for item in form.fields]
    return recompute(form, values)


def returned(form: Form, owner: RosterLine, values: Values, findings: tuple[Finding, ...] = (), **more: str) -> Return:
    record = Record(form.edition, 2024, Agency(owner.code, owner.name), values)
    name = more.pop("file", f"{owner.name}.xlsx")
    return Return(
        name, f"{hash(owner.code) & 0xFFFFFFFF:064x}", record, findings, "2025-01-20T09:30:00", "WPS 表格", "a1"
    )


def rejected(message: str = "结转下年度继续办理·自然人：填报 3，应为 2，相差 1") -> Finding:
    return Finding(
        "T3-BALANCE", Severity.ERROR, message, "请核对本列四项", key="natural", field="t3.carried_out.natural",
        sheet="表三 依申请公开", cell="D31", label="四、结转下年度继续办理 / 自然人", found=3, expected=2, difference=1,
    )  # fmt: skip


def collated(
    roster: Roster | None = None,
    *,
    seed: int = 1,
    missing: Iterable[str] = (),
    back: Iterable[str] = (),
    own: Iterable[str] = (),
    checked: Iterable[str] = (),
    with_prior: bool = True,
    year: int = 2024,
    most: int = 30,
) -> Summary:
    """A Summary over ``roster`` with random figures up to ``most``.

    ``missing`` and ``back`` (rejected) are codes of organs, ``own`` of governments whose own summary stands for the
    organs below, which sent nothing, ``checked`` of governments whose summary is held against their children.
    """
    form, rng = load_form(year), random.Random(seed)
    roster = roster or province()
    missing, back, own, checked = set(missing), set(back), set(own), set(checked)
    covered = {
        item.code: code for code in own for item in roster.organs if code in [p.code for p in roster.path_to(item.code)]
    }
    entries: dict[str, Entry] = {}
    for item in roster.lines:
        values = figures(form, rng, most)
        if item.is_government:
            sent = returned(form, item, values) if item.code in own | checked else None
            state = State.ACCEPTED if sent else State.MISSING
            entries[item.code] = Entry(item, state, sent, item.code in own)
        elif item.code in covered:
            entries[item.code] = Entry(item, State.MISSING, covered_by=covered[item.code])
        elif item.code in missing:
            entries[item.code] = Entry(item, State.MISSING)
        elif item.code in back:
            entries[item.code] = Entry(item, State.REJECTED, returned(form, item, values, (rejected(),)))
        else:
            entries[item.code] = Entry(item, State.ACCEPTED, returned(form, item, values), included=True)
    before = {item.code: figures(form, rng) for item in roster.organs} if with_prior else {}
    prior = Prior(load_form(year - 1), year - 1, before) if with_prior else None
    nodes = _nodes(form, roster, entries, own, before)
    sent_all = tuple(numbered(entry.chosen for entry in entries.values() if entry.chosen))
    chosen = {item.record.agency.code: item for item in sent_all if item.record}
    entries = {code: replace(entry, chosen=chosen.get(code)) for code, entry in entries.items()}
    return Summary(roster, form, year, sent_all, tuple(entries.values()), nodes, prior=prior)


def add(form: Form, several: Sequence[Values]) -> tuple[int, ...]:
    return tuple(sum(values[i] or 0 for values in several) for i in range(len(form.fields)))


def below(roster: Roster, code: str) -> list[RosterLine]:
    """All organs under a government, however deep."""
    return [item for item in roster.organs if code in [upper.code for upper in roster.path_to(item.code)]]


def _nodes(
    form: Form, roster: Roster, entries: dict[str, Entry], own: set[str], before: dict[str, Values]
) -> dict[str, Node]:
    nodes: dict[str, Node] = {}

    def visit(item: RosterLine, depth: int) -> Node:
        nodes[item.code] = Node(item, depth, Source.NONE, None, {}, Coverage())  # keeps its place before its children
        parts: dict[Part, list[Values]] = {part: [] for part in Part}
        coverage = Coverage()
        for child in roster.children.get(item.code, ()):
            if child.is_government:
                node = visit(child, depth + 1)
                coverage += node.coverage
                if node.values is not None:
                    parts[Part.BELOW].append(node.values)
                continue
            entry = entries[child.code]
            included = bool(entry.included or entry.covered_by)
            coverage += Coverage(
                1, included, entry.state is State.REJECTED, entry.state is State.MISSING and not included
            )
            if entry.values is not None:
                part = {"本级": Part.OFFICE, "部门": Part.DEPARTMENTS}.get(child.kind, Part.BELOW)
                parts[part].append(entry.values)
        priors = [before[organ.code] for organ in below(roster, item.code)] if before else []
        prior = add(form, priors) if priors else None
        if item.code in own:
            values = entries[item.code].values
            assert values is not None
            node = Node(item, depth, Source.OWN, tuple(v or 0 for v in values), {}, coverage, prior=prior)
        else:
            sums = {part: add(form, several) for part, several in parts.items()}
            total = add(form, list(sums.values()))
            sent = entries[item.code].chosen
            differences: tuple[Difference, ...] = ()
            if sent and sent.record:
                pairs = enumerate(zip(sent.record.values, total, strict=True))
                differences = tuple(Difference(i, mine, sum_) for i, (mine, sum_) in pairs if mine != sum_)
            node = Node(item, depth, Source.CHILDREN, total, sums, coverage, differences, prior)
        nodes[item.code] = node
        return node

    for root in roster.roots:
        if root.is_government:
            visit(root, 0)
    return {code: _with_both(node) for code, node in nodes.items()}


def _with_both(node: Node) -> Node:
    known = node.values is not None and node.prior is not None
    return replace(node, both=BothYears(node.values or (), node.prior or ())) if known else node


def with_superseded(summary: Summary, code: str) -> Summary:
    """``summary`` with an earlier return of organ ``code``, whose first figure was one less."""
    entry = summary.by_code[code]
    assert entry.chosen
    assert entry.chosen.record
    values = list(entry.chosen.record.values)
    values[0] = (values[0] or 0) + 1
    old = replace(
        entry.chosen,
        file="旧的.xlsx",
        index=len(summary.returns),
        record=replace(entry.chosen.record, values=tuple(values)),
    )
    item = Superseded(entry.line, old, entry.chosen, (Difference(0, values[0], (values[0] or 0) - 1),))
    entries = tuple(replace(e, superseded=(item,)) if e is entry else e for e in summary.entries)
    return replace(summary, entries=entries, returns=(*summary.returns, old))


__all__ = ["Status", "below", "collated", "line", "province", "rejected", "returned", "with_superseded"]
