"""What is wrong with a command line is told in clean Chinese, with what helps."""

from __future__ import annotations

import re
import shlex

import pytest

from toolkit.cli.app import build
from toolkit.cli.chinese import usage_words


def told(line: str) -> str:
    try:
        build()(shlex.split(line), prog_name="nianbao", standalone_mode=False)
    except Exception as error:
        return usage_words(error)
    raise AssertionError(line)


@pytest.mark.parametrize(
    ("line", "said", "command"),
    [
        ("foo", "没有“foo”这个命令。", "nianbao"),
        ("form", "没有“form”这个命令，是否应为“forms”？", "nianbao"),
        ("colate", "没有“colate”这个命令，是否应为“collate”、“compare”？", "nianbao"),
        ("validate", "缺少 PATH：报送件、文件夹、压缩包或 s3:// 之类的地址，可以给多个。", "nianbao validate"),
        ("template 2024", "缺少选项 -o（--output）：写到哪个文件。", "nianbao template"),
        ("collate x -o y", "缺少选项 --roster：单位名录（xlsx 或 csv）。", "nianbao collate"),
        ("template 2024 我的 表.xlsx -o x", "多出了“我的 表.xlsx”；名称里有空格的，请加上引号。", "nianbao template"),
        ("template 2O24 -o x", "YEAR 应为整数：报告年度，如 2024。", "nianbao template"),
        ("validate x --format xml", "--format 不能是“xml”，可用的有：text、json、xlsx、html。", "nianbao validate"),
        ("trace x --top 0", "--top 应不小于 1：只列最大的几家。", "nianbao trace"),
        ("trace x --top -o", "--top 应为整数：只列最大的几家。", "nianbao trace"),
        ("fields --zz", "没有“--zz”这个选项。", "nianbao fields"),
        ("validate x --year", "选项 --year 后面要写上内容。", "nianbao"),
        ("validate x --quiet=3", "选项 --quiet 后面不能写内容。", "nianbao"),
    ],
)  # fmt: skip
def test_usage__is_told_in_clean_chinese(line: str, said: str, command: str) -> None:
    assert told(line) == f"{said}用 {command} --help 查看写法。"


def test_usage__names_what_is_near() -> None:
    assert told("validate x --fromat json").startswith("没有“--fromat”这个选项，是否应为“--format”")


@pytest.mark.parametrize(
    "line", ["validate x --rooster y", "fields", "fields 2024 --format", "compare a", "-x", "demo a b"]
)
def test_usage__mixes_no_marks_and_no_words(line: str) -> None:
    text = told(line)
    assert not re.search(r"['\"]|。。|\.。|？。|，。| ，|(?<![\w-])(?:Missing|Invalid|Option|No such|Got)\b", text)
