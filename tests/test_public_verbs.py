"""All that the command does, a script can do through ``import toolkit`` alone, with the same result."""

from __future__ import annotations

import ast
import csv
import hashlib
import io
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from keyword import iskeyword
from pathlib import Path

import pytest

import toolkit
from tests.cli.conftest import Run, nianbao  # noqa: F401  (a fixture)
from tests.conftest import ROOT
from tests.published.importing.pages import figures, html_page, html_table, rows_of
from toolkit.cli.app import ROUND, VERBS

PROVINCE = ROOT / "samples" / "province"
RETURNED = (
    "990121-02_清溪县公安局_2024.xlsx",
    "990121-03_清溪县财政局_2024.xlsx",
    "990221-04_柳林县自然资源局_2024.xlsx",
)
NOW = datetime(2025, 1, 10, 8, tzinfo=UTC)
KEY = "ab" * 32
LETTERS = ("某市政府办公室", "张三 0571-88001234", "2025年2月10日")

ROOMS = (
    "checking",
    "collating",
    "demonstration",
    "editions",
    "jobs",
    "published",
    "reading",
    "reporting",
    "roster",
    "writing",
)

Script = Callable[[Path], str]  # takes the folder to write into, gives what is shown


def forms(out: Path) -> str:
    return "".join(
        f"{one['edition']}  {one['years']}  {one['document']}《{one['document_name']}》\n"
        for one in toolkit.list_forms()
    )


def fields(out: Path) -> str:
    rows = toolkit.list_fields(2024)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "row": "/".join(row["row"]), "column": "/".join(row["column"])} for row in rows)
    return text.getvalue()


def rules(out: Path) -> str:
    return json.dumps(toolkit.list_rules(2024), ensure_ascii=False, indent=1) + "\n"


def template(out: Path) -> str:
    toolkit.write_template(toolkit.load_form(2024), out / "a.xlsx", deadline="2025年1月31日", contact=LETTERS[1])
    return ""


def roster(out: Path) -> str:
    toolkit.write_roster(out / "名录.xlsx", toolkit.read_lines("roster.csv"))
    assert not toolkit.read_draft(out / "名录.xlsx").faults
    return ""


def distribute(out: Path) -> str:
    prior = toolkit.load_prior("last-year", year=2023)
    lines, key = toolkit.read_roster("roster.csv"), toolkit.ensure_seal_key("key")
    toolkit.distribute(lines, 2024, out / "发放", prior=prior, seal_key=key)
    return ""


def fill(out: Path) -> str:
    toolkit.fill_workbook("blank.xlsx", toolkit.read_values("values.json"), out / "a.xlsx", now=NOW)
    return ""


def validate(out: Path) -> str:
    given = toolkit.Given("roster.csv", "last-year", 2024, toolkit.read_seal_key("key"))
    done = toolkit.run_validation(["inbox"], given, toolkit.Means(workers=1))
    for ending in ("json", "xlsx", "html"):
        toolkit.write_report(done.report, out / f"问题.{ending}", ending)
    toolkit.send_back(done, out / "退回", toolkit.Sender(*LETTERS))
    bare = toolkit.without_contacts(done.report, done.office.roster)
    toolkit.write_report(bare, out / "无联系人.json", "json")
    toolkit.send_back(done, out / "无联系人", contacts=False)
    return str(toolkit.render(done.report, "text", width=100))


def collate(out: Path) -> str:
    key = toolkit.read_seal_key("key")
    summary = toolkit.collate(["inbox"], "roster.csv", out / "汇总", prior="last-year", year=2024, seal_key=key)
    return f"{summary.roots[0].line.name}  2024 年度  {summary.completeness}\n"


def trace(out: Path) -> str:
    found = toolkit.trace_field("last-year", "t3.received.total")
    unit = found.field.unit
    lines = [f"{found.name}（{found.code}） {found.field.code} {found.field.label}"]
    for one in found.contributions:
        place = f"{one.file} {one.sheet}!{one.cell}"
        lines.append(f"{unit.text(one.value):>14} {unit.label}  {one.name}（{one.code}）  {place}")
    lines.append(f"{unit.text(found.total):>14} {unit.label}  合计 {len(found.contributions)} 家")
    assert toolkit.trace_file("last-year", found.contributions[0].file).code == found.contributions[0].code
    return "\n".join(lines) + "\n"


def compare(out: Path) -> str:
    found = toolkit.compare_summaries("last-year", "later")
    for ending in ("text", "json", "xlsx"):
        toolkit.write_comparison(found, out / f"比较.{ending}", ending)
    return toolkit.render_comparison(found, "text", capped=True)


def publish(out: Path) -> str:
    good = "inbox/990121-03_清溪县财政局_2024.xlsx"
    given = toolkit.Given("roster.csv", "last-year", 2024)
    draft = toolkit.Publishing(draft=True, date="2025-01-20")
    toolkit.publish([good], out / "报告.docx", given, choices=draft)
    toolkit.publish(["last-year"], out / "各级", choices=toolkit.Publishing(every=True, draft=True), format="html")
    return ""


def import_(out: Path) -> str:
    given, means = toolkit.Given("roster.csv"), toolkit.Means()
    done = toolkit.import_reports(["报告.html"], out / "报告.xlsx", given, means, now=NOW)
    toolkit.import_reports(["报告.html"], out / "数", given, means, values=True)
    return str(toolkit.render(done.report, "json"))


def demo(out: Path) -> str:
    made = toolkit.make_demonstration(out / "演示")
    toolkit.validate([made.returned], roster=made.roster, prior=made.prior, year=made.year)
    toolkit.collate([made.returned], made.roster, made.summary, prior=made.prior, year=made.year)
    return ""


ASKED = [
    "inbox",
    "--roster",
    "roster.csv",
    "--prior",
    "last-year",
    "--year",
    "2024",
    "--seal",
    "key",
    "--no-cache",
    "--quiet",
]
OFFICE = ["--office", LETTERS[0], "--contact", LETTERS[1], "--deadline", "2025-02-10"]
# Each verb with the calls that do what the script of its name does; {out} is the folder to write into.
CASES: dict[str, tuple[Script, tuple[list[str], ...]]] = {
    "forms": (forms, (["forms"],)),
    "fields": (fields, (["fields", "2024", "--format", "csv"],)),
    "rules": (rules, (["rules", "2024", "--format", "json"],)),
    "template": (
        template,
        (["template", "2024", "-o", "{out}/a.xlsx", "--deadline", "2025-01-31", "--contact", LETTERS[1]],),
    ),
    "roster": (roster, (["roster", "-o", "{out}/名录.xlsx", "--from", "roster.csv"],)),
    "distribute": (
        distribute,
        (["distribute", "roster.csv", "--year", "2024", "-o", "{out}/发放", "--prior", "last-year", "--seal", "key"],),
    ),
    "fill": (fill, (["fill", "blank.xlsx", "values.json", "-o", "{out}/a.xlsx"],)),
    "validate": (
        validate,
        (
            ["validate", *ASKED],
            ["validate", *ASKED, "-o", "{out}/问题.json", "--return-to", "{out}/退回", *OFFICE],
            ["validate", *ASKED, "-o", "{out}/问题.xlsx"],
            ["validate", *ASKED, "-o", "{out}/问题.html"],
            ["validate", *ASKED, "-o", "{out}/无联系人.json", "--return-to", "{out}/无联系人", "--no-contacts"],
        ),
    ),
    "collate": (collate, (["collate", *ASKED, "-o", "{out}/汇总"],)),
    "trace": (trace, (["trace", "last-year", "t3.received.total"],)),
    "compare": (
        compare,
        (
            ["compare", "last-year", "later"],
            ["compare", "last-year", "later", "-o", "{out}/比较.text"],
            ["compare", "last-year", "later", "--format", "json", "-o", "{out}/比较.json"],
            ["compare", "last-year", "later", "--format", "xlsx", "-o", "{out}/比较.xlsx"],
        ),
    ),
    "publish": (
        publish,
        (
            [
                "publish",
                "inbox/990121-03_清溪县财政局_2024.xlsx",
                "-o",
                "{out}/报告.docx",
                "--draft",
                "--date",
                "2025-01-20",
                "--roster",
                "roster.csv",
                "--prior",
                "last-year",
                "--year",
                "2024",
                "--no-cache",
            ],
            ["publish", "last-year", "--all", "--draft", "-o", "{out}/各级", "--format", "html", "--no-cache"],
        ),
    ),
    "import": (
        import_,
        (
            ["import", "报告.html", "-o", "{out}/报告.xlsx", "--roster", "roster.csv", "--format", "json"],
            ["import", "报告.html", "-o", "{out}/数", "--roster", "roster.csv", "--values"],
        ),
    ),
    "demo": (demo, (["demo", "-o", "{out}/演示"],)),
}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """An office's folder: an inbox of three, the roster, last year, a key, a blank, values."""
    (tmp_path / "inbox").mkdir()
    for name in RETURNED:
        shutil.copy(PROVINCE / "inbox" / name, tmp_path / "inbox")
    for name in ("last-year", "later"):
        shutil.copytree(PROVINCE / "last-year", tmp_path / name)
    shutil.copy(PROVINCE / "roster.csv", tmp_path)
    (tmp_path / "key").write_text(KEY)
    shutil.copy(ROOT / "samples" / "values" / "suqian-2024.json", tmp_path / "values.json")
    form = toolkit.load_form(2024)
    toolkit.write_template(form, tmp_path / "blank.xlsx")
    tables = {one.id: html_table(rows_of(form, one.id, figures(form))) for one in form.tables}
    (tmp_path / "报告.html").write_text(html_page(form, tables), encoding="utf-8")
    return tmp_path


def held(folder: Path) -> dict[str, str]:
    """The files in ``folder`` with a digest of each."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_every_verb__has_a_script() -> None:
    assert {*CASES, ROUND, "desk"} == {*VERBS}  # what these do is tried in rooms of their own


# What a verb alone has to do with: whether a new key would make worthless what stands there.
OWN = {("distribute", "writing.struck.earlier_round")}


@pytest.mark.parametrize("verb", CASES)
def test_verb__calls_the_rooms_through_the_public_door_alone(verb: str) -> None:
    name = f"{verb}_" if iskeyword(verb) else verb
    module = ast.parse((ROOT / "toolkit" / "cli" / f"{name}.py").read_text(encoding="utf-8"))
    (function,) = [one for one in module.body if isinstance(one, ast.FunctionDef) and one.name == name]
    imported = [one for one in ast.walk(function) if isinstance(one, ast.ImportFrom) and one.level == 2]
    rooms = {one.module for one in imported if one.module and one.module.partition(".")[0] in ROOMS}
    assert {(verb, room) for room in rooms} <= OWN
    assert {one.name for each in imported if not each.module for one in each.names} <= {*toolkit.__all__}


@pytest.mark.parametrize("verb", [*sorted({*CASES} - {"demo"}), pytest.param("demo", marks=pytest.mark.slow)])
def test_verb__is_done_by_a_script_with_the_same_result(
    verb: str,
    desk: Path,
    nianbao: Run,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    monkeypatch.chdir(desk)
    script, calls = CASES[verb]
    out = Path("out")  # of one name both times: results name where they lie
    out.mkdir()
    shown = script(out)
    by_script = held(out)
    shutil.rmtree(out)
    out.mkdir()
    done = [nianbao(*(word.replace("{out}", str(out)) for word in call), cwd=desk) for call in calls]
    assert all(one.returncode in (0, 1) for one in done), [one.stderr for one in done]
    told = done[0].stdout
    assert told.startswith(shown) if verb in ("collate", "demo") else told == shown
    assert held(out) == by_script
