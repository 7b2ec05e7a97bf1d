document.write('<div class="footer">');
document.write('<p>主办单位：清溪县教育局　联系方式：0960-5561201　地址：清溪县城关街道学堂巷2号</p>');
document.write('<p>网站标识码：9901210012　<a href="https://beian.miit.gov.cn/" target="_blank">云ICP备2020990122号-1</a>　<a href="https://beian.mps.gov.cn/#/query/webSearch?code=99012102000012" target="_blank">云公网安备99012102000012号</a></p>');
document.write('<p><a href="http://bszs.conac.cn/sitename?method=show&id=99012100000000000000000000000012" target="_blank">党政机关</a>　<a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=9901210012&url=http%3A%2F%2Fjyj.qingxi-demo.gov.cn%2F" target="_blank">我为政府网站找错</a></p>');
document.write('<p>© 2026 清溪县教育局</p></div>');
