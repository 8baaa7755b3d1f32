"""VALUES.json as it lies in a file."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from .entries import ValuesError


def read_values(path: str | Path) -> dict[str, object]:
    """The content of the VALUES.json at ``path``, decimals to the digit, as ``fill_workbook`` takes it.

    Raises ValuesError for what is none.
    """
    path = Path(path)
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal, object_pairs_hook=_once)
    except FileNotFoundError as error:
        raise ValuesError(f"找不到“{path}”，请检查路径") from error
    except UnicodeDecodeError as error:
        raise ValuesError(f"“{path}”不是 UTF-8 文字，请另存为 UTF-8") from error
    except OSError as error:
        raise ValuesError(f"读不出“{path}”：{error.strerror or error}；请检查路径和权限") from error
    except json.JSONDecodeError as error:
        raise ValuesError(f"“{path}”第 {error.lineno} 行第 {error.colno} 列不是合格的 JSON，请改正") from error
    except _TwiceError as error:
        raise ValuesError(f"“{path}”：{error}") from error
    except RecursionError as error:
        raise ValuesError(f"“{path}”层次过深，不像是 VALUES.json") from error
    if not isinstance(content, dict):
        raise ValuesError(f'“{path}”应为一组 {{"cover": …, "fields": …, "narrative": …, "explanations": …}}')
    return content


class _TwiceError(ValueError):
    """A key stands twice in one JSON object."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    seen: dict[str, object] = {}
    for key, value in pairs:
        if key in seen:
            raise _TwiceError(f"“{key}”写了两次，请删去一个")
        seen[key] = value
    return seen
