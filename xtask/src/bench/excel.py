"""Writes 25 forms of 200 cells as one zip, or reads a form of 1,000 rows, with another library.

excel.py LIBRARY write|read FOLDER: says `ready VERSION`, then answers each line of its input with milliseconds, cells and
memory in MB. The forms have what ours have: heads, formats, locked cells, a list beside each answer, a hidden sheet.
"""

import io
import sys
import time
import zipfile
from importlib.metadata import version

FORMS = 25
ROWS = 200
HEADS = ["STT", "Mã", "Chỉ tiêu", "Đơn vị tính", "Quý I/2021", "Cùng kỳ năm trước", "Kế hoạch năm", "Thực hiện kỳ này", "Ghi chú"]


def line(number):
    figure = number * 7919 % 10_000_000 / 100
    return [number, f"CT{number:04}", f"Số vụ dịch bệnh trên đàn gia súc được phát hiện {number}", "vụ", figure, figure, None, figure + 1, None]


def xlsxwriter_write(_):
    import xlsxwriter

    def form():
        file = io.BytesIO()
        book = xlsxwriter.Workbook(file, {"in_memory": True})
        sheet, hidden = book.add_worksheet("Biểu"), book.add_worksheet("so-lieu")
        plain = {"border": 1, "font_name": "Times New Roman", "text_wrap": True}
        head, text = book.add_format({**plain, "bold": True}), book.add_format(plain)
        figure = book.add_format({**plain, "num_format": "#,##0"})
        answer = book.add_format({**plain, "num_format": "#,##0", "locked": False, "bg_color": "#FFF8E1"})
        for column, name in enumerate(HEADS):
            sheet.write(3, column, name, head)
        for row in range(ROWS):
            for column, value in enumerate(line(row)):
                kind = answer if column > 6 else figure if column > 3 else text
                sheet.write(4 + row, column, value, kind)
            hidden.write_row(7 + row, 0, [f"CT{row:04}", "3", "1", ""])
        sheet.data_validation(4, 7, 4 + ROWS, 7, {"validate": "list", "source": ["kps", "kad", "kcb"], "show_error": False})
        sheet.protect()
        hidden.very_hidden()
        sheet.freeze_panes(4, 3)
        book.close()
        return file.getvalue()

    return lambda: packed(form)


def openpyxl_write(_):
    from openpyxl import Workbook
    from openpyxl.styles import Border, Font, PatternFill, Protection, Side
    from openpyxl.worksheet.datavalidation import DataValidation

    side = Side(style="thin")
    border, font, bold = Border(side, side, side, side), Font(name="Times New Roman"), Font(name="Times New Roman", bold=True)
    fill, unlocked = PatternFill("solid", fgColor="FFF8E1"), Protection(locked=False)

    def form():
        book = Workbook()
        sheet, hidden = book.active, book.create_sheet("so-lieu")
        for column, name in enumerate(HEADS, 1):
            cell = sheet.cell(4, column, name)
            cell.font, cell.border = bold, border
        for row in range(ROWS):
            for column, value in enumerate(line(row), 1):
                cell = sheet.cell(5 + row, column, value)
                cell.font, cell.border = font, border
                if column > 4:
                    cell.number_format = "#,##0"
                if column > 7:
                    cell.fill, cell.protection = fill, unlocked
            hidden.append([f"CT{row:04}", "3", "1", ""])
        sheet.add_data_validation(DataValidation(type="list", formula1='"kps,kad,kcb"', sqref=f"H5:H{5 + ROWS}"))
        sheet.protection.sheet = True
        hidden.sheet_state = "veryHidden"
        sheet.freeze_panes = "D5"
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    return lambda: packed(form)


def packed(form):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for number in range(FORMS):
            archive.writestr(f"{number}.xlsx", form())
    return FORMS * ROWS


def openpyxl_read(folder):
    from openpyxl import load_workbook

    held = open(f"{folder}/form.xlsx", "rb").read()

    def run():
        book = load_workbook(io.BytesIO(held), read_only=True, data_only=True)
        return sum(value is not None for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)

    return run


def python_calamine_read(folder):
    from python_calamine import CalamineWorkbook

    held = open(f"{folder}/form.xlsx", "rb").read()

    def run():
        book = CalamineWorkbook.from_filelike(io.BytesIO(held))
        sheets = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
        return sum(value != "" for sheet in sheets for row in sheet for value in row)

    return run


def memory():
    for line in open("/proc/self/status"):
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def main():
    library, work, folder = sys.argv[1:]
    run = globals()[f"{library}_{work}"](folder)
    print("ready", version(library.replace("_", "-")), flush=True)
    for _ in sys.stdin:
        begin = time.perf_counter()
        count = run()
        print(f"{(time.perf_counter() - begin) * 1e3:.3f} {count} {memory():.1f}", flush=True)


main()
