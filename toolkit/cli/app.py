"""Puts the verbs together, and turns the way a run ended into an exit status.

0 nothing wrong; 1 done, with findings of severity error (or an incomplete summary); 2 could not be carried
out; 3 a fault of the program; 130 interrupted.
"""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import NoReturn

import typer

from .. import __version__

VERBS = ("forms", "fields", "rules")  # the order of the help; each is a module here with a function of its name

# Typer's own wording, which has no translation hook; everything a person reads is Chinese.
app = typer.Typer(
    name="nianbao",
    help="政府信息公开工作年度报告：发放模板、校验报送件、汇总成表。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _options(
    version: bool = typer.Option(False, "--version", help="显示版本后退出。", is_eager=True),
) -> None:
    if version:
        typer.echo(f"nianbao {__version__}")
        raise typer.Exit


def build() -> typer.Typer:
    """The app with all verbs, in the order of ``VERBS``."""
    for verb in VERBS:
        if not any(command.name == verb for command in app.registered_commands):
            module = importlib.import_module(f".{verb}", __package__)
            app.command(verb)(getattr(module, verb))
    return app


def main() -> NoReturn:
    """Runs the command and leaves with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        build()(standalone_mode=True)
    except KeyboardInterrupt:
        leave(130, "已中断，已写成的文件保持完整。")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if type(error).__name__ in ("DefinitionError", "RosterError", "OutputError", "UsageProblem"):
            leave(2, str(error))
        leave(3, f"程序出错（{type(error).__name__}），详情已写入 {_write_traceback()}，请附上该文件反映问题。")
    sys.exit(0)


def leave(status: int, message: str) -> NoReturn:
    """Ends the run with ``message`` on stderr."""
    print(message, file=sys.stderr)  # noqa: T201
    sys.exit(status)


class UsageProblem(Exception):  # noqa: N818
    """The command could not be carried out as it was given. The text says what to change, in Chinese."""


def _write_traceback() -> Path:
    descriptor, name = tempfile.mkstemp(prefix="nianbao-", suffix=".log", text=True)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"nianbao {__version__}\nPython {sys.version}\n{' '.join(sys.argv)}\n\n")
        traceback.print_exc(file=file)
    return Path(name)
