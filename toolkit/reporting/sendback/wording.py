"""The names of what goes back, and the heads of the office's table of notices; what an organ reads is data
(``templates/shared/sendback.yaml``).
"""

COPY_ENDING = "-退回"
NOTICE_ENDING = "-退回通知.txt"

TABLE_SHEET = "退回通知"
TABLE_COLUMNS = {
    "status": ("处理结果", 10), "code": ("单位代码", 22), "name": ("单位名称", 28), "contact": ("联系人", 12),
    "phone": ("联系电话", 16), "file": ("报送件", 34), "error": ("须改正", 8), "explain": ("须说明", 8),
    "copy": ("退回件", 34), "text": ("通知", 80),
}  # fmt: skip
