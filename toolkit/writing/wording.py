"""The Chinese wording that every edition's workbook shares; what differs between editions is in templates/."""

from __future__ import annotations

SUBJECT_LINE = "填报单位："
YEAR_LINE = "　　年度：{year}"
UNIT_LINE = "单位：{units}"

ALL_WELL = "全部通过，可以报送"
SOME_WRONG = "有 {wrong} 项不符、{blank} 项未填，请改正后报送"
SOME_TO_EXPLAIN = "数字相符，还有 {explain} 项需写情况说明"

CHECKS_NOTE = (
    "“{fail}”“{blank}”的须改正：点“{place}”跳到第一处，改好一处，再看下一处。“{explain}”的请核对，有误的改正；确实无误的，"
    "在右边浅黄色格里写明原因（不少于 {shortest} 个字）。“{none}”的由收表单位核对，可以先写明原因，也可以不写。"
)

LEGEND = "图例"
PAGE = "第 &P 页，共 &N 页"
HEADER = "{name}　{year}年度"

PROMPT_TITLE = "填报提示"
ALERT_TITLE = "填写有误"
COUNT_PROMPT = "单位：{unit}。填不小于 0 的整数，没有发生的填 0。"
SIGNED_COUNT_PROMPT = "单位：{unit}。填整数，减少的填负数，没有增减的填 0。"
AMOUNT_PROMPT = "单位：{unit}。填不小于 0 的数，最多 {decimals} 位小数，没有发生的填 0。"
SIGNED_AMOUNT_PROMPT = "单位：{unit}。填数，减少的填负数，最多 {decimals} 位小数。"
COUNT_ALERT = "这里应填不小于 0 的整数，不带“{unit}”等文字。"
SIGNED_COUNT_ALERT = "这里应填整数，减少的填负数，不带“{unit}”等文字。"
AMOUNT_ALERT = "这里应填不小于 0 的数，以{unit}为单位，最多 {decimals} 位小数，不带文字。"
SIGNED_AMOUNT_ALERT = "这里应填数，以{unit}为单位，最多 {decimals} 位小数，不带文字。"
CHOICE_PROMPT = "确认该表空白处都是 0 的选“{yes}”，否则选“{no}”或留空。"
CHOICE_ALERT = "请从下拉列表里选“{yes}”或“{no}”，或留空。"

LAST_YEAR = "上年（{year}年度）：{figure}"
LAST_YEAR_UNDATED = "上年：{figure}"
