"""What the office decides of one organ."""

from __future__ import annotations

import pytest

from tests.round.play import Play
from toolkit.round import RoundError, choose_return


def test_choose__of_what_can_never_count_is_refused(play: Play) -> None:
    code = play.first()
    for path in (play.send_unreadable(f"{code}.xlsx"), play.send_last_year(code)):
        play.take()
        with pytest.raises(RoundError, match=code):
            choose_return(play.folder, code, path.relative_to(play.folder).as_posix())
    play.prove()
