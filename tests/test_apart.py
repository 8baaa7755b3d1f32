"""Outputs lie apart from what is read: never over an input, in it, or around it, by whatever spelling."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.editions.test_own_forms import own_forms
from toolkit.apart import refuse_inputs, refuse_together
from toolkit.cli.app import build
from toolkit.output import OutputError

PROVINCE = ROOT / "samples" / "province"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with an inbox, a roster, a summary, a workbook and its values."""
    (tmp_path / "收件").mkdir()
    shutil.copy(PROVINCE / "inbox" / "990121-02_清溪县公安局_2024.xlsx", tmp_path / "收件" / "公安局.xlsx")
    shutil.copy(PROVINCE / "roster.csv", tmp_path / "名录.csv")
    shutil.copytree(PROVINCE / "last-year", tmp_path / "上年")
    shutil.copy(ROOT / "templates" / "blank-2021.xlsx", tmp_path / "空白.xlsx")
    (tmp_path / "数.json").write_text("{}", encoding="utf-8")
    (tmp_path / "密钥").write_text("k" * 64, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


LAYS = {
    "the same": lambda home: (home / "收件", home / "收件"),
    "relative": lambda home: (Path("收件"), home / "收件" / ".." / "收件"),
    "inside": lambda home: (home / "收件", Path("收件/新/更新")),
    "around": lambda home: (home / "收件" / "公安局.xlsx", home / "收件"),
    "around, far": lambda home: (home / "收件" / "公安局.xlsx", home),
    "by a link": lambda home: (linked(home), home / "收件" / "结果"),
    "a link to it": lambda home: (home / "收件", linked(home) / "结果"),
    "a link in it": lambda home: (home / "收件", link_to(home / "收件" / "外", home / "名录.csv")),
    "a link to the file": lambda home: (home / "数.json", link_to(home / "别名.json", home / "数.json")),
    "a hard link": lambda home: (home / "数.json", hard_link(home / "别名.json", home / "数.json")),
    "a hard link into it": lambda home: (home / "收件", hard_link(home / "别名", home / "收件" / "公安局.xlsx")),
    "a local URL": lambda home: (f"file://{home}/收件", home / "收件" / "结果.json"),
}


def linked(home: Path) -> Path:
    return link_to(home / "链接", home / "收件")


def link_to(name: Path, target: Path) -> Path:
    try:
        name.symlink_to(target, target.is_dir())
    except OSError as error:
        pytest.skip(f"no links here: {error}")
    return name


def hard_link(name: Path, target: Path) -> Path:
    os.link(target, name)
    return name


@pytest.mark.parametrize("lay", LAYS)
def test_apart__what_is_not_is_refused(home: Path, lay: str) -> None:
    read, output = LAYS[lay](home)  # type: ignore[no-untyped-call]
    with pytest.raises(OutputError, match=r"没有写.*--to"):
        refuse_inputs(output, [read], option="--to")


APART = {
    "beside": lambda home: (home / "收件", home / "收件2"),
    "beside a file": lambda home: (home / "收件" / "公安局.xlsx", home / "收件" / "结果.json"),
    "through it": lambda home: (home / "收件", Path("收件/../结果")),
    "out of it by a link": lambda home: (
        home / "收件",
        (link_to(home / "收件" / "外", home / "上年") / "新").resolve(),
    ),
    "of something that is not there": lambda home: (home / "没有", home / "没有" / "新"),
    "of a store": lambda home: ("s3://收件", Path("s3:/收件/新")),
    "of nothing": lambda home: (None, home),
}


@pytest.mark.parametrize("lay", APART)
def test_apart__what_is_is_not_refused(home: Path, lay: str) -> None:
    read, output = APART[lay](home)  # type: ignore[no-untyped-call]
    refuse_inputs(output, [read])
    refuse_inputs(None, [read])


def test_together__what_lies_in_a_folder_that_is_replaced_is_refused(home: Path) -> None:
    refuse_together(home / "退回", [home / "结果.json", None], option="--return-to")
    for inside in (home / "退回" / "结果.json", home / "退回"):
        with pytest.raises(OutputError, match="整个换新"):
            refuse_together(home / "退回", [inside], option="--return-to")


VERBS: dict[str, Callable[[], list[str]]] = {
    "validate over the return": lambda: ["validate", "收件/公安局.xlsx", "-o", "收件/公安局.xlsx"],
    "validate into the inbox": lambda: ["validate", "收件", "-o", "收件/结果.json"],
    "validate over the roster": lambda: ["validate", "收件", "--roster", "名录.csv", "-o", "./名录.csv"],
    "validate over the key": lambda: ["validate", "收件", "--seal", "密钥", "-o", "密钥"],
    "validate over last year": lambda: ["validate", "收件", "--prior", "上年", "-o", "上年/facts.csv"],
    "return to the inbox": lambda: ["validate", "收件", "--return-to", "收件"],
    "return into the inbox": lambda: ["validate", "收件", "--return-to", "收件/退回"],
    "return around the inbox": lambda: ["validate", "收件/公安局.xlsx", "--return-to", "收件"],
    "report in what is returned": lambda: ["validate", "收件", "--return-to", "退回", "-o", "退回/结果.json"],
    "cache into the inbox": lambda: ["validate", "收件", "--cache", "收件/缓存"],
    "collate into the inbox": lambda: ["collate", "收件", "--roster", "名录.csv", "-o", "收件/汇总"],
    "collate over last year": lambda: ["collate", "收件", "--roster", "名录.csv", "--prior", "上年", "-o", "上年"],
    "collate around the inbox": lambda: ["collate", "收件/公安局.xlsx", "--roster", "名录.csv", "-o", "收件"],
    "collate into the cache": lambda: [
        "collate", "收件", "--roster", "名录.csv", "-o", "汇总", "--cache", "汇总/缓存",
    ],
    "distribute around the roster": lambda: ["distribute", "收件/名录.csv", "--year", "2024", "-o", "收件"],
    "distribute into last year": lambda: [
        "distribute", "名录.csv", "--year", "2024", "--prior", "上年", "-o", "上年/发放",
    ],
    "import over the report": lambda: ["import", "空白.xlsx", "-o", "空白.xlsx"],
    "import into the reports": lambda: ["import", "收件", "-o", "收件/导入"],
    "fill over the template": lambda: ["fill", "空白.xlsx", "数.json", "-o", "空白.xlsx"],
    "fill over the values": lambda: ["fill", "空白.xlsx", "数.json", "-o", "数.json"],
    "compare into the summary of a workbook": lambda: ["compare", "上年/summary.xlsx", "上年", "-o", "上年/status.csv"],
    "compare into a summary": lambda: ["compare", "上年", "上年", "-o", "上年/比较.txt"],
    "publish over the return": lambda: ["publish", "收件/公安局.xlsx", "-o", "收件/公安局.xlsx", "--format", "txt"],
    "publish into the inbox": lambda: ["publish", "收件", "-o", "收件/报告"],
    "publish into a summary": lambda: ["publish", "上年", "--draft", "-o", "上年/报告.html"],
    "publish beside the workbook of a summary": lambda: ["publish", "上年/summary.xlsx", "-o", "上年/报告.html"],
    "publish over the texts": lambda: ["publish", "上年", "--texts", "文字.txt", "-o", "文字.txt"],
    "roster into the summary it comes from": lambda: ["roster", "--from", "上年", "-o", "上年/名录.xlsx"],
    "roster beside the list it comes from": lambda: ["roster", "--from", "上年/status.csv", "-o", "上年/名录.xlsx"],
    "roster over the one it comes from": lambda: ["roster", "--from", "收件/名录.xlsx", "-o", "收件/名录.xlsx"],
}  # fmt: skip


FORCED = {False: ["--force"], True: []}  # what never writes over anything asks for no leave


@pytest.mark.parametrize("verb", VERBS)
def test_verb__writes_nothing_over_in_or_around_what_it_reads(home: Path, verb: str) -> None:
    shutil.copy("名录.csv", "收件/名录.csv")
    shutil.copy("空白.xlsx", "收件/名录.xlsx")
    Path("文字.txt").write_text("一、总体情况")
    before = content(home)
    arguments = VERBS[verb]()
    with pytest.raises(OutputError, match="没有写"):
        build()([*arguments, *FORCED[arguments[0] == "roster"]], standalone_mode=False)
    assert content(home) == before
    assert sorted(path.name for path in home.iterdir()) == sorted({name.split("/")[0] for name in before})


OWN = {
    "template": lambda: ["template", "2024", "-o", "自有/schemas/own.yaml"],
    "roster": lambda: ["roster", "-o", "自有/templates/名录.xlsx"],
    "fill": lambda: ["fill", "空白.xlsx", "数.json", "-o", "自有/templates/own.yaml"],
    "validate": lambda: ["validate", "收件", "-o", "自有/schemas/own.yaml"],
    "return": lambda: ["validate", "收件", "--return-to", "自有/schemas"],
    "return around": lambda: ["validate", "收件", "--return-to", "自有"],
    "cache": lambda: ["validate", "收件", "--cache", "自有/schemas/缓存"],
    "collate": lambda: ["collate", "收件", "--roster", "名录.csv", "-o", "自有/schemas/汇总"],
    "distribute": lambda: ["distribute", "名录.csv", "--year", "2024", "-o", "自有/templates"],
    "publish": lambda: ["publish", "上年", "--draft", "-o", "自有/schemas/own.html"],
    "compare": lambda: ["compare", "上年", "上年", "-o", "自有/schemas/own.yaml"],
    "demo": lambda: ["demo", "-o", "自有/schemas"],
}


@pytest.mark.parametrize("verb", OWN)
def test_verb__writes_nothing_over_in_or_around_an_offices_own_editions(
    home: Path, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_forms(home / "自有", monkeypatch)
    before = content(home)
    with pytest.raises(OutputError, match=r"(?s)没有写.*换"):
        build()([*OWN[verb](), *FORCED[verb == "roster"]], standalone_mode=False)
    assert content(home) == before


def test_output__beside_an_offices_own_editions_is_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_forms(home / "自有", monkeypatch)
    build()(["template", "2024", "-o", "自有/空白.xlsx"], standalone_mode=False)
    assert (home / "自有" / "空白.xlsx").exists()
