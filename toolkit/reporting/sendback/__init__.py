"""What goes back to the agencies: their own workbooks marked up, the notices, and a list of all of them."""

from .marking import BeyondRepairError, Mark, mark_workbook
from .notices import SentBack
from .returning import return_copies
from .sender import Sender

__all__ = ["BeyondRepairError", "Mark", "Sender", "SentBack", "mark_workbook", "return_copies"]
