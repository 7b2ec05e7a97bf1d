"""A workbook opened, written in and saved by LibreOffice itself: a Basic macro in a profile of its own, no window."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Final

_LIBRARY: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false">
 <library:element library:name="Write"/>
</library:library>
"""
_MODULE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Write" script:language="StarBasic">
Sub Main
  Dim opened(0) As New com.sun.star.beans.PropertyValue
  opened(0).Name = "Hidden"
  opened(0).Value = True
  book = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, opened())
  page = book.Sheets.getByIndex(0)
{body}
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName"
  saved(0).Value = "{kind}"
  book.storeToURL("{target}", saved())
  book.close(True)
  StarDesktop.terminate()
End Sub
</script:module>
"""
_KINDS: Final = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8"}


def saved_again(source: Path, target: Path, texts: dict[str, str], profile: Path) -> Path:
    """Open the workbook, write the texts into cells of its first sheet (``{"B3": "属实"}``), save it as ``target``."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program is not None
    call = [program, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    subprocess.run([*call, "--terminate_after_init"], check=True, capture_output=True, timeout=120)
    library = profile / "user" / "basic" / "Standard"
    body = "\n".join(f'  page.getCellRangeByName("{cell}").String = "{text}"' for cell, text in texts.items())
    module = _MODULE.format(
        source=source.as_uri(), target=target.as_uri(), kind=_KINDS[target.suffix], body=body.replace("&", "&amp;")
    )
    (library / "Write.xba").write_text(module, "utf-8")
    (library / "script.xlb").write_text(_LIBRARY, "utf-8")
    subprocess.run([*call, "macro:///Standard.Write.Main"], check=True, capture_output=True, timeout=120)
    assert target.is_file(), "LibreOffice wrote nothing"
    return target


def opened_csv(source: Path, profile: Path) -> Path:
    """The file as LibreOffice takes it with every danger on: comma, quotes, UTF-8, formulas evaluated; saved as .xlsx."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program is not None
    words = "--infilter=CSV:44,34,76,1,,0,false,false,false,false,false,-1,true"
    call = [program, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}", words]
    folder = source.parent / "opened"
    subprocess.run(
        [*call, "--convert-to", "xlsx", "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120
    )
    return folder / f"{source.stem}.xlsx"
