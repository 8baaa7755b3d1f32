"""The page in a real browser, narrow and wide."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.reporting.made import filled, finding, report
from toolkit.reporting import render

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")]

# The page forbids scripts, so the probe takes its policy away first; what the policy itself allows is tested apart.
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
FRAME = """<!doctype html><meta charset="utf-8"><body style="margin:0"><iframe id="f" style="border:0" width="%d"
height="900" srcdoc="%s"></iframe><pre id="out"></pre><script>
document.getElementById('f').onload = function () {
  const d = this.contentDocument, w = this.contentWindow, root = d.documentElement;
  const boxes = [...d.querySelectorAll('.scroll')];
  const stops = [...d.querySelectorAll('a[href], summary, [tabindex="0"]')];
  const reached = stops.filter(e => { e.focus(); return d.activeElement === e; });
  const right = e => e.getBoundingClientRect().right;
  document.getElementById('out').textContent = JSON.stringify({
    page: root.scrollWidth, room: root.clientWidth,
    boxes: boxes.length, focusable: boxes.filter(b => b.tabIndex === 0).length,
    named: boxes.filter(b => b.getAttribute('aria-label')).length,
    wide: boxes.filter(b => b.scrollWidth > b.clientWidth).length,
    links: d.querySelectorAll('a[href]').length, reached: reached.length,
    loaded: w.performance.getEntriesByType('resource').length,
    language: root.lang, font: parseFloat(w.getComputedStyle(d.body).fontSize),
    line: parseFloat(w.getComputedStyle(d.body).lineHeight),
    overlapping: [...d.querySelectorAll('td .mark')].filter(m => right(m) > right(m.closest('td')) + 1).length,
  });
};
</script>"""


def probe(tmp_path: Path, width: int) -> dict[str, Any]:
    """What the browser says of the page in a window of ``width`` pixels."""
    item = filled(
        "很长的文件夹名/" * 8 + "县教育局.xlsx",
        2024,
        finding(cell="D30", related=("D6", "D7")),
        finding("FILLED", "A6"),
    )
    page = POLICY.sub("", str(render(report(item, filled("好.xlsx", 2024)), "html")))
    (tmp_path / "probe.html").write_text(FRAME % (width, html.escape(page)), encoding="utf-8")
    dumped = subprocess.run(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         f"--user-data-dir={tmp_path}/profile", "--window-size=1400,1000", "--virtual-time-budget=4000",
         "--dump-dom", f"file://{tmp_path}/probe.html"],
        capture_output=True, encoding="utf-8", timeout=120, check=True,
    ).stdout  # fmt: skip
    found = re.search(r'<pre id="out">(\{.*?\})</pre>', dumped, re.DOTALL)
    assert found is not None
    told: dict[str, Any] = json.loads(html.unescape(found[1]))
    return told


@pytest.mark.parametrize("width", [360, 1280])
def test_page__in_a_browser(tmp_path: Path, width: int) -> None:
    told = probe(tmp_path, width)
    assert told["page"] <= told["room"], "the page itself never scrolls sideways"
    assert told["boxes"] == told["focusable"] == told["named"] >= 4
    assert told["reached"] >= told["links"] + told["boxes"], "all links and boxes can be reached by keyboard"
    assert told["loaded"] == 0, "no request leaves the page"
    assert told["overlapping"] == 0
    assert told["language"] == "zh-Hans"
    assert told["line"] >= 1.5 * told["font"] >= 24
    assert (told["wide"] > 0) is (width == 360)
