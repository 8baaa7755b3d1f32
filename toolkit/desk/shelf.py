"""Which rounds this machine knows, where new ones are made, and who works at the desk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from platformdirs import user_documents_path, user_state_path

from ..output import whole_file
from ..round.folder import LEDGER
from ..round.watching import Watch

_HOME = "年报汇总"
_STATE = "desk.json"
_KEY = "校验码密钥.key"
_MOST = 100  # rounds that are remembered


@dataclass(frozen=True, slots=True)
class Known:
    """A round that is known: ``id`` stands for its folder in addresses."""

    id: str
    folder: Path


@dataclass(eq=False)
class Shelf:
    """The rounds in ``home`` and those that were opened from elsewhere, which the file ``state`` remembers."""

    home: Path = field(default_factory=lambda: user_documents_path() / _HOME)
    state: Path = field(default_factory=lambda: user_state_path("nianbao", appauthor=False) / _STATE)
    _watches: dict[Path, Watch] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _by: str | None = None

    @property
    def key(self) -> Path:
        """The office's own key, for the seals of all its rounds."""
        return self.home / _KEY

    def rounds(self) -> Mapping[str, Known]:
        """The rounds that are there now, by id; those used last come first."""
        folders = [Path(one) for one in self._remembered()]
        with suppress(OSError):
            folders += sorted((one for one in self.home.iterdir() if one.is_dir()), reverse=True)
        there = dict.fromkeys(one.resolve() for one in folders if _is_round(one))
        return {_id(one): Known(_id(one), one) for one in there}

    def add(self, folder: Path) -> Known:
        """Remembers the round in ``folder`` as the one used last."""
        folder = folder.resolve()
        state = self._read()
        kept = [str(folder), *(one for one in self._remembered() if one != str(folder))]
        self._write({**state, "rounds": kept[:_MOST]})
        return Known(_id(folder), folder)

    def watch(self, folder: Path) -> Watch:
        """The one Watch of the round in ``folder``."""
        with self._lock:
            return self._watches.setdefault(folder, Watch(folder))

    @property
    def by(self) -> str:
        """Who works at the desk, as they said; empty where nobody has said it yet."""
        if self._by is None:  # every form of a page asks
            self._by = str(self._read().get("by") or "")
        return self._by

    def sign(self, by: str) -> None:
        """Remembers who works at the desk."""
        self._by = by
        self._write({**self._read(), "by": by})

    def _remembered(self) -> list[str]:
        listed = self._read().get("rounds")
        return [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []

    def _read(self) -> dict[str, Any]:
        with suppress(OSError, ValueError, RecursionError):
            found = json.loads(self.state.read_text(encoding="utf-8"))
            return found if isinstance(found, dict) else {}
        return {}

    def _write(self, state: Mapping[str, object]) -> None:
        with suppress(OSError):  # a machine that keeps nothing forgets, and works
            self.state.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(self.state, force=True, lasting=False, private=True) as temporary:
                temporary.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")


def _id(folder: Path) -> str:
    return hashlib.sha256(str(folder).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _is_round(folder: Path) -> bool:
    """Whether a round lies there; a drive that can't be read just now has none."""
    try:
        return (folder / LEDGER).is_file()
    except (OSError, ValueError):
        return False
