"""The list of licences that goes with a bundle: what each part is under, and where its full text lies."""

from __future__ import annotations

import os
import re
from pathlib import Path

from .distributions import Distribution, installed

LIST = "许可证清单.txt"
_TEXTS = re.compile(r"(licen[cs]e|copying|notice|authors|copyright)", re.IGNORECASE)
_CLASSIFIER = "License :: "
_SHORT = 60  # letters; a field that holds more holds the licence itself


def licences(bundle: Path, packages: Path, runtime_licence: Path, minor: str) -> str:
    """The list for the folder ``bundle``, whose ``packages`` are installed; paths are told from ``bundle``."""
    lines = [
        "本软件和随它一起发给您的各组成部分的许可证",
        "每行：名称　版本　许可证　全文所在的文件",
        "",
        f"CPython　{minor}　PSF-2.0　{runtime_licence.relative_to(bundle).as_posix()}",
    ]
    for name, distribution in sorted(installed(packages).items()):
        texts = _where([path.relative_to(bundle) for path in texts_of(distribution)])
        lines.append(f"{name}　{distribution.version}　{licence_of(distribution)}　{texts}")
    return "\n".join(lines) + "\n"


def _where(texts: list[Path]) -> str:
    """The one file, or the folder of several."""
    if not texts:
        return "（随包没有全文）"
    if len(texts) == 1:
        return texts[0].as_posix()
    return f"{Path(os.path.commonpath(texts)).as_posix()}（{len(texts)} 个文件）"


def licence_of(distribution: Distribution) -> str:
    """What a package says it is under, in as few words as it has; empty where it says nothing."""
    metadata = distribution.metadata
    said = str(metadata["License-Expression"] or metadata["License"] or "").strip()
    if said and len(said) <= _SHORT and "\n" not in said:
        return said
    named = [line for line in metadata.get_all("Classifier", []) if line.startswith(_CLASSIFIER)]
    if named:
        return "、".join(line.rpartition(" :: ")[2] for line in named)
    return said.splitlines()[0].strip() if said else ""


def texts_of(distribution: Distribution) -> list[Path]:
    """The files of a package that hold its licences."""
    folder = distribution.folder
    found = [path for path in folder.rglob("*") if path.is_file() and "licenses" in path.relative_to(folder).parts]
    return sorted(found or [path for path in folder.iterdir() if path.is_file() and _TEXTS.search(path.name)])
