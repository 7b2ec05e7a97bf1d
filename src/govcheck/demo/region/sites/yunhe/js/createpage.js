function createPageHTML(nCount, nIndex, sName, sExt) {
  if (nCount == null || nCount <= 1) { return; }
  var out = "";
  for (var i = 0; i < nCount; i++) {
    var p = (i == 0 ? sName : sName + "_" + i) + "." + sExt;
    out += (i == nIndex) ? "<span>" + (i + 1) + "</span> " : "<a href='" + p + "'>" + (i + 1) + "</a> ";
  }
  document.write(out);
}
