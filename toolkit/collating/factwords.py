"""What is wrong with a table of facts that somebody made or changed by hand, said column by column in Chinese."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path

from ..editions import load_forms
from ..form import Form
from ..quoting import quoted

_MOST = 5  # lines that are told one by one
_MEANING = {
    "agency_code": "单位代码，与单位名录里的相同",
    "year": "数字是哪个年度的，四位数",
    "edition": "格式版本，见 nianbao forms",
    "field": "填报项代码，见 nianbao fields",
    "value": "数字，只写数，不带单位和千分位逗号",
}


def layout_words(year: int | None = None) -> str:
    """How such a table is laid out, with an example of ``year`` (or of the newest edition)."""
    forms = load_forms()
    form = next((one for one in forms if year is not None and year <= (one.last_year or year)), forms[-1])
    terms = [terms for _, _, terms in form.carried]
    field = form.fields[terms[0][0].field] if terms else form.inputs[0]
    example = {
        "agency_code": "320000-01", "year": str(year or form.first_year), "edition": form.edition,
        "field": field.code, "value": "5",
    }  # fmt: skip
    return f"第一行写列名，以下一行一个数字，例如：\n  {','.join(_MEANING)}\n  {','.join(example.values())}"


def lacking(there: Sequence[str], columns: Sequence[str], year: int | None = None) -> str:
    """Which of ``columns`` are not among those ``there``, with what goes into each; empty where none lacks."""
    missing = [name for name in columns if name not in there]
    if not missing:
        return ""
    told = "".join(f"\n  {name}：{_MEANING.get(name, '见汇总生成的 facts.csv')}" for name in missing)
    first = "、".join(quoted(name) for name in there[:8]) or "空的"
    return f"缺少 {len(missing)} 列：{told}\n现在的第一行是：{first}\n{layout_words(year)}"


def faults_of(path: Path, columns: Sequence[str], year: int | None = None) -> str:
    """What of the CSV file at ``path`` can't be used, in words; empty where nothing shows."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            heads = [name.strip() for name in next(rows, [])]
            told = lacking(heads, columns, year)
            if told:
                return told
            places = {name: heads.index(name) for name in columns if name in _MEANING}
            faults = list(islice(_faults(rows, places), _MOST + 1))
    except OSError:
        return ""
    except UnicodeDecodeError:
        return "不是 UTF-8 编码的文字，请在表格软件里另存为“CSV UTF-8（逗号分隔）”"
    except csv.Error:
        return "不是逗号分隔的表格，请在表格软件里另存为“CSV UTF-8（逗号分隔）”"
    if not faults:
        return ""
    more = "\n  ……" if len(faults) > _MOST else ""
    return "".join(f"\n  {fault}" for fault in faults[:_MOST]) + f"{more}\n{layout_words(year)}"


def _faults(rows: Iterator[list[str]], places: Mapping[str, int]) -> Iterator[str]:
    editions = {form.edition: form for form in load_forms()}
    for number, row in enumerate(rows, start=2):
        if not row:
            continue
        for name, place in places.items():
            text = row[place].strip() if place < len(row) else ""
            if not text:
                yield f"第 {number} 行 {name} 没有写：{_MEANING[name]}"
            elif not _FITS[name](text, editions):
                yield f"第 {number} 行 {name} 写的是“{quoted(text)}”：{_MEANING[name]}"


def _is_number(text: str, editions: Mapping[str, Form]) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


_FITS: Mapping[str, Callable[[str, Mapping[str, Form]], bool]] = {
    "agency_code": lambda text, editions: True,
    "year": lambda text, editions: text.isascii() and text.isdigit() and len(text) == 4,
    "edition": lambda text, editions: text in editions,
    "field": lambda text, editions: any(text in form.by_code for form in editions.values()),
    "value": _is_number,
}
