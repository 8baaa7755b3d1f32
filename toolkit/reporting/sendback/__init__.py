"""What goes out to the agencies: their own workbooks marked up, the letters on them, reminders, and a list of all."""

from .letters import write_letters
from .marking import BeyondRepairError, Mark, mark_workbook
from .returning import return_copies
from .sender import Sender
from .sent import Chased, Kind, Sent, SentBack

__all__ = [
    "BeyondRepairError",
    "Chased",
    "Kind",
    "Mark",
    "Sender",
    "Sent",
    "SentBack",
    "mark_workbook",
    "return_copies",
    "write_letters",
]
