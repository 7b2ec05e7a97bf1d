function loadList(id, col, page, size) {
  var x = new XMLHttpRequest();
  x.open("GET", "/api/list.json?col=" + col + "&page=" + page + "&size=" + size, true);
  x.onreadystatechange = function () {
    if (x.readyState != 4 || x.status != 200) { return; }
    var rows = JSON.parse(x.responseText)[col].rows, out = "";
    for (var i = 0; i < rows.length; i++) {
      out += '<li><a href="' + rows[i].url + '">' + rows[i].title + '</a><span class="t">[' + rows[i].date + ']</span></li>';
    }
    document.getElementById(id).innerHTML = out;
  };
  x.send();
}
