"""The examples that rules carry in their definition, as returns that can be judged.

An example is a small change to a return that breaks no rule: all figures 0, all sections written, last year the
same. Its keys are field codes (``t3.received.natural``), or begin with ``prior.`` (last year's figure), ``typed.``
(the number typed over a total), ``below.`` (the sum of a government's children), ``text.`` (a section),
``said.`` (a sentence more in a section), ``length.`` (a section of so many characters), ``cover.`` (an entry of the
cover), ``organ.`` (kind, level, name in the roster) or ``asked.`` (the year asked for); ``others.`` (what each of ten
other organs of its kind reports), ``another.`` (a section of one of them) or ``last.`` (a section of its own of last
year).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from ..findings import Finding
from ..form import Form
from ..office import Office
from ..prior import Prior
from ..records import Agency, Record, Return, recompute
from ..roster import Roster, RosterLine
from ..rules.entries import Entries
from ..rules.stated import Stated
from ..rules.topics import Topics
from .judge import check_returns

Example = Mapping[str, str | int | None]
NAME, CODE, TEXT = "某单位", "000001", "已按要求公开。"
_OTHERS = 10  # organs


@dataclass(frozen=True, slots=True)
class Setting:
    """An example made whole: the return, what the office knows beside it, and the returns of other organs."""

    item: Return
    office: Office
    beside: tuple[Return, ...] = ()


def stage(form: Form, example: Example) -> Setting:
    """The Setting that ``example`` describes; KeyError names a key that is none."""
    year = form.year or form.last_year or form.first_year
    figures = {name: value for name, value in example.items() if name in form.by_code}
    parts: dict[str, dict[str, str | int | None]] = {
        head: {}
        for head in (
            "prior",
            "typed",
            "below",
            "text",
            "said",
            "length",
            "cover",
            "organ",
            "asked",
            "others",
            "another",
            "last",
        )
    }
    for name, value in example.items():
        if name not in figures:
            head, _, rest = name.partition(".")
            parts[head][rest] = value
    values = _values(form, figures)
    record = Record(
        edition=form.edition,
        year=year,
        agency=Agency(CODE, NAME),
        values=values,
        overtyped={form.by_code[code].index: _steps(form, code, value) or 0 for code, value in parts["typed"].items()},
        cover={**_cover(form), **{name: str(value) for name, value in parts["cover"].items()}},
        narrative=_narrative(form, parts),
    )
    organ = {"kind": "本级", "level": "市", "name": NAME, **{name: str(v) for name, v in parts["organ"].items()}}
    line = RosterLine(CODE, organ["name"], "", organ["kind"], organ["level"], "", "", 2)
    beside = tuple(_others(form, year, parts["others"], parts["another"]))
    lines = (line, *(replace(line, code=code, name=code) for code in _codes(beside)))
    prior = None
    if parts["prior"] or parts["last"]:
        texts = {CODE: {name: str(value) for name, value in parts["last"].items()}}
        prior = Prior(form, year - 1, {CODE: _values(form, parts["prior"])}, texts=texts)
    office = Office(Roster("", lines), prior, int(parts["asked"].get("year") or year))
    return Setting(Return("", "", record), office, beside)


def judge_example(form: Form, example: Example) -> tuple[Finding, ...]:
    """What the rules of ``form`` say of ``example``."""
    setting = stage(form, example)
    judged, *_ = check_returns([setting.item, *setting.beside], setting.office)
    return judged.findings


def _others(form: Form, year: int, figures: Example, texts: Example) -> Iterator[Return]:
    """The returns of other organs where an example speaks of any: with these ``figures``, one with these ``texts``."""
    for number in range(_OTHERS if figures or texts else 0):
        code = f"{number + 2:06}"
        written = _texts(form) | ({name: str(value) for name, value in texts.items()} if not number else {})
        yield Return(
            f"{code}.xlsx",
            "",
            Record(form.edition, year, Agency(code, code), _values(form, figures), narrative=written),
        )


def _codes(returns: Iterable[Return]) -> list[str]:
    return [item.record.agency.code for item in returns if item.record is not None]


def _values(form: Form, figures: Example) -> tuple[int | None, ...]:
    return recompute(form, [_steps(form, field.code, figures.get(field.code, 0)) for field in form.fields])


def _steps(form: Form, code: str, value: str | int | None) -> int | None:
    return None if value is None else int(Decimal(str(value)).scaleb(form.by_code[code].unit.decimals))


def _narrative(form: Form, parts: Mapping[str, Example]) -> dict[str, str]:
    texts = {**_texts(form), **{name: str(value) for name, value in parts["text"].items()}}
    for name, value in parts["said"].items():
        texts[name] += str(value)
    for name, value in parts["length"].items():
        texts[name] = texts[name].ljust(int(value or 0), "。")
    return texts


def _texts(form: Form) -> dict[str, str]:
    """Sections that say nothing of any figure, and state what rules want stated and spoken of."""
    texts = {part.id: TEXT for part in form.narrative}
    for rule in form.rules:
        if isinstance(rule.says, Stated):
            texts[rule.says.section] += f"已按规定办理{''.join(rule.says.mentions[:1])}事项。"
        elif isinstance(rule.says, Topics):
            texts[rule.says.section] += f"已按规定做好{'、'.join(topic.label for topic in rule.says.topics)}。"
    return texts


def _cover(form: Form) -> dict[str, str]:
    """The entries that a rule wants filled, as numbers where it wants those."""
    return {
        name: "1" * rule.says.digits.get(name, 1)
        for rule in form.rules
        if isinstance(rule.says, Entries)
        for name in rule.says.entries
    }
