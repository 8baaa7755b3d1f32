"""What a person finds at the top of a bundle: the files to double-click and the page that explains them."""

from __future__ import annotations

from pathlib import Path

from .platforms import Platform

DESK, COMMAND, PAGE = "打开年报", "nianbao", "使用说明.txt"
_FILES = Path(__file__).resolve().parent / "files"
_UNPACK = "请先把压缩包整个解压到一个文件夹，再双击里面的“打开年报.bat”。"


def write_start_files(platform: Platform, version: str, bundle: Path) -> None:
    """Writes them into ``bundle``, each as its reader wants it."""
    page = _text("windows.txt" if platform.windows else "linux.txt").format(version=version, spoken=platform.spoken)
    write_page(bundle / PAGE, page)
    if platform.windows:
        # cmd.exe reads by whatever code page the machine has: nothing but ASCII, and Chinese by its code points.
        codes = ",".join(str(ord(letter)) for letter in _UNPACK)
        for name, source in ((DESK, "desk.bat"), (COMMAND, "command.bat")):
            text = _text(source).replace("{codes}", codes).replace("\n", "\r\n")
            (bundle / f"{name}.bat").write_bytes(text.encode("ascii"))
        return
    for name, source in ((f"{DESK}.sh", "desk.sh"), (f"{DESK}.desktop", "desk.desktop"), (COMMAND, "command.sh")):
        (bundle / name).write_bytes(_text(source).encode())
        (bundle / name).chmod(0o755)  # file managers start only what may be run


def write_page(path: Path, text: str) -> None:
    """A text as every editor on every machine shows it: UTF-8 with a mark, lines as Windows ends them."""
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))


def _text(name: str) -> str:
    return (_FILES / name).read_text(encoding="utf-8")
