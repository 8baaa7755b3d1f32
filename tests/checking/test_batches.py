"""What is found does not depend on how many returns are judged in one go."""

from __future__ import annotations

import pytest

from tests.checking.returns import good_return
from toolkit.checking import check_returns, judge


def test_batches__find_what_one_would(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"t3.carried_out.natural": 0, "t2.rules.valid": None}
    returns = [good_return(year, wrong if number % 2 else None) for number in range(5) for year in (2020, 2024)]
    together = check_returns(returns)
    monkeypatch.setattr(judge, "AT_ONCE", 2)
    assert check_returns(returns) == together
    assert len({len(item.findings) for item in together}) > 1
