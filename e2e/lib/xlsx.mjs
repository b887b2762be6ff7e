// Workbooks as a person would change them, without a spreadsheet program: zips opened, cells set, zips closed.
import { crc32, inflateRawSync } from "node:zlib";

/** The parts of a zip by name. */
export function unzip(bytes) {
  const parts = new Map();
  let at = bytes.readUInt32LE(bytes.lastIndexOf("PK\x05\x06", undefined, "latin1") + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [method, packed, name, extra, comment, local] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const held = bytes.subarray(from, from + packed);
    parts.set(bytes.toString("utf8", at + 46, at + 46 + name), method === 0 ? held : inflateRawSync(held));
    at += 46 + name + extra + comment;
  }
  return parts;
}

/** A zip of these parts, not compressed. */
export function zip(parts) {
  const [bodies, entries] = [[], []];
  let at = 0;
  for (const [name, text] of parts) {
    const [named, held] = [Buffer.from(name), Buffer.from(text)];
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x800, 2);
    head.writeUInt32LE(crc32(held), 10);
    head.writeUInt32LE(held.length, 14);
    head.writeUInt32LE(held.length, 18);
    head.writeUInt16LE(named.length, 22);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(at, 10);
    bodies.push(Buffer.from("PK\x03\x04"), head, named, held);
    entries.push(Buffer.from("PK\x01\x02\x14\0", "latin1"), head, entry, named);
    at += 30 + named.length + held.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const cell = (at, style, value) =>
  typeof value === "number" ? `<c r="${at}"${style}><v>${value}</v></c>` : `<c r="${at}"${style} t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;

/** The form with answers typed into column H, by code: numbers or texts. */
export function typed(bytes, answers) {
  const parts = unzip(bytes);
  const strings = [...parts.get("xl/sharedStrings.xml").toString().matchAll(/<si>.*?<\/si>/gs)].map((m) => m[0].replace(/<[^>]*>/g, ""));
  let sheet = parts.get("xl/worksheets/sheet1.xml").toString();
  for (const [code, value] of Object.entries(answers)) {
    const row = new RegExp(`<c r="B(\\d+)"[^>]*t="s"><v>${strings.indexOf(code)}</v>`).exec(sheet)?.[1];
    if (!row) throw new Error(`no row of ${code}`);
    sheet = sheet.replace(new RegExp(`<c r="H${row}"( s="\\d+")?[^>]*?(/>|>.*?</c>)`), (_, style = "") => cell(`H${row}`, style, value));
  }
  parts.set("xl/worksheets/sheet1.xml", sheet);
  return zip(parts);
}

/** A workbook with one sheet of these rows. */
export function plain(name, rows) {
  const letters = "ABCDEFGHIJ";
  const lines = rows.map((row, r) => `<row r="${r + 1}">${row.map((value, c) => (value === "" ? "" : cell(`${letters[c]}${r + 1}`, "", value))).join("")}</row>`);
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packages = "http://schemas.openxmlformats.org/package/2006";
  const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  return zip(new Map([
    ["[Content_Types].xml", `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`],
    ["_rels/.rels", `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ["xl/workbook.xml", `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`],
    ["xl/_rels/workbook.xml.rels", `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`],
    ["xl/worksheets/sheet1.xml", `<worksheet xmlns="${main}"><sheetData>${lines.join("")}</sheetData></worksheet>`],
  ]));
}
