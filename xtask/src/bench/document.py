"""Writes the report of `document.json` with docxtpl.

document.py FOLDER: says `ready VERSION`, then answers each line of its input with milliseconds, documents and memory in MB.
"""

import io
import json
import sys
import time
from importlib.metadata import version

from docx import Document
from docxtpl import DocxTemplate


def template():
    document = Document()
    for line in ["{%p for p in pieces %}", "{%p if p.text %}", "{{ p.text }}", "{%p else %}"]:
        document.add_paragraph(line)
    table = document.add_table(rows=3, cols=4)
    table.cell(0, 0).text = "{%tr for r in p.rows %}"
    for column in range(4):
        table.cell(1, column).text = "{{ r[%d] }}" % column
    table.cell(2, 0).text = "{%tr endfor %}"
    for line in ["{%p endif %}", "{%p endfor %}"]:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def words(spans):
    return "".join(span.get("text", "") for span in spans)


def main():
    report = json.load(open(f"{sys.argv[1]}/document.json", encoding="utf-8"))
    blocks = report["body"] + [block for annex in report["annexes"] for block in annex["blocks"]]
    pieces = [
        {"text": "", "rows": [[words(c["spans"]) for c in row] for row in block["rows"]]}
        if "rows" in block
        else {"text": words(block["spans"]), "rows": []}
        for block in blocks
    ]
    held = template()
    print("ready", version("docxtpl"), flush=True)
    for _ in sys.stdin:
        begin = time.perf_counter()
        filled = DocxTemplate(io.BytesIO(held))
        filled.render({"pieces": pieces}, autoescape=True)
        filled.save(io.BytesIO())
        milliseconds = (time.perf_counter() - begin) * 1e3
        memory = next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmRSS:"))
        print(f"{milliseconds:.3f} 1 {memory:.1f}", flush=True)


main()
