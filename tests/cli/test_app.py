"""The command as a whole: help in Chinese, exit statuses, one clear line for each wrong use."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from .conftest import Run


def test_help__is_chinese_but_for_names(nianbao: Run) -> None:
    from toolkit.cli.app import VERBS
    from toolkit.cli.reference import helps

    whole, one = nianbao("--help"), nianbao("validate", "--help")
    assert (whole.returncode, one.returncode) == (0, 0)
    assert set(VERBS) <= set(re.findall(r"^  (\w+)  ", whole.stdout, re.MULTILINE))
    for text in (whole.stdout, one.stdout, *helps().values()):
        sentences = re.sub(r"<[^>]*>|\{[^}]*\}|\[[^\]]*\]|--?[\w-]+|[A-Z_]{2,}(\.\.\.)?", "", text)
        words = set(re.findall(r"[A-Za-z]{3,}", sentences)) - set(VERBS) - {"nianbao"}
        assert not words & {"Usage", "Options", "Arguments", "Commands", "Show", "this", "message", "and", "exit"}


@pytest.mark.parametrize(
    "arguments",
    [(), ("bogus",), ("fields",), ("fields", "x"), ("fields", "1990"), ("fields", "2024", "--bad"),
     ("fields", "2024", "extra"), ("fields", "2024", "--format"), ("fields", "2024", "--format", "y")],
    ids=" ".join,
)  # fmt: skip
def test_wrong_use__is_told_in_chinese_with_status_2(nianbao: Run, arguments: tuple[str, ...]) -> None:
    result = nianbao(*arguments)
    assert result.returncode == 2
    assert re.search("[一-鿿]", result.stderr)
    assert "Traceback" not in result.stderr
    assert not result.stdout


def test_version__is_printed(nianbao: Run) -> None:
    result = nianbao("--version")
    assert (result.returncode, result.stdout.split()[0]) == (0, "nianbao")


def test_fields__json_has_the_keys_of_the_contract(nianbao: Run) -> None:
    fields = json.loads(nianbao("fields", "2024", "--format", "json").stdout)
    assert len(fields) == 200
    secret = next(item for item in fields if item["code"] == "t3.refused.secret.company")
    assert secret == {
        "code": "t3.refused.secret.company",
        "table": 3,
        "row": ["三、本年度办理结果", "（三）不予公开", "1.属于国家秘密"],
        "column": ["法人或其他组织", "商业企业"],
        "sheet": "表三 依申请公开",
        "cell": "E10",
        "kind": "input",
        "unit": "件",
    }


def test_fields__csv_has_a_line_a_field(nianbao: Run) -> None:
    assert len(nianbao("fields", "2020", "--format", "csv").stdout.splitlines()) == 1 + 198


def test_forms__lists_the_editions_with_years_and_source(nianbao: Run) -> None:
    lines = nianbao("forms").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["2019", "2021"]
    assert "国办公开办函〔2021〕30号" in lines[1]


def test_faulty_office_edition__is_told_with_file_and_line(nianbao: Run, tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "2030.yaml").write_text('edition: "2030"\ntitle: 甲\nbogus: 1\n', encoding="utf-8")
    result = nianbao("forms", forms=tmp_path)
    assert result.returncode == 2
    assert "2030.yaml 第 3 行" in result.stderr
