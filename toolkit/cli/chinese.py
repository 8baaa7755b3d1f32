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

# What can be wrong with a command line, as Typer words it.
_ERRORS = (
    (r"No such command '(.+?)'\..*", r"没有“\1”这个命令"),
    (r"No such option: (\S+).*", r"没有“\1”这个选项"),
    (r"Missing argument '(.+?)'\.?", r"缺少参数 \1"),
    (r"Missing option '(.+?)'\.?", r"缺少选项 \1"),
    (r"Missing command\.", "缺少命令"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", r"多出了参数：\1"),
    (r"Option '(.+?)' requires (?:an|\d+) arguments?\.", r"选项 \1 后面要有值"),
    (r"Option '(.+?)' does not take a value\.", r"选项 \1 后面不能有值"),
    (r"Invalid value for '(.+?)': .*valid (?:integer|int|number|float)\b.*", r"\1 应为数字"),
    (r"Invalid value for '(.+?)': .*'(.*?)' is not one of (.+?)\.*", r"\1 不能是“\2”，可用：\3"),
    (r"Invalid value for '(.+?)': (.+)", r"\1 的值不合用：\2"),
)


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


def translate_error(message: str) -> str:
    """A usage error in Chinese; what is not known keeps its English words behind a Chinese lead."""
    for english, chinese in _ERRORS:
        if re.fullmatch(english, message, flags=re.DOTALL):
            return re.sub(english, chinese, message, flags=re.DOTALL)
    return f"命令写法有误：{message}"
