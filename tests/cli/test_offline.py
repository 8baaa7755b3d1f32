"""Without any network: the whole round runs, and no page asks a browser for anything beyond itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow
PROVINCE = ROOT / "samples" / "province"
CUT_OFF = (["unshare", "-n"], ["unshare", "-r", "-n"])  # as root, else as a root of one's own
# Attributes whose address is fetched or followed; a name space is only a name.
_ADDRESSES = {"src", "srcset", "href", "xlink:href", "data", "action", "formaction", "poster", "background", "cite"}


def _cut_off() -> list[str]:
    """What to put before a command so that it has no network interface but a loopback that is down."""
    for command in CUT_OFF:
        try:
            if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
                return command
        except OSError as error:
            pytest.skip(f"no network can be taken away here: {error}")
    return pytest.skip("may not take the network away here")


def _run(*arguments: object, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*_cut_off(), sys.executable, "-m", "toolkit", *map(str, arguments)],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


class _Page(HTMLParser):
    """Every address in a page, and whatever else could fetch something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)
        self.addresses += re.findall(r"(?:url\(|@import\s)\s*['\"]?([^'\")\s;]*)", text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in _ADDRESSES]


def _asks_for_nothing(path: Path) -> None:
    page = _Page(path.read_text(encoding="utf-8"))
    assert [address for address in page.addresses if not address.startswith(("#", "data:"))] == []
    assert not page.tags & {"script", "iframe", "object", "embed", "base"}


def test_round__runs_without_a_network_and_its_pages_ask_for_none(tmp_path: Path) -> None:
    done = _run("demo", "-o", "演 示", home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "应报 51 家，已汇总 44 家（其中待说明 2 家），退回 5 家，未报 2 家" in done.stdout
    _asks_for_nothing(tmp_path / "演 示" / "汇总" / "report.html")
    given = ["演 示/收到", "--roster", PROVINCE / "roster.csv", "--prior", PROVINCE / "last-year", "--quiet"]
    done = _run("validate", *given, "-o", "结果.html", "--return-to", "退回", home=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    _asks_for_nothing(tmp_path / "结果.html")
    assert (tmp_path / "退回" / "退回通知汇总.xlsx").is_file()
    for more in (
        ["trace", "演 示/汇总", "t3.received.total"],
        ["compare", PROVINCE / "last-year", "演 示/汇总", "--format", "xlsx", "-o", "比 较.xlsx"],
        ["template", "2024", "-o", "空 白.xlsx"],
        ["fill", "空 白.xlsx", ROOT / "samples" / "values" / "suqian-2024.json", "-o", "填 好.xlsx"],
    ):
        done = _run(*more, home=tmp_path)
        assert done.returncode == 0, done.stderr


def test_page__an_outside_address_would_be_seen(tmp_path: Path) -> None:
    for piece in (
        '<img src="http://a.example/x.png">',
        '<link rel="stylesheet" href="x.css">',
        '<a href="https://a.example">x</a>',
        "<style>p { background: url(//a.example/x.png) }</style>",
        "<style>@import 'x.css';</style>",
        "<script>1</script>",
    ):
        (tmp_path / "x.html").write_text(f"<p>{piece}</p>", encoding="utf-8")
        with pytest.raises(AssertionError):
            _asks_for_nothing(tmp_path / "x.html")
