"""Whether two names with one code may be of one organ."""

from __future__ import annotations

import pytest

from toolkit.organ_names import are_alike

ALIKE = """
教育局 清溪县教育局
县教育局 清溪县教育局
省教育厅 甲省教育厅
清溪县人社局 清溪县人力资源和社会保障局
清溪县发改委 清溪县发展和改革委员会
清溪县卫健委 清溪县卫生健康委员会
清溪县政府办 清溪县人民政府办公室
城关镇 城关镇人民政府
清溪县城关镇 城关镇人民政府
东湖街道 东湖街道办事处
乙市 乙市人民政府
经开区管委会 清溪经济技术开发区管理委员会
应急局 清溪县应急管理局
退役军人局 退役军人事务局
市场监管局 丙县市场监督管理局
清溪县检察院 清溪县人民检察院
"""
APART = """
县医院 县中医院
第一小学 第十一小学
东街道 东湖街道
河镇 东河镇
清溪县河镇 清溪县东河镇
新乡 新桥乡
公安局 公安交通管理局
清溪县公安局 清溪县公安局清溪分局
清溪县局 清溪县教育局
清溪县安监局 清溪县应急管理局
教育局 教育体育局
清溪县档案馆 清溪县档案局
县教育局 县林业局
"""


@pytest.mark.parametrize("pair", ALIKE.split("\n")[1:-1])
def test_alike__by_what_abbreviating_leaves_out(pair: str) -> None:
    one, other = pair.split()
    assert are_alike(one, other)
    assert are_alike(other, one)


@pytest.mark.parametrize("pair", APART.split("\n")[1:-1])
def test_apart__where_a_character_or_a_matter_makes_it_another_organ(pair: str) -> None:
    one, other = pair.split()
    assert not are_alike(one, other)
    assert not are_alike(other, one)
