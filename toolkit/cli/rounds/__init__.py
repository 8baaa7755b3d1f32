"""``nianbao round …``: a round of weeks, one file a verb."""

from __future__ import annotations

import importlib
import os

import typer

from ..chinese import ChineseCommand, ChineseGroup

VERBS = (
    "open",
    "take",
    "status",
    "letters",
    "correct",
    "extend",
    "accept",
    "choose",
    "rename",
    "merge",
    "split",
    "undo",
    "history",
    "summary",
    "close",
    "compare",
    "export",
    "backup",
    "forget",
)  # in the order of the help


def group() -> typer.Typer:
    """The verbs of a round."""
    rounds = typer.Typer(
        cls=ChineseGroup,
        help="一轮工作：几周里收件、退回、更正、延期、催报、汇总，样样记在一本账上。",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    rounds.callback()(_begin)
    for verb in VERBS:
        name = module_of(verb)
        rounds.command(verb, cls=ChineseCommand)(getattr(importlib.import_module(f".{name}", __package__), name))
    return rounds


def _begin() -> None:
    """All that a round writes, its summaries and copies too, is for its owner alone; whoever must wait is told so."""
    from ...round.holding import tell_of_waiting

    os.umask(0o077)
    tell_of_waiting(lambda line: typer.echo(line, err=True))


def module_of(verb: str) -> str:
    """The name of the module, and of the function in it, that does ``verb``."""
    return f"{verb}_" if verb in _TAKEN else verb


_TAKEN = ("open",)  # names that mean something else in Python
