"""``python -m toolkit.bundling PLATFORM``: what ``make bundle`` runs."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from ..cli.chinese import ChineseCommand, usage_words
from ..output import OutputError
from . import BundlingError
from .bundle import build_bundle, pack
from .platforms import PLATFORMS

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command(cls=ChineseCommand)
def bundle(
    platform: str = typer.Argument("", help=f"给哪种机器：{'、'.join(PLATFORMS)}。", metavar="PLATFORM"),
    runtime: str = typer.Option("", help="装进去的 CPython：解开的、可以移动的，一个文件夹。", metavar="FOLDER"),
    output: Path = typer.Option(Path("dist"), "-o", "--output", help="写到哪个文件夹。", metavar="FOLDER"),
    force: bool = typer.Option(False, "--force", help="换掉以前打好的。"),
) -> None:
    """打一个离线包：解压就能用，机器上不用有 Python，不用联网。"""
    if platform not in PLATFORMS:
        raise BundlingError(f"PLATFORM 要写是给哪种机器的，现在是“{platform}”；可用的有：{'、'.join(PLATFORMS)}")
    built = build_bundle(PLATFORMS[platform], Path(runtime).absolute() if runtime else None, output, force=force)
    archive = pack(built, force=force)
    typer.echo(f"已打好 {built.folder}（CPython {built.minor}）和 {archive}（{archive.stat().st_size / 1e6:.0f} MB）")
    if not built.compiled:
        typer.echo(f"没有预先编译：用 Python {built.minor} 来打包，打出来的包第一次打开更快", err=True)


def main() -> None:
    try:
        app(prog_name="make bundle", standalone_mode=False)
    except (BundlingError, OutputError) as error:
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(2)
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        print(usage_words(error), file=sys.stderr)  # noqa: T201
        sys.exit(2)


if __name__ == "__main__":
    main()
