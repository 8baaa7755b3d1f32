"""The words of a summary workbook that are the same in every edition: ``templates/shared/summary.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from .folders import data_folders
from .source import Section, read_definition
from .template import LEGEND, fill_in

_FACTS = {
    "guidance": ("whose", "year", "form", "completeness", "shortest", "cover", "narrative", "checks", "tables",
                 "face", "detail", "status", "differences", "findings", "indicators", "years", "sources"),
    "lacking": ("expected", "lacking", "rejected", "missing"),
    "doubtful": ("count",),
    "rejected": ("count",),
    "wrong": ("wrong", "blank"),
    "explain": ("explain",),
    "well": (),
    "well_so_far": (),
    "printed": ("whose",),
    "sheet": ("level",),
    "unnamed": (),
    "legend": ("lacking", "doubtful"),
}  # fmt: skip
SHEETS = ("face", "detail", "status", "differences", "findings", "indicators", "years", "charts", "sources")
_HEADS = {  # how many each list has
    "face": 7, "measures": 5, "detail": 7, "status": 18, "differences": 9, "indicators": 7, "years": 16, "sources": 11,
    "corrected": 1, "ranking": 10, "chase": 11,
}  # fmt: skip
_CAVEATS = ("lacking", "doubtful", "rejected")
_RANKING = ("sheet", "unnamed", "legend")
_VERDICTS = ("wrong", "explain", "well", "well_so_far")


@dataclass(frozen=True, slots=True)
class SummaryWords:
    """The names of its own ``sheets`` in their order and the ``heads`` of its lists, by id; who signs (``signatures``)
    and where the seal goes; what the first sheet says (``title``, ``guidance``, ``compared`` where there is a year
    before, ``legend``) in place of a workbook's to fill in; ``caveats``, why its figures are not the whole, and
    ``verdicts`` on them, by name; ``printed``, which part of a long sheet is printed; ``ranking``, what
    the workbook of rankings says of itself, by name.
    """

    sheets: Mapping[str, str]
    heads: Mapping[str, tuple[str, ...]]
    signatures: tuple[str, ...]
    seal: str
    title: str
    guidance: tuple[str, ...]
    compared: str
    legend: Mapping[str, str]
    caveats: Mapping[str, str]
    verdicts: Mapping[str, str]
    printed: str
    ranking: Mapping[str, str]


@lru_cache(maxsize=1)
def load_summary_words() -> SummaryWords:
    """The SummaryWords. Raises DefinitionError where the file is faulty."""
    root = read_definition(data_folders()[0] / "templates" / "shared" / "summary.yaml")
    root.only(
        "sheets", "heads", "signatures", "seal", "guidance", "legend", "caveats", "verdicts", "printed", "ranking"
    )
    legend = root.section("legend")
    legend.only(*LEGEND)
    guidance = root.section("guidance")
    guidance.only("title", "lines", "compared")
    for name in ("lines", "compared"):
        fill_in(guidance, name, _FACTS["guidance"])
    fill_in(root, "printed", _FACTS["printed"])
    sheets = root.section("sheets")
    sheets.only(*SHEETS)
    return SummaryWords(
        sheets={name: sheets.get(name, str) for name in SHEETS},
        heads=_heads(root.section("heads")),
        signatures=root.strings("signatures"),
        seal=root.get("seal", str),
        title=guidance.get("title", str),
        guidance=guidance.strings("lines"),
        compared=guidance.get("compared", str),
        legend={name: legend.get(name, str) for name, _ in legend.items()},
        caveats=_sentences(root.section("caveats"), _CAVEATS),
        ranking=_sentences(root.section("ranking"), _RANKING),
        printed=root.get("printed", str),
        verdicts=_sentences(root.section("verdicts"), _VERDICTS),
    )


def _heads(section: Section) -> dict[str, tuple[str, ...]]:
    section.only(*_HEADS)
    heads = {name: section.strings(name) for name in _HEADS}
    for name, count in _HEADS.items():
        if len(heads[name]) != count:
            section.fail(f"“{name}”应有 {count} 个列名，现有 {len(heads[name])} 个", name)
    return heads


def _sentences(section: Section, names: tuple[str, ...]) -> dict[str, str]:
    section.only(*names)
    for name in names:
        fill_in(section, name, _FACTS[name])
    return {name: section.get(name, str) for name in names}
