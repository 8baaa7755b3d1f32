"""Where definitions lie: the folders that hold ``schemas/`` and ``templates/``."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

FORMS_VARIABLE = "NIANBAO_FORMS"


def data_folders() -> tuple[Path, ...]:
    """The folders that hold ``schemas/`` and ``templates/``: the toolkit's own, then the office's own.

    An office names its own in the environment variable NIANBAO_FORMS (several are parted as in PATH). An
    installed copy carries the toolkit's data inside the package; a source checkout has it beside the package.
    """
    extra = [Path(part) for part in os.environ.get(FORMS_VARIABLE, "").split(os.pathsep) if part]
    return (_built_in(), *extra)


@lru_cache(maxsize=1)
def _built_in() -> Path:
    package = Path(__file__).resolve().parent.parent
    own = package / "data"
    return own if (own / "schemas").is_dir() else package.parent


def own_definitions() -> tuple[Path, ...]:
    """The folders that an office's own editions are read from; what else lies beside them is not looked at."""
    return tuple(folder / kind for folder in data_folders()[1:] for kind in ("schemas", "templates"))
