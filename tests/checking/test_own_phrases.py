"""An office's own phrases work or are refused with file and line, before anything is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.conftest import ROOT
from tests.editions.test_own_forms import own_forms
from toolkit.checking.phrases import refuse_faulty_phrases
from toolkit.cli.app import build
from toolkit.form import DefinitionError
from toolkit.jobs import validate

SHIPPED = (ROOT / "schemas" / "catalogue" / "phrases.yaml").read_text(encoding="utf-8")
NEW = "新收(?:到)?{link}{n}{count}(?:{asked})?"


def own_phrases(folder: Path, patch: pytest.MonkeyPatch, text: str) -> Path:
    own_forms(folder, patch)
    (folder / "schemas" / "catalogue").mkdir()
    path = folder / "schemas" / "catalogue" / "phrases.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_own_phrases__as_they_ship_are_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_phrases(tmp_path / "own", monkeypatch, SHIPPED)
    refuse_faulty_phrases()


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        (NEW, "新收(?:到?{n}{count}", "phrases:", "不是合格的表达式"),
        (NEW, "新收{n}{count}或{n}{count}", "phrases:", "不是合格的表达式"),
        (NEW, "新收{n}{cuont}", "phrases:", "“{cuont}”没有定义"),
        ('before: "(?:', 'before: "(?:(', "before:", "不是合格的表达式"),
        ('after: "(?:$', 'after: "{and}(?:$', "after:", "“{and}”没有定义"),
        ('count: "(?:件', 'count: "(?:(件', "count:", "不是合格的表达式"),
        ('money: "元"', "money: [元]", "money:", "“money”应为文字"),
        ("words: [新收]", "words: 新收", "words:", "应为一列文字"),
        ("silent: [", "silnet: [", "silnet:", "不认识的项"),
    ],
)
def test_own_phrases__that_are_faulty_are_told_with_file_and_line(
    old: str, new: str, key: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert old in SHIPPED
    text = SHIPPED.replace(old, new, 1)
    path = own_phrases(tmp_path / "own", monkeypatch, text)
    line = text[: text.index(new) + len(new)].count("\n") + 1
    while key not in text.splitlines()[line - 1]:
        line -= 1
    with pytest.raises(DefinitionError, match=rf"^{re.escape(str(path))} 第 {line} 行：") as error:
        validate([tmp_path])
    assert says in str(error.value)
    told = CliRunner().invoke(build(), ["forms"])
    assert isinstance(told.exception, DefinitionError)


def test_own_phrases__families_that_are_no_lists_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head, _, rest = SHIPPED.partition("\nfamilies:")
    text = f"{head}\nfamilies: 甲乙\n" + "\n".join(rest.splitlines()[1:] if rest.startswith(" ") else ())
    own_phrases(tmp_path / "own", monkeypatch, text)
    with pytest.raises(DefinitionError, match=r"phrases\.yaml 第 \d+ 行：“families”应为"):
        refuse_faulty_phrases()
