"""Writes ``schemas/RULES.md``, the rules of every edition in words: ``python -m toolkit.cli.rule_page``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..editions import load_forms, years_text
from ..form import Form, Rule
from ..quoting import quoted
from ..wording import SEVERITIES

PAGE = Path("schemas") / "RULES.md"
_INTRO = """# 校验规则

本页由 `make docs` 从各版格式的定义（`schemas/*.yaml`）生成，请勿手改。

- **错误**：退回改正。**需说明**：可能没有错，由报送单位写明情况。**提示**：请看一眼，不需要答复。
- 例子是对一份“全部填 0、文字均已写好”的报送件所作的小改动。

## 读取时就要核对的

打开工作簿看到的数，就是读取的数；两者不同的，在该格报出：数字格式、字体、隐藏的行列和工作表、合并单元格、改过的合计公式、
带注号或删除线的文字、同一张表的另一份。这些不是本页的规则，各条说法见 `schemas/catalogue/findings.yaml`。

旧格式（.xls、.et）和二进制格式（.xlsb）不说明单元格怎样显示，以上有关显示的各项对它们不作核对，按所存的数读取；
请尽量报送 .xlsx。
"""
_FIGURES = {
    "typed": "{label}的公式被改填为 {value}",
    "prior": "上年报告的{label}为 {value}",
    "below": "所属各单位的{label}之和为 {value}",
    "others": "其他 10 家同类单位的{label}都为 {value}",
}
_TEXTS = {
    "text": "{title}：{text}",
    "said": "{title}里写{text}",
    "length": "{title}共 {value} 字",
    "another": "另一单位的{title}：{text}",
    "last": "上年报告的{title}：{text}",
}
_COVER = {True: "封面的{label}为“{value}”", False: "封面的{label}空白"}
_OTHERS = {
    "organ.kind": "名录中单位性质为“{value}”",
    "organ.level": "名录中层级为“{value}”",
    "organ.name": "名录中单位名称为“{value}”，封面为“某单位”",
    "asked.year": "要求的是 {value} 年度",
}


def example_words(form: Form, example: Mapping[str, str | int | None]) -> str:
    """An example of a rule as a sentence: ``新收·自然人为 5；予以公开·自然人为 3``."""
    return "；".join(_words(form, name, value) for name, value in example.items())


def _words(form: Form, name: str, value: str | int | None) -> str:
    if name in _OTHERS:
        return _OTHERS[name].format(value=value)
    head, _, rest = name.partition(".")
    if head in _TEXTS:
        title = next(part.title for part in form.narrative if part.id == rest)
        text = f"“{quoted(str(value))}”" if value else "空白"
        return _TEXTS[head].format(title=title, text=text, value=value)
    if head == "cover":
        label = next(entry.label for entry in form.cover if entry.id == rest)
        return _COVER[bool(value)].format(label=label, value=value)
    code, wording = (name, "{label}为 {value}") if name in form.by_code else (
        rest, _FIGURES[head]
    )  # fmt: skip
    field = form.by_code[code]
    label = "·".join(part for part in (field.row_short, field.column_short) if part)
    return wording.format(label=label, value=value) if value is not None else f"{label}空白"


def rule_page() -> str:
    """The whole page."""
    return "\n".join([_INTRO, *(_edition(form) for form in load_forms())])


def _edition(form: Form) -> str:
    head = f"## {form.edition} 版（{years_text(form)}）\n\n{form.document}《{form.document_name}》\n"
    return "\n".join([head, *(_rule(form, rule) for rule in form.rules)])


def _rule(form: Form, rule: Rule) -> str:
    from ..checking.examples import judge_example

    titles = [form.table(table).title for table in rule.says.tables]
    sections = [part.title for part in form.narrative if part.id in rule.says.sections]
    told = next((one.message for one in judge_example(form, rule.trips) if one.rule == rule.id), "")
    rows = [
        ("轻重", SEVERITIES[rule.severity]),
        ("应当满足", rule.words),
        ("范围", "；".join(titles + sections) or "封面"),
        ("依据", rule.source),
        ("不合的例子", example_words(form, rule.trips)),
        ("报出的话", told),
        ("合的例子", example_words(form, rule.passes)),
        ("怎样改", rule.fix),
    ]
    return f"### {rule.id}\n\n" + "".join(f"- {name}：{text}\n" for name, text in rows if text)


def main(folder: Path) -> None:
    (folder / PAGE).write_text(rule_page(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(__file__).resolve().parents[2])
