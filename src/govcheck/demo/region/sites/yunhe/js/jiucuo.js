/* 找错入口，演示用 */
(function(){var s=document.getElementById("_span_jiucuo"),c=document.getElementById("_jiucuo_");if(s&&c){s.innerHTML='<a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code='+c.getAttribute("sitecode")+'" title="我为政府网站找错">我为政府网站找错</a>';}})();
