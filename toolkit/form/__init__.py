"""The official form, written down once as data: editions, tables, fields, rules, and where each thing stands."""

from .model import Bridge, Chart, ChartSeries, CoverEntry, Form, Indicator, Narrative, NarrativeInput
from .rule_model import Comparison, Relation, Rule, Severity, Term
from .source import DefinitionError
from .table_model import Block, Field, Header, Table, Unit

__all__ = [
    "Block",
    "Bridge",
    "Chart",
    "ChartSeries",
    "Comparison",
    "CoverEntry",
    "DefinitionError",
    "Field",
    "Form",
    "Header",
    "Indicator",
    "Narrative",
    "NarrativeInput",
    "Relation",
    "Rule",
    "Severity",
    "Table",
    "Term",
    "Unit",
]
