"""Puts the verbs together, and turns the way a run ended into an exit status.

0 nothing wrong; 1 done, with findings of severity error (or an incomplete summary); 2 could not be carried
out; 3 a fault of the program; 128 and the signal's number where interrupted: 130 by Ctrl-C.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from contextlib import suppress
from keyword import iskeyword
from pathlib import Path
from typing import NoReturn

import typer

from .. import __version__
from ..failures import failed
from ..output import reason
from .chinese import ChineseCommand, ChineseGroup, usage_words
from .interrupts import SAID, Interrupted, listener

VERBS = (
    "forms",
    "fields",
    "rules",
    "template",
    "roster",
    "distribute",
    "fill",
    "validate",
    "collate",
    "trace",
    "compare",
    "publish",
    "import",
    "round",
    "desk",
    "demo",
)  # the order of the help; each is a module here with a function of its name

ROUND = "round"  # a group: its verbs are its own

app = typer.Typer(
    name="nianbao",
    cls=ChineseGroup,
    help="政府信息公开工作年度报告：发放模板、校验报送件、汇总成表。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class UsageProblem(Exception):  # noqa: N818
    """The command could not be carried out as it was given. The text says what to change, in Chinese."""


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"nianbao {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(False, "--version", help="显示版本后退出。", is_eager=True, callback=_show_version),
) -> None:
    """Options of the command itself; each acts by its own callback."""


def build() -> typer.Typer:
    """The app with all verbs."""
    for verb in VERBS:
        if verb == ROUND:
            if not app.registered_groups:
                from .rounds import group

                app.add_typer(group(), name=ROUND, cls=ChineseGroup)
        elif not any(command.name == verb for command in app.registered_commands):
            name = f"{verb}_" if iskeyword(verb) else verb
            module = importlib.import_module(f".{name}", __package__)
            app.command(verb, cls=ChineseCommand)(getattr(module, name))
    return app


def main() -> NoReturn:
    """Runs the command and leaves with its exit status."""
    # Nearly all that a short run makes are the libraries it loads, which stay: looking for garbage among them as often
    # as usual takes a fifth of the time.
    gc.set_threshold(100_000, 50, 100)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    listener.unwinds = True
    try:
        status = build()(prog_name="nianbao", standalone_mode=False)
        _flush()
        gc.freeze()  # nor look through it all once more at the end
    except Interrupted as interrupted:
        _leave(interrupted.status, SAID)
    except (KeyboardInterrupt, typer.Abort):
        _leave(130, SAID)
    except BrokenPipeError:
        _leave_unheard()
    except Exception as error:
        if listener.status:  # a library made another error of the interruption
            _leave(listener.status, SAID)
        _leave(*_explain(error))
    sys.exit(status if isinstance(status, int) else 0)


def _flush() -> None:
    if sys.stdout is not None:  # as where it is closed
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise UsageProblem(reason(Path("标准输出"), error)) from error


def _leave_unheard() -> NoReturn:
    """The reader of our output went away (as ``| head`` does): nothing is wrong, and nothing more can be said."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(0)


def _explain(error: Exception) -> tuple[int, str]:
    """The exit status and the line that tell a person of ``error``."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return 2, str(getattr(error, "message", error))
    if hasattr(error, "format_message"):
        return 2, usage_words(error)
    return failed(error)


def _leave(status: int, message: str) -> NoReturn:
    with suppress(OSError):  # nobody may be listening there either
        print(message, file=sys.stderr, flush=True)  # noqa: T201
    with suppress(OSError):
        _drop_output()
    sys.exit(status)


def _drop_output() -> None:
    """What could not be printed would be tried, and told of, once more at the very end."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
