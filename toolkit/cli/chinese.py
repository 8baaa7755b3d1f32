"""Help and usage errors in Chinese: Typer's own wording is English and has no translation of its own."""

from __future__ import annotations

import re
from typing import Any  # the context class is Typer's own affair, and has moved between its versions

from typer.core import TyperCommand, TyperGroup

_HELP = (
    (r"^Usage:", "用法："),
    (r"^Options:", "选项："),
    (r"^Arguments:", "参数："),
    (r"^Commands:", "命令："),
    (r"\[OPTIONS\]", "[选项]"),
    (r"\bCOMMAND \[ARGS\]\.\.\.", "命令 [参数]..."),
    (r"Show this message and\s+exit\.", "显示帮助后退出。"),
    (r"\[required\]", "[必填]"),
    (r"\[default: ([^\]]*)\]", r"[默认：\1]"),
    (r"; required\]", "；必填]"),
    (r"\{([A-Z.]+)\}", r"\1"),
)

# What can be wrong with a command line, as Typer words it, in its versions; {help} is what the help says of the option
# or argument, a name in quotation marks one of several.
_ERRORS = (
    (r"No such command '(?P<given>.+?)'\.?(?P<near>.*)", "没有“{given}”这个命令{near}"),
    (r"No such option: (?P<given>\S+?)\.?(?P<near>(?: .*)?)", "没有“{given}”这个选项{near}"),
    (r"Missing argument (?P<names>'.+')\.?", "缺少 {names}{help}"),
    (r"Missing (?:option|parameter) (?P<names>'.+')\.?", "缺少选项 {names}{help}"),
    (r"Missing command\.?", "缺少命令"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((?P<extra>.+)\)", "多出了“{extra}”；名称里有空格的，请加上引号"),
    (r"Option (?P<names>'.+') requires (?:an argument|\d+ arguments)\.?", "选项 {names} 后面要写上内容"),
    (r"Option (?P<names>'.+') does not take a value\.?", "选项 {names} 后面不能写内容"),
    (
        r"Invalid value for (?P<names>'[^:]+'): .*greater than or equal to (?P<least>\S+)",
        "{names} 应不小于 {least}{help}",
    ),
    (r"Invalid value for (?P<names>'[^:]+'): .*less than or equal to (?P<most>\S+)", "{names} 应不大于 {most}{help}"),
    (r"Invalid value for (?P<names>'[^:]+'): .*valid (?:integer|int)\b.*", "{names} 应为整数{help}"),
    (r"Invalid value for (?P<names>'[^:]+'): .*valid (?:number|float)\b.*", "{names} 应为数字{help}"),
    (
        r"Invalid value for (?P<names>'[^:]+'): .*'(?P<given>[^']*)' is not one of (?P<choices>.+)",
        "{names} 不能是“{given}”，可用的有：{choices}",
    ),
    (r"Invalid value for (?P<names>'[^:]+'): (?P<said>.+)", "{names} 的内容不合用（{said}）{help}"),
)
_NAME = re.compile(r"'([^']+)'")
_NEAR = re.compile(r"--?[A-Za-z][\w-]*|(?<=')\w[\w-]*(?=')")


class ChineseCommand(TyperCommand):
    """A verb whose help is in Chinese."""

    def get_help(self, ctx: Any) -> str:
        return translate_help(super().get_help(ctx))


class ChineseGroup(TyperGroup):
    """The command itself, whose help is in Chinese."""

    def get_help(self, ctx: Any) -> str:
        return translate_help(super().get_help(ctx))


def translate_help(text: str) -> str:
    """A help text with Typer's own words in Chinese."""
    for english, chinese in _HELP:
        text = re.sub(english, chinese, text, flags=re.MULTILINE)
    return text


def usage_words(error: Any) -> str:
    """What is wrong with a command line, in Chinese, and what helps; ``error`` is Typer's own.

    What is not known keeps its English words behind a Chinese lead.
    """
    message = " ".join(error.format_message().split())
    told = f"命令写法有误（{message}）"
    for english, chinese in _ERRORS:
        if found := re.fullmatch(english, message):
            said = str(getattr(getattr(error, "param", None), "help", None) or "").rstrip("。")
            told = chinese.format(**_parts(found.groupdict()), help=f"：{said}" if said else "")
            break
    command = getattr(getattr(error, "ctx", None), "command_path", None) or "nianbao"
    return f"{told}{'' if told.endswith('？') else '。'}用 {command} --help 查看写法。"


def _parts(found: dict[str, str]) -> dict[str, str]:
    """The parts of a message as Chinese sentences name them."""
    parts = dict(found)
    if "names" in parts:
        first, *others = _NAME.findall(parts["names"])
        parts["names"] = first.rstrip(".") + "".join(f"（{other}）" for other in others)
    if "choices" in parts:
        parts["choices"] = "、".join(_NAME.findall(parts["choices"])) or parts["choices"].rstrip(".")
    if "near" in parts:
        near = "、".join(f"“{name}”" for name in _NEAR.findall(parts["near"]))
        parts["near"] = f"，是否应为{near}？" if near else ""
    return parts
