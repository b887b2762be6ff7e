"""What a person does to a form in LibreOffice: opens it, types, moves rows, inserts a column, saves.

edit.py PROFILE IN OUT.xlsx OUT.pdf: starts an office of its own, prints which columns are locked, and ends it.
"""

import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PATIENCE_S = 90


def connected(pipe):
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    end = time.time() + PATIENCE_S
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            if time.time() > end:
                raise
            time.sleep(0.2)


def named(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def row_of(sheet, code):
    return next(row for row in range(100) if sheet.getCellByPosition(1, row).String == code)


def edit(document):
    sheet = document.Sheets.getByIndex(0)
    cell = lambda code, column: sheet.getCellByPosition(column, row_of(sheet, code))
    locked = "".join("x" if cell("NN01", column).CellProtection.IsLocked else "." for column in range(9))
    print("protected" if sheet.isProtected() else "open", locked)
    cell("NN01", 7).Value = 2010.25
    cell("NN03", 7).Formula = "=20000+1700"
    cell("NN04", 7).String = "27.105"
    cell("NN05", 7).String = "Không áp dụng"
    cell("XH01", 7).String = ""
    cell("XH03", 7).String = "12a"
    cell("XH03", 8).String = "chờ xác minh"
    # There is no password: who wants to may lay the sheet out anew.
    sheet.unprotect("")
    share = cell("TC02", 7)
    formats = document.NumberFormats
    percent = formats.addNew("0.0%", share.CharLocale) if formats.queryKey("0.0%", share.CharLocale, False) == -1 else formats.queryKey("0.0%", share.CharLocale, False)
    share.NumberFormat = percent
    share.Value = 0.654
    sheet.Columns.insertByIndex(3, 1)
    moved = sheet.getCellRangeByPosition(0, row_of(sheet, "NN02"), 9, row_of(sheet, "NN02")).RangeAddress
    sheet.moveRange(sheet.getCellByPosition(0, 60).CellAddress, moved)


def main(profile, source, workbook, printed):
    pipe = f"solieu{time.time_ns()}"
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        desktop = connected(pipe)
        document = desktop.loadComponentFromURL(f"file://{source}", "_blank", 0, named(Hidden=True))
        document.storeToURL(f"file://{printed}", named(FilterName="calc_pdf_Export"))
        edit(document)
        document.storeToURL(f"file://{workbook}", named(FilterName="Calc MS Excel 2007 XML"))
        document.close(True)
        desktop.terminate()
        office.wait(20)
    finally:
        office.kill()


main(*sys.argv[1:])
