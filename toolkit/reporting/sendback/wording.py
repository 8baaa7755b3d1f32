"""The words of what goes back: on the list, in comments, in the notice, in the office's table of notices."""

COPY_ENDING = "-退回"
NOTICE_ENDING = "-退回通知.txt"

FINDING_COMMENT = "【{number}】{state}：{said}"
FIX_COMMENT = "→ {fix}"
RELATED_COMMENT = "与“{list}”第 {number} 项（{cell}）有关"
MORE_PLACES = "同类问题另有 {count} 处：{cells}"
CURED = "已换用新模板，无需处理"

LIST_ABOUT = "{agency}　{year}　原文件：{file}"
LIST_COUNTS = "{counts}。点“位置”可跳到该单元格；红色须改正，黄色须说明，蓝色请留意，浅红是有关的单元格。"
LIST_HOW = "请直接在本工作簿里修改，改好后保存报回。须说明的，在本表“情况说明”栏写明原因（不少于 5 个字）。"
FOOT = "&C第 &P 页，共 &N 页"
LIST_FRESH = "原工作簿不宜直接修改，已换用新模板并转入读得出的内容：请核对、补全后保存报回。须说明的写在“情况说明”栏。"

TO_THE_ORGAN = ("请报送单位", "请")  # what the office is told to ask for, as it is asked of the organ itself
NOTICE_TITLE = "关于退回{year}政府信息公开工作年度报告报送件的通知"
NOTICE_OPENING = "你单位报送的“{file}”经校验，{counts}，现退回。"
NOTICE_UNREADABLE = "你单位报送的“{file}”无法读取，现退回。"
NOTICE_MORE_UNLISTED = "（其余 {count} 项从略）"
NOTICE_MORE = "（其余 {count} 项见退回件首页“{list}”）"
NOTICE_MEND = (
    "请在退回的工作簿“{copy}”里直接修改：红色单元格须改正，黄色单元格须在“{list}”的情况说明栏写明原因。改好后保存报回。"
)
NOTICE_FRESH = "原工作簿不宜直接修改，请改用附上的“{copy}”：读得出的内容已经转入，请核对、补全后报回。"
NOTICE_BLANK = "附上的“{copy}”是发给你单位的空白模板：请在里面填好后报回，不要改动单位代码和名称。"
NOTICE_WHOSE = "请先确认这是哪个单位的数，再填在发给那个单位的模板里报回；原文件里的数没有转入别的工作簿。"
NOTICE_NONE = "请使用发放的模板填报后重新报送。"
COUNTS = {"error": "{count} 处错误须改正", "explain": "{count} 处须说明", "notice": "{count} 处请留意"}

TABLE_SHEET = "退回通知"
TABLE_COLUMNS = {
    "status": ("处理结果", 10), "code": ("单位代码", 22), "name": ("单位名称", 28), "contact": ("联系人", 12),
    "phone": ("联系电话", 16), "file": ("报送件", 34), "error": ("错误", 8), "explain": ("需说明", 8),
    "copy": ("退回件", 34), "text": ("通知", 80),
}  # fmt: skip
