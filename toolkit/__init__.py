"""nianbao: distributes, validates and collates the workbooks of the annual disclosure report.

The functions below are all that the command line itself uses. They are loaded on first use, so that
``import toolkit`` stays light.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .collating.compared_render import render_comparison as render_comparison
    from .collating.compared_render import write_comparison as write_comparison
    from .collating.comparing import compare_summaries as compare_summaries
    from .collating.filed_published_render import render_filed_published as render_filed_published
    from .collating.filed_published_render import write_filed_published as write_filed_published
    from .collating.tracing import trace_field as trace_field
    from .collating.tracing import trace_file as trace_file
    from .demonstration.whole import make_demonstration as make_demonstration
    from .desk import open_desk as open_desk
    from .editions import load_form as load_form
    from .editions.own import replacements as replacements
    from .form.naming import find_field as find_field
    from .jobs import Choices as Choices
    from .jobs import Given as Given
    from .jobs import Imported as Imported
    from .jobs import Means as Means
    from .jobs import Published as Published
    from .jobs import Publishing as Publishing
    from .jobs import Validation as Validation
    from .jobs import collate as collate
    from .jobs import compare_published as compare_published
    from .jobs import import_reports as import_reports
    from .jobs import is_summary as is_summary
    from .jobs import list_fields as list_fields
    from .jobs import list_forms as list_forms
    from .jobs import list_rules as list_rules
    from .jobs import load_prior as load_prior
    from .jobs import publish as publish
    from .jobs import read_lines as read_lines
    from .jobs import run_collation as run_collation
    from .jobs import run_validation as run_validation
    from .jobs import send_back as send_back
    from .jobs import validate as validate
    from .jobs.each_government import write_each_government as write_each_government
    from .reading import find_files as find_files
    from .reading import read_returns as read_returns
    from .reading import read_workbook as read_workbook
    from .reading.run.cluster import cluster as cluster
    from .reporting import render as render
    from .reporting import write_report as write_report
    from .reporting.contacts import without_contacts as without_contacts
    from .reporting.sendback import Sender as Sender
    from .roster import read_draft as read_draft
    from .roster import read_roster as read_roster
    from .round import Settings as Settings
    from .round import accept_doubt as accept_doubt
    from .round import back_up as back_up
    from .round import choose_return as choose_return
    from .round import close_round as close_round
    from .round import compare_moments as compare_moments
    from .round import correct_figure as correct_figure
    from .round import export_returns as export_returns
    from .round import extend_leave as extend_leave
    from .round import forget_files as forget_files
    from .round import merge_organ as merge_organ
    from .round import organ_history as organ_history
    from .round import rename_organ as rename_organ
    from .round import round_status as round_status
    from .round import send_letters as send_letters
    from .round import split_organ as split_organ
    from .round import start_round as start_round
    from .round import steps_between as steps_between
    from .round import take_returns as take_returns
    from .round import undo_decision as undo_decision
    from .round import write_round_summary as write_round_summary
    from .rulebook import in_force as in_force
    from .rulebook import read_rules as read_rules
    from .sealkey import ensure_seal_key as ensure_seal_key
    from .sealkey import read_seal_key as read_seal_key
    from .writing import distribute as distribute
    from .writing import fill_workbook as fill_workbook
    from .writing import read_values as read_values
    from .writing import write_roster as write_roster
    from .writing import write_template as write_template

from .version import __version__

_HOMES = {
    "accept_doubt": "round",
    "back_up": "round",
    "Choices": "jobs",
    "choose_return": "round",
    "close_round": "round",
    "cluster": "reading.run.cluster",
    "collate": "jobs",
    "compare_moments": "round",
    "compare_published": "jobs",
    "compare_summaries": "collating.comparing",
    "correct_figure": "round",
    "distribute": "writing",
    "ensure_seal_key": "sealkey",
    "export_returns": "round",
    "extend_leave": "round",
    "fill_workbook": "writing",
    "find_field": "form.naming",
    "find_files": "reading",
    "forget_files": "round",
    "Given": "jobs",
    "import_reports": "jobs",
    "Imported": "jobs",
    "in_force": "rulebook",
    "is_summary": "jobs",
    "list_fields": "jobs",
    "list_forms": "jobs",
    "list_rules": "jobs",
    "load_form": "editions",
    "load_prior": "jobs",
    "make_demonstration": "demonstration.whole",
    "Means": "jobs",
    "merge_organ": "round",
    "rename_organ": "round",
    "split_organ": "round",
    "open_desk": "desk",
    "organ_history": "round",
    "publish": "jobs",
    "Published": "jobs",
    "Publishing": "jobs",
    "read_draft": "roster",
    "read_lines": "jobs",
    "read_returns": "reading",
    "read_roster": "roster",
    "read_rules": "rulebook",
    "read_seal_key": "sealkey",
    "read_values": "writing",
    "read_workbook": "reading",
    "render": "reporting",
    "render_comparison": "collating.compared_render",
    "render_filed_published": "collating.filed_published_render",
    "replacements": "editions.own",
    "round_status": "round",
    "run_collation": "jobs",
    "run_validation": "jobs",
    "send_back": "jobs",
    "send_letters": "round",
    "Sender": "reporting.sendback",
    "Settings": "round",
    "start_round": "round",
    "steps_between": "round",
    "take_returns": "round",
    "trace_field": "collating.tracing",
    "trace_file": "collating.tracing",
    "undo_decision": "round",
    "validate": "jobs",
    "Validation": "jobs",
    "without_contacts": "reporting.contacts",
    "write_comparison": "collating.compared_render",
    "write_each_government": "jobs.each_government",
    "write_filed_published": "collating.filed_published_render",
    "write_report": "reporting",
    "write_roster": "writing",
    "write_round_summary": "round",
    "write_template": "writing",
}
__all__ = [
    "Choices",
    "Given",
    "Imported",
    "Means",
    "Published",
    "Publishing",
    "Sender",
    "Settings",
    "Validation",
    "__version__",
    "accept_doubt",
    "back_up",
    "choose_return",
    "close_round",
    "cluster",
    "collate",
    "compare_moments",
    "compare_published",
    "compare_summaries",
    "correct_figure",
    "distribute",
    "ensure_seal_key",
    "export_returns",
    "extend_leave",
    "fill_workbook",
    "find_field",
    "find_files",
    "forget_files",
    "import_reports",
    "in_force",
    "is_summary",
    "list_fields",
    "list_forms",
    "list_rules",
    "load_form",
    "load_prior",
    "make_demonstration",
    "merge_organ",
    "open_desk",
    "organ_history",
    "publish",
    "read_draft",
    "read_lines",
    "read_returns",
    "read_roster",
    "read_rules",
    "read_seal_key",
    "read_values",
    "read_workbook",
    "rename_organ",
    "render",
    "render_comparison",
    "render_filed_published",
    "replacements",
    "round_status",
    "run_collation",
    "run_validation",
    "send_back",
    "send_letters",
    "split_organ",
    "start_round",
    "steps_between",
    "take_returns",
    "trace_field",
    "trace_file",
    "undo_decision",
    "validate",
    "without_contacts",
    "write_comparison",
    "write_each_government",
    "write_filed_published",
    "write_report",
    "write_roster",
    "write_round_summary",
    "write_template",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
