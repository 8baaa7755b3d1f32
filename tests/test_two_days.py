"""Two days of a city's round with what goes wrong in one: what the office is told is true, and the sum right.

17 organs in a city and two counties. Every step is a subtest; what is told is asked for by the facts in it.
"""

from __future__ import annotations

import os
import shutil
import stat
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cityround import YEAR, City
from toolkit.editions import load_form

JUDGE = ("--roster", "名录.csv", "--prior", "上年汇总", "--year", YEAR, "--seal", "密钥")
OFFICE, SCANNED, SWAPPED, SWAPPER, BROKEN = (f"990100-0{number}" for number in range(5))
TWICE, DOUBTFUL, STRAY, ABSENT = (f"990121-0{number}" for number in range(4))
TOWNS = ("990121-T01", "990121-T02")
COUNTY, LACKED = "990122", "990122-03"
STOCKS = [f"T2-STOCK-PRIOR@{what}" for what in ("rules", "norms")]
ASKING = ("--office", "临湖市政务公开办公室", "--contact", "何立 099-60000000", "--deadline", "2026-1-25")
BELOW = [f"{COUNTY}-{number}" for number in ("00", "01", "02", "03", "T01", "T02")]


@pytest.mark.slow
def test_two_days__of_a_citys_round(tmp_path: Path, subtests: pytest.Subtests) -> None:
    city = City(tmp_path)
    city.values[DOUBTFUL][YEAR]["fields"]["t2.norms.valid"] = 5  # which does not follow from last year's
    before(city, subtests)
    first_day(city, subtests)
    second_day(city, subtests)


def before(city: City, subtests: pytest.Subtests) -> None:
    city.write_roster("名录.csv")
    city.last_year("上年汇总")
    city.last_year("前年汇总", YEAR - 2)
    distribute = ("distribute", "名录.csv", "--year", YEAR, "-o", "发放", "--seal", "密钥", "--prior")

    with subtests.test("a roster that would sum an office twice"):
        city.write_roster("错名录.csv", lambda line: {"kind": "本级"} if line.code == DOUBTFUL else {})
        done = city.run("distribute", "错名录.csv", "--year", YEAR, "-o", "发放")
        assert (done.returncode, "已有一个本级" in done.stderr, (city.home / "发放").exists()) == (2, True, False)

    with subtests.test("last year's figures made by hand are asked for column by column"):
        (city.home / "上年.csv").write_text("单位代码,上年结转\n990100-00,3\n", encoding="utf-8-sig")
        done = city.run(*distribute, "上年.csv")
        assert (done.returncode, "agency_code" in done.stderr, "Traceback" in done.stderr) == (2, True, False)

    with subtests.test("figures of another year are not filled in"):
        done = city.run(*distribute, "前年汇总")
        assert (done.returncode, str(YEAR - 2) in done.stderr, (city.home / "发放").exists()) == (2, True, False)

    with subtests.test("a day that is not there"):
        done = city.run(*distribute, "上年汇总", "--deadline", "2026年2月30日")
        assert (done.returncode, "没有这一天" in done.stderr) == (2, True)

    with subtests.test("the workbooks go out"):
        done = city.run(*distribute, "上年汇总", "--deadline", "2026年1月20日")
        assert done.returncode == 0, done.stderr
        assert len(list((city.home / "发放").rglob("*.xlsx"))) == 17

    with subtests.test("an organ that was renamed is told with its old file, and nothing is written"):
        handed_out = city.content("发放")
        city.write_roster("新名录.csv", lambda line: {"name": "清溪县教体局"} if line.code == DOUBTFUL else {})
        done = city.run("distribute", "新名录.csv", *distribute[2:], "上年汇总", "--deadline", "2026年1月20日")
        assert (done.returncode, "清溪县教体局" in done.stderr) == (2, True)
        assert city.content("发放") == handed_out


def first_day(city: City, subtests: pytest.Subtests) -> None:
    arrive_on_the_first_day(city)
    received = city.content("收件")

    with subtests.test("results never go where the returns are"):
        for arguments in (
            ("--return-to", "收件"), ("--return-to", "收件/退回"), ("--return-to", "."),
            ("-o", city.issued(OFFICE).name), ("-o", "名录.csv"),
        ):  # fmt: skip
            target = ("-o", f"收件/{arguments[1]}") if arguments[1].startswith(OFFICE) else arguments
            done = city.run("validate", "收件", *JUDGE, *target, "--force")
            assert done.returncode == 2, (target, done.stderr)
        assert city.content("收件") == received
        assert city.run("validate", "收件", *JUDGE, "--quiet").returncode == 1

    with subtests.test("every return is judged, one of an organ counts"):
        told = city.json("validate", "收件", *JUDGE, "--return-to", "退回", *ASKING)
        assert city.content("收件") == received
        assert states(told) == {
            OFFICE: "accepted", SCANNED: "unreadable", SWAPPED: "rejected", SWAPPER: "accepted", BROKEN: "rejected",
            TWICE: "accepted", f"{TWICE} 初报": "rejected", DOUBTFUL: "needs-explanation", STRAY: "rejected",
            TOWNS[0]: "accepted", TOWNS[1]: "accepted", COUNTY: "needs-explanation",
            f"{OFFICE} 2020": "rejected",
        }  # fmt: skip
        superseded = [item["file"] for item in told["returns"] if item.get("superseded_by")]
        assert sorted(Path(file).name for file in superseded) == [f"{OFFICE} 2020.xlsx", f"{TWICE} 初报.xlsx"]
        assert told["totals"]["returns"] == 11

    with subtests.test("a county's own words settle nothing that organs it lacks may have made"):
        (county,) = [item for item in told["returns"] if item["file"].startswith(f"收件/{COUNTY} ")]
        doubts = [finding for finding in county["findings"] if finding["severity"] == "explain"]
        assert doubts
        assert all("缺 1 家" in finding["message"] for finding in doubts)

    with subtests.test("a letter says who asks, by when and whom to call, and one slip is one thing to mend"):
        (letter,) = [path.read_text(encoding="utf-8") for path in (city.home / "退回").glob(f"{BROKEN}*.txt")]
        assert all(
            said in letter for said in ("临湖市政务公开办公室", "2026年1月25日", "何立 099-60000000", "1 处须改正")
        )
        assert "T3-" not in letter

    with subtests.test("what goes back launders nothing"):
        copies = {path.name: path for path in (city.home / "退回").glob("*.xlsx")}
        assert not any(name.startswith((OFFICE, SWAPPER, TWICE)) for name in copies)
        blank = openpyxl.load_workbook(next(path for name, path in copies.items() if "扫描件" in name))
        assert "临湖市教育局" in {cell.value for row in blank["封面"] for cell in row}

    with subtests.test("a sum lacks what is not there, and says so"):
        done = city.run("collate", "收件", "没有的文件夹", *JUDGE, "-o", "汇总一")
        assert (done.returncode, (city.home / "汇总一").exists()) == (2, False)
        done = city.run("collate", "收件", *JUDGE, "-o", "汇总一")
        assert done.returncode == 1
        assert "应报 17 家，已汇总 11 家（其中待说明 2 家），退回 4 家，未报 2 家" in done.stdout
        book = openpyxl.load_workbook(city.home / "汇总一" / "summary.xlsx")
        doubtful = [row for row in book["单位明细"].iter_rows() if DOUBTFUL in {cell.value for cell in row}]
        assert [cell.value for cell in doubtful[0] if "？" in cell.number_format] == [5]
        assert any("缺 6 家" in str(cell.value) for row in book["同比"].iter_rows() for cell in row)

    with subtests.test("a result that is open somewhere stays whole"):
        before = city.content("汇总一")
        (city.home / "汇总一" / "~$summary.xlsx").write_bytes(b"\x05office")
        done = city.run("collate", "收件", *JUDGE, "-o", "汇总一", "--force")
        assert (done.returncode, "summary.xlsx" in done.stderr) == (2, True)
        (city.home / "汇总一" / "~$summary.xlsx").unlink()
        assert city.content("汇总一") == before


def arrive_on_the_first_day(city: City) -> None:
    """What the mail brings: right and wrong ones, the same twice, and what is no workbook at all."""
    for code in (OFFICE, SWAPPER):
        city.send(code, 8)
    city.send(BROKEN, 8, fields={"t3.carried_out.natural": 99})
    city.send_picture("临湖市教育局/扫描件.pdf", 8)
    city.fill(city.issued(SWAPPER), SWAPPED, city.inbox / city.issued(SWAPPED).name, 8)
    city.send(TWICE, 6, f"{TWICE} 初报.xlsx", fields={"t3.carried_out.natural": 99})
    later = city.send(TWICE, 9)
    os.utime(later, (1_700_000_000, 1_700_000_000))
    city.send(DOUBTFUL, 8)
    shutil.copy(city.home / f"{YEAR - 1} 收件" / f"{STRAY}.xlsx", city.inbox)
    with zipfile.ZipFile(city.inbox / "乡镇.zip", "w") as archive:
        for code in TOWNS:
            path = city.send(code, 8)
            archive.write(path, path.name)
            path.unlink()
    city.hand_up(COUNTY, "石桥县", [code for code in BELOW if code != LACKED], 9, STOCKS)
    city.send_old(OFFICE, 2020, f"{OFFICE} 2020.xlsx")


def second_day(city: City, subtests: pytest.Subtests) -> None:
    copies = {path.name: path for path in (city.home / "退回").glob("*-退回.xlsx")}

    with subtests.test("a file of the office's own stays where it is"):
        (city.home / "退回" / "我的记录.docx").write_bytes(b"PK")
        before = city.content("退回")
        done = city.run("validate", "收件", *JUDGE, "--return-to", "退回", "--force")
        assert (done.returncode, "我的记录.docx" in done.stderr) == (2, True)
        assert city.content("退回") == before

    arrive_on_the_second_day(city, copies)
    received = city.content("收件")

    with subtests.test("what came again is clean, and what it replaces is no longer asked about"):
        told = city.json("validate", "收件", *JUDGE, "--return-to", "退回二")
        assert city.content("收件") == received
        counted = [item for item in told["returns"] if not item.get("superseded_by")]
        wrong = {Path(item["file"]).name: item["findings"] for item in counted if item["status"] != "accepted"}
        assert list(wrong) == ["临湖市人民政府办公室 更正.pdf"], wrong
        assert len(counted) == 1 + 11 + 1  # the city's and 清溪县's organs, 石桥县's summary, and the picture

    with subtests.test("the right sum, of the same organs as last year, and who must still be asked"):
        done = city.run("collate", "收件", *JUDGE, "-o", "汇总二")
        assert done.returncode == 1
        assert "应报 17 家，已汇总 17 家，退回 0 家，未报 0 家" in done.stdout
        assert "更新的报送件读不出：临湖市人民政府办公室" in done.stderr
        facts = city.facts("汇总二")
        for item in load_form(YEAR).fields:
            if not item.computed:
                assert Decimal(facts["990100", item.code]) == city.total(item.code), item.code

    with subtests.test("lists of people are their owner's alone, and a page to pass on has none"):
        assert all(private(city.home / "汇总二" / name) for name in ("催报清单.xlsx", "status.csv"))
        assert private(city.home / "密钥")
        assert city.run("collate", "收件", *JUDGE, "-o", "汇总三", "--no-contacts").returncode == 1
        page = (city.home / "汇总三" / "report.html").read_text(encoding="utf-8")
        assert not [line.phone for line in city.lines if line.phone in page or line.contact in page]


def arrive_on_the_second_day(city: City, copies: dict[str, Path]) -> None:
    """What was sent back is mended, what was missing comes, and one organ sends a picture after all was well."""

    def back(word: str) -> Path:
        return next(path for name, path in copies.items() if word in name)

    city.mend(back("扫描件"), SCANNED, 12)
    city.mend(city.issued(SWAPPED), SWAPPED, 12)
    city.mend(back(BROKEN), BROKEN, 12)
    city.mend(back(DOUBTFUL), DOUBTFUL, 12, explanations={"T2-STOCK-PRIOR@norms": "机构改革划入两件。"})
    for code in (STRAY, ABSENT):
        city.mend(city.issued(code), code, 13)
    city.hand_up(COUNTY, "石桥县更正", BELOW, 13)
    city.send_picture("临湖市人民政府办公室 更正.pdf", 14)


def states(told: dict[str, Any]) -> dict[str, str]:
    """How each return was judged, by the code in its name; what is no workbook of this round has more in its name."""
    return {_key(Path(item["file"]).stem): item["status"] for item in told["returns"]}


def _key(name: str) -> str:
    if name == "扫描件":
        return SCANNED
    return name if name.endswith((" 初报", " 2020")) else name.split("_")[0].split(" ")[0]


def private(path: Path) -> bool:
    return stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
