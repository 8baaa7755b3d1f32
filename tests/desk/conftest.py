"""What tests of the desk share: the desk as a process, real Chromium on it, a county whose figures are known."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.round.conftest import province as province
from tests.round.conftest import taken_round as taken_round

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# What opens the desk: NIANBAO_DESK names the start file of a bundle, to play on that one.
OPENS = [named] if (named := os.environ.get("NIANBAO_DESK")) else [sys.executable, "-m", "toolkit", "desk"]
_PATIENCE = 60.0  # seconds for the desk to open


@dataclass
class DeskProcess:
    """``nianbao desk`` as a person starts it, who lives in ``home``."""

    home: Path
    folder: Path | None = None
    process: subprocess.Popen[str] | None = None
    address: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    def start(self) -> DeskProcess:
        command = [*OPENS, *([str(self.folder)] if self.folder else []), "--no-browser"]
        home = {name: str(self.home) for name in ("HOME", "USERPROFILE", "LOCALAPPDATA")}
        ours = {"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(self.home / "state"), **home, **self.environment}
        self.process = subprocess.Popen(
            command,
            env={**os.environ, **ours},
            cwd=self.home,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], _PATIENCE)
        assert ready, "the desk told no address"
        self.address = self.process.stdout.readline().strip()
        return self

    @property
    def root(self) -> str:
        """The address without the token."""
        return self.address.partition("?")[0]

    def kill(self) -> None:
        """As a power cut does."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
        if self.process is not None and self.process.stdout is not None:
            self.process.stdout.close()


def enter(page: Page, desk: DeskProcess) -> None:
    """Opens the address that the desk told, as a browser does: the page goes on to where no token is seen."""
    page.goto(desk.address)
    page.wait_for_url(lambda url: "token" not in url)
    page.wait_for_load_state()


@pytest.fixture
def start_desk(tmp_path: Path) -> Iterator[Callable[..., DeskProcess]]:
    """Starts a desk, of the person in ``tmp_path/home``; all that were started end with the test."""
    started: list[DeskProcess] = []

    def start(folder: Path | None = None, **environment: str) -> DeskProcess:
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        started.append(DeskProcess(home, folder, environment=environment).start())
        return started[-1]

    yield start
    for one in started:
        one.end()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Real Chromium, of one module: while it is open, an event loop runs in this thread."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as run:
        browser = run.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page on which no script fails and no policy is broken."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True, locale="zh-CN")
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(said.text) if "Content Security" in said.text else None)
    yield page
    context.close()
    assert troubles == []
