/** What is put in from elsewhere: paragraphs with bold and italics, bullets and tables; all other dress is dropped. */
import { Fragment, Slice, type Node } from "@tiptap/pm/model";
import { schema } from "./schema";
import { kindByStart } from "./typing";

/** Lines of plain text as paragraphs; empty ones are dropped, bullets are recognised. */
export function fromText(text: string): Slice {
  const lines = text.split(/\r\n?|\n/).map((line) => line.replace(/\t/g, " ").trim()).filter(Boolean);
  const blocks = lines.map((line) => {
    const start = kindByStart(line);
    const bullet = start && !start.counted ? start : null;
    const words = bullet ? line.slice(bullet.length) : line;
    return schema.nodes.passage.create({ kind: bullet?.kind ?? "body" }, words ? schema.text(words.normalize("NFC")) : null);
  });
  return new Slice(Fragment.fromArray(blocks), blocks.length > 0 ? 1 : 0, blocks.length > 0 ? 1 : 0);
}

/** HTML of a word processor as plain HTML of ours: its lists are paragraphs with a bullet in them. */
export function cleaned(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const junk of page.querySelectorAll("style, script, meta, link, title, xml, o\\:p, img, svg, del")) junk.remove();
  for (const p of page.querySelectorAll<HTMLElement>("p, li")) {
    if (p.dataset.passage !== undefined) continue;
    // Word marks its bullets as to be ignored; LibreOffice and browsers make lists.
    const mark = [...p.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(span.getAttribute("style") ?? ""));
    const bullet = mark?.textContent?.trim();
    mark?.remove();
    const words = p.textContent ?? "";
    const start = bullet ? kindByStart(`${bullet} `) : kindByStart(words.replace(/\s+/g, " ").trimStart());
    if (p.tagName === "LI" && !start) continue;
    if (bullet && (!start || !start.counted)) p.dataset.kind = start?.kind ?? "dash";
    else if (start && !start.counted) {
      p.dataset.kind = start.kind;
      dropStart(p, start.length);
    } else if (bullet) p.prepend(`${bullet} `);
    if (p.dataset.kind) p.dataset.passage = "";
  }
  for (const table of page.querySelectorAll("table")) {
    if (table.closest("figure[data-passage]")) continue;
    squared(table);
    const figure = page.createElement("figure");
    figure.dataset.passage = "";
    table.replaceWith(figure);
    figure.append(page.createElement("figcaption"), table);
  }
  return page.body.innerHTML;
}

/** Takes the first letters of an element away, through whatever spans they stand in. */
function dropStart(element: HTMLElement, length: number): void {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let left = length, leading = true; left > 0 && walker.nextNode(); ) {
    const text = walker.currentNode as Text;
    if (leading) text.data = text.data.trimStart();
    leading = leading && text.data === "";
    const cut = Math.min(left, text.data.length);
    text.data = text.data.slice(cut);
    left -= cut;
  }
}

/** A cell over several rows stands in its first one; below it come empty ones. Paragraphs of a cell run together. */
function squared(table: HTMLTableElement): void {
  for (const inner of table.querySelectorAll("table")) inner.replaceWith(inner.textContent ?? "");
  const rows = [...table.rows];
  rows.forEach((row, at) => {
    [...row.cells].forEach((cell, place) => {
      const columns = cell.colSpan;
      for (let below = 1; below < cell.rowSpan; below++) {
        const empty = table.ownerDocument.createElement("td");
        empty.colSpan = columns;
        rows[at + below]?.insertBefore(empty, rows[at + below]?.cells[place] ?? null);
      }
      cell.removeAttribute("rowspan");
      for (const p of cell.querySelectorAll("p + p, br")) p.before(" ");
      for (const p of cell.querySelectorAll("p, div")) {
        if (/right/.test(p.getAttribute("style") ?? "") || p.getAttribute("align") === "right") cell.style.textAlign = "right";
        p.replaceWith(...p.childNodes);
      }
    });
  });
}

/** Whether a slice holds nothing but words of one paragraph: it then goes into the line. */
export const isOneLine = (slice: Slice): boolean => slice.content.childCount === 1 && (slice.content.firstChild as Node).type === schema.nodes.passage;
