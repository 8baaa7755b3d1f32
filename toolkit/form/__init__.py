"""The official form, written down once as data: editions, tables, fields, rules, and where each thing stands."""

from .catalogue import data_folders, load_edition, load_form, load_forms, years_text
from .model import (
    Block,
    Bridge,
    Comparison,
    CoverEntry,
    Field,
    Form,
    Header,
    Narrative,
    NarrativeInput,
    Relation,
    Rule,
    Severity,
    Table,
    Term,
    Unit,
)
from .source import DefinitionError

__all__ = [
    "Block",
    "Bridge",
    "Comparison",
    "CoverEntry",
    "DefinitionError",
    "Field",
    "Form",
    "Header",
    "Narrative",
    "NarrativeInput",
    "Relation",
    "Rule",
    "Severity",
    "Table",
    "Term",
    "Unit",
    "data_folders",
    "load_edition",
    "load_form",
    "load_forms",
    "years_text",
]
