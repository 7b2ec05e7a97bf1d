"""The rows of a catalogue of decisions."""

from .pages import LONG, article, page

TITLE = "2026年度重大行政决策事项目录"
BAR = "发布时间：2026-03-01 来源：示例县人民政府办公室"
TABLE = """<table><tr><td>序号</td><td>决策事项名称</td><td>承办单位</td><td>相关材料</td></tr>
<tr><td>1</td><td>修订出租汽车客运管理办法</td><td>县交通运输局</td>
<td><a href="/a.html">决策草案</a> <a href="/b.html">起草说明</a> <a href="javascript:void(0)">其他</a></td></tr>
<tr><td>2</td><td>编制养老服务设施专项规划</td><td>县民政局</td><td></td></tr></table>"""


def test_rows_and_their_links():
    found = page(article(BAR, TITLE, f"<p>{LONG}</p>{TABLE}")).items
    assert [one.title for one in found] == ["修订出租汽车客运管理办法", "编制养老服务设施专项规划"]
    assert [link.words for link in found[0].links] == ["决策草案", "起草说明"]
    assert found[0].links[0].address == "http://www.example.gov.cn/a.html"
    assert found[1].links == ()


def test_tables_of_other_pages_are_not_read():
    assert page(article(BAR, "关于公布收费标准的通知", f"<p>{LONG}</p>{TABLE}")).items == ()


def test_a_table_around_the_page_is_no_row():
    whole = f"<table><tr><td>左边</td><td>{TABLE}</td></tr></table>"
    found = page(article(BAR, TITLE, f"<p>{LONG}</p>{whole}")).items
    assert [one.title for one in found] == ["修订出租汽车客运管理办法", "编制养老服务设施专项规划"]
