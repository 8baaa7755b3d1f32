"""An organ is known in its own text by its names and by what they are shortened to; another place's organ is not."""

from __future__ import annotations

import pytest

from toolkit.narrative.names import with_own

BUREAU = "清溪市城市管理局"


@pytest.mark.parametrize(
    ("text", "name", "heard"),
    [
        ("清溪市城市管理局收到5件", BUREAU, "本单位收到5件"),
        ("2023年，市城管局收到5件", BUREAU, "2023年，本单位收到5件"),
        ("2023年度市城管局收到5件", BUREAU, "2023年度本单位收到5件"),
        ("其中市城管局收到5件", BUREAU, "其中本单位收到5件"),
        ("临湖市城管局收到5件", BUREAU, "临湖市城管局收到5件"),
        ("临湖市城市管理局收到5件", BUREAU, "临湖市城市管理局收到5件"),
        ("市城建局收到5件", BUREAU, "市城建局收到5件"),
        ("区卫健委收到5件", "霁川区卫生健康委员会", "本单位收到5件"),
        ("县政府收到5件", "清溪县人民政府", "本单位收到5件"),
        ("安柳乡没有收到", "安柳乡人民政府", "本单位没有收到"),
        ("街道、街道和街道", "柳林街道", "本单位、本单位和本单位"),
        ("市城管局收到5件", BUREAU * 10, "市城管局收到5件"),
        ("收到5件", "", "收到5件"),
    ],
)
def test_own_name__is_known(text: str, name: str, heard: str) -> None:
    assert with_own(text, name) == heard
