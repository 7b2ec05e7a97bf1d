"""The site list an office starts from."""

from __future__ import annotations

import csv
import io
from typing import Final

_HEADINGS: Final = (
    "网站名称", "网址", "层级", "类型", "行政区划代码", "网站标识码", "主办单位", "主管单位",
    "有无办事服务", "运行状态", "别名域名", "备注",
)  # fmt: skip
_EXAMPLE: Final = (
    "示例县人民政府", "http://www.example.gov.cn/", "县级", "门户", "990100", "9901000099", "示例县人民政府办公室",
    "示例市人民政府办公室", "是", "正常运行", "", "示例行，请删除",
)  # fmt: skip


def site_list_template() -> str:
    """A site list in CSV with Chinese headings and one example row; write it with a BOM so that Excel reads it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    writer.writerow(_EXAMPLE)
    return text.getvalue()
