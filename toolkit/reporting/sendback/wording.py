"""The names of what goes out, and the heads of the office's tables of it; what an organ reads is data
(``templates/shared/sendback.yaml``).
"""

from .sent import Kind

COPY_ENDING, CONFIRM_COPY_ENDING = "-退回", "-更正确认"

TABLE_SHEET = "退回通知"
TABLE_COLUMNS = {
    "status": ("处理结果", 9), "code": ("单位代码", 12), "name": ("单位名称", 18), "contact": ("联系人", 8),
    "phone": ("联系电话", 14), "file": ("报送件", 22), "error": ("须改正", 7), "explain": ("须说明", 7),
    "copy": ("退回件", 38), "text": ("通知", 64),
}  # fmt: skip

KINDS = {Kind.BACK: "退回通知", Kind.CHASE: "催报通知", Kind.CONFIRM: "更正确认函"}
LETTER_SHEET = "函件"
LETTER_COLUMNS = {
    "kind": ("函件", 11), "code": ("单位代码", 12), "name": ("单位名称", 18), "contact": ("联系人", 8),
    "phone": ("联系电话", 14), "file": ("报送件", 22), "error": ("须改正", 7), "explain": ("须说明", 7),
    "corrections": ("已更正", 7), "late": ("逾期天数", 9), "copy": ("附件", 30), "notice": ("通知文件", 30),
    "text": ("通知", 64),
}  # fmt: skip
