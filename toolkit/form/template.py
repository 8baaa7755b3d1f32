"""What a template file must say, held against it as a whole when it is loaded: a workbook is drawn months later."""

from __future__ import annotations

from pathlib import Path

from .extending import Definition, read_extended
from .source import Section

_ROOT = (
    "edition", "version", "earlier", "font", "heading_font", "guidance", "cover", "tables", "narrative", "checks",
    "stamp", "sendback", "published",
)  # fmt: skip
LEGEND = ("input", "missing", "computed", "wrong", "explain")
_COLUMNS = ("number", "rule", "words", "place", "left", "right", "difference", "verdict", "explanation")
_VERDICTS = ("pass", "fail", "blank", "explain", "explained")

# section: the texts and the whole numbers it must have, and what else it may have or holds
_SECTIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "guidance": (("sheet", "deadline"), ("width",), ("lines", "legend", "due", "prefilled")),
    "cover": (("sheet", "title", "zero_declaration", "verdict"), ("label_width", "value_width"), ("choices",)),
    "narrative": (("sheet", "count"), ("width", "lines"), ()),
    "checks": (("sheet", "title"), (), ("columns", "verdicts")),
    "stamp": (("sheet",), (), ()),
}
# The names in braces that a text may have filled in.
_FILLED_IN = {
    ("guidance", "deadline"): ("deadline",),
    ("guidance", "due"): ("year", "next"),
    ("cover", "title"): ("year", "form"),
    ("cover", "zero_declaration"): ("table",),
}


def read_template(path: Path) -> Definition:
    """The template file at ``path``, with what it extends.

    Raises DefinitionError at the line of whatever of it is missing or no use. ``tables`` are the layout's own to judge,
    which knows the tables of the form.
    """
    definition = read_extended(path)
    template = definition.root
    template.only(*_ROOT)
    _texts(template, "version", "font", "heading_font")
    template.strings("earlier")
    for name, (texts, numbers, others) in _SECTIONS.items():
        section = template.section(name)
        section.only(*texts, *numbers, *others)
        _texts(section, *texts)
        _numbers(section, *numbers)
    for (name, key), names in _FILLED_IN.items():
        section = template.section(name)
        if section.has(key):
            fill_in(section, key, names)
    guidance, cover, checks = (template.section(name) for name in ("guidance", "cover", "checks"))
    guidance.strings("lines")
    guidance.section("legend").only(*LEGEND)
    _texts(guidance.section("legend"), *guidance.section("legend").values)
    cover.section("choices").only("yes", "no")
    _texts(cover.section("choices"), "yes", "no")
    checks.section("verdicts").only(*_VERDICTS)
    _texts(checks.section("verdicts"), *_VERDICTS)
    columns = checks.section("columns")
    columns.only(*_COLUMNS)
    for name in _COLUMNS:
        column = columns.section(name)
        column.only("label", "width")
        _texts(column, "label")
        _numbers(column, "width")
    return definition


def fill_in(section: Section, key: str, names: tuple[str, ...]) -> None:
    """Refuses the text (or the texts) under ``key`` where it has other names in braces than ``names``."""
    texts = section.strings(key) if isinstance(section.values.get(key), list) else (section.get(key, str),)
    try:
        for text in texts:
            text.format_map(dict.fromkeys(names, 0))
    except (KeyError, ValueError, IndexError, AttributeError, TypeError):
        known = "、".join(f"{{{name}}}" for name in names)
        section.fail(f"“{key}”里的花括号不对，其中只能写 {known}", key)


def _texts(section: Section, *keys: str) -> None:
    for key in keys:
        if not section.get(key, str).strip():
            section.fail(f"“{key}”是空白的，请写上", key)


def _numbers(section: Section, *keys: str) -> None:
    for key in keys:
        if section.get(key, int) < 1:
            section.fail(f"“{key}”应为不小于 1 的整数", key)
