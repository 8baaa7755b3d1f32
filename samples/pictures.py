"""Makes the pictures under ``samples/pictures/`` anew: ``python -m samples.pictures``.

Needs LibreOffice (soffice), poppler (pdftotext, pdftoppm) and Chromium. A workbook is printed to PDF, and of each of
its sheets the first page is kept as PNG; a page is kept as a browser shows it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from contextlib import chdir
from pathlib import Path

from samples.desk_pictures import picture_desk
from toolkit.editions import load_forms
from toolkit.form import Form
from toolkit.form.layout import load_layout
from toolkit.jobs import collate
from toolkit.writing import write_template

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
PROGRAMS = ("soffice", "pdftotext", "pdftoppm", "chromium")
OWN_SHEETS = ("汇总表", "单位明细", "报送情况", "差异", "问题", "指标", "同比", "图表", "来源")
_DOTS = "70"  # per inch: readable in a README, and small


def picture_templates(scratch: Path) -> None:
    """Each sheet of each edition's blank workbook."""
    for form in load_forms():
        book = scratch / f"template-{form.edition}.xlsx"
        write_template(form, book, year=form.last_year or form.first_year + 4)
        pages = print_pages(book)
        for name, heading in headings(form).items():
            picture(pages, heading, PICTURES / f"template-{form.edition}-{name}.png")


def headings(form: Form) -> dict[str, str]:
    """What stands at the top of each printed sheet of the official workbook."""
    layout = load_layout(form)
    tables = {table.table: table.title.text for table in layout.tables}
    return {
        "guidance": layout.guidance_sheet,
        "cover": form.title,
        **tables,
        "narrative": form.narrative[0].title,
        "checks": layout.checks_sheet,
    }


def picture_summary(scratch: Path) -> None:
    """The summary of the invented province, as a workbook and as a page."""
    province = HERE / "province"
    shutil.copytree(province / "inbox", scratch / "inbox")
    with chdir(scratch):
        collate(["inbox"], province / "roster.csv", "summary", prior=province / "last-year")
    pages = print_pages(scratch / "summary" / "summary.xlsx")
    form = load_forms()[-1]
    for table in load_layout(form).tables:
        picture(pages, table.title.text, PICTURES / f"summary-{table.table}.png")
    for number, name in enumerate(OWN_SHEETS, start=1):
        picture(pages, name, PICTURES / f"summary-{number}.png")
    for width, height in ((1280, 1800), (500, 1800)):
        shoot(scratch / "summary" / "report.html", PICTURES / f"report-{width}.png", width, height)


def print_pages(book: Path) -> Path:
    """The workbook as PDF, beside it."""
    profile = f"-env:UserInstallation={(book.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(book.parent), str(book)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return book.with_suffix(".pdf")


def picture(pdf: Path, heading: str, target: Path) -> None:
    """The first page whose top two lines say ``heading``; LookupError where none does."""
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, encoding="utf-8").stdout
    for number, page in enumerate(text.split("\f"), start=1):
        top = [line for line in page.splitlines() if line.strip()][:2]
        if any(heading in line for line in top):
            command = ["pdftoppm", "-r", _DOTS, "-png", "-singlefile", "-f", str(number), "-l", str(number)]
            subprocess.run([*command, str(pdf), str(target.with_suffix(""))], check=True)
            return
    raise LookupError(f"{pdf.name} has no page headed {heading}")


def shoot(page: Path, target: Path, width: int, height: int) -> None:
    """The page as headless Chromium shows it in a window of this size."""
    flags = [
        "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    ]  # fmt: skip
    flags.append(f"--user-data-dir={page.parent / 'browser'}")
    command = ["chromium", *flags, f"--window-size={width},{height}", f"--screenshot={target}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def main() -> None:
    if missing := [name for name in PROGRAMS if shutil.which(name) is None]:
        sys.exit(f"not installed: {', '.join(missing)}")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        picture_templates(Path(scratch))
        picture_summary(Path(scratch))
        picture_desk(Path(scratch), HERE / "province", PICTURES)


if __name__ == "__main__":
    main()
