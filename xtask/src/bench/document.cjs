// Writes the report of `document.json` with docx or docxtemplater.
// document.cjs LIBRARY FOLDER: says `ready VERSION`, then answers each line with milliseconds, documents and memory in MB.
const fs = require("fs");
const path = require("path");
const readline = require("readline");

const [library, folder] = process.argv.slice(2);
const report = JSON.parse(fs.readFileSync(path.join(folder, "document.json"), "utf8"));

function docx() {
  const d = require("docx");
  const run = (span) => (span.type === "note" ? new d.FootnoteReferenceRun(span.index + 1) : new d.TextRun(span.text));
  const words = (spans) => new d.Paragraph({ children: spans.map(run) });
  const cell = (c) => new d.TableCell({ children: [words(c.spans)] });
  const table = (t) => new d.Table({ rows: t.rows.map((r) => new d.TableRow({ children: r.map(cell) })) });
  const block = (b) => (b.rows ? table(b) : words(b.spans));
  return () => {
    const footnotes = Object.fromEntries(report.notes.map((n, i) => [i + 1, { children: [words(n.spans)] }]));
    const sections = [report.body, ...report.annexes.map((a) => a.blocks)].map((blocks) => ({ children: blocks.map(block) }));
    return d.Packer.toBuffer(new d.Document({ footnotes, sections }));
  };
}

async function docxtemplater() {
  const d = require("docx");
  const PizZip = require("pizzip");
  const Template = require("docxtemplater");
  const line = (text) => new d.Paragraph(text);
  const row = new d.TableRow({ children: ["{#rows}{a}", "{b}", "{c}", "{d}{/rows}"].map((t) => new d.TableCell({ children: [line(t)] })) });
  const children = [line("{#pieces}"), line("{#runs}{t}{/runs}"), line("{#table}"), new d.Table({ rows: [row] }), line("{/table}"), line("{/pieces}")];
  const template = await d.Packer.toBuffer(new d.Document({ sections: [{ children }] }));
  const text = (c) => c.spans.map((s) => s.text ?? "").join("");
  const piece = (b) =>
    b.rows
      ? { runs: [], table: { rows: b.rows.map(([a, x, y, z]) => ({ a: text(a), b: text(x), c: text(y), d: text(z) })) } }
      : { runs: b.spans.map((s) => ({ t: s.text ?? "" })), table: false };
  const pieces = [report.body, ...report.annexes.map((a) => a.blocks)].flat().map(piece);
  return async () => {
    const filled = new Template(new PizZip(template), { paragraphLoop: true });
    filled.render({ pieces });
    return filled.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  };
}

(async () => {
  const write = await { docx, docxtemplater }[library]();
  const packages = process.env.NODE_PATH;
  console.log("ready", JSON.parse(fs.readFileSync(path.join(packages, library, "package.json"), "utf8")).version);
  for await (const _ of readline.createInterface({ input: process.stdin })) {
    const begin = process.hrtime.bigint();
    await write();
    const milliseconds = Number(process.hrtime.bigint() - begin) / 1e6;
    console.log(milliseconds.toFixed(3), 1, (process.memoryUsage().rss / 2 ** 20).toFixed(1));
  }
})();
