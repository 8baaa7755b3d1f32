"""The names of what goes back, and the heads of the office's table of notices; what an organ reads is data
(``templates/shared/sendback.yaml``).
"""

COPY_ENDING = "-退回"

TABLE_SHEET = "退回通知"
TABLE_COLUMNS = {
    "status": ("处理结果", 9), "code": ("单位代码", 12), "name": ("单位名称", 18), "contact": ("联系人", 8),
    "phone": ("联系电话", 14), "file": ("报送件", 22), "error": ("须改正", 7), "explain": ("须说明", 7),
    "copy": ("退回件", 38), "text": ("通知", 64),
}  # fmt: skip
