"""The jobs of an office from end to end, composed of the rooms below: what the command line does, a script can too.

The rooms are imported where they are used: reading starts before the checking room's libraries, which take most of a
short run, are loaded.
"""

from .carried import read_lines
from .collating import Choices, collate, run_collation
from .comparing import compare_published, is_summary
from .earlier import load_prior
from .given import Given
from .importing import Imported, import_reports
from .listing import list_fields, list_forms, list_rules
from .means import Means
from .published import Published, Publishing
from .publishing import publish
from .sending_back import send_back
from .validating import Validation, run_validation, validate

__all__ = [
    "Choices",
    "Given",
    "Imported",
    "Means",
    "Published",
    "Publishing",
    "Validation",
    "collate",
    "compare_published",
    "import_reports",
    "is_summary",
    "list_fields",
    "list_forms",
    "list_rules",
    "load_prior",
    "publish",
    "read_lines",
    "run_collation",
    "run_validation",
    "send_back",
    "validate",
]
