import { getSchema } from "@tiptap/core";
import { Node } from "@tiptap/pm/model";
import { describe, expect, it } from "vitest";
import type { LivingInline } from "../../api/types";
import { fromDoc, newFigure, plainWords, sameContent, toDoc, toInlines, withOwnIds } from "./inlines";
import { passageSchema } from "./schema";

const text = (words: string): LivingInline => ({ type: "text", text: words });
const figure = (id: string, printed: string): LivingInline => newFigure(id, { code: "NN05", name: "Diện tích gieo cấy" }, "actual", 0, printed);
const period: LivingInline = { type: "period", mention: { pattern: "quý {Q} năm {y}", shift: 0 }, text: "quý II năm 2021" };
const note: LivingInline = { type: "note", id: "p9", number: 1 };

/** Through the editor's own schema, as typing would. */
function throughEditor(inlines: LivingInline[]): LivingInline[] {
  const doc = Node.fromJSON(getSchema(passageSchema), toDoc(inlines));
  doc.check();
  return fromDoc(doc.toJSON());
}

/** A small repeatable stream of numbers below `below`. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

describe("a passage survives the editor", () => {
  const table: [string, LivingInline[]][] = [
    ["nothing", []],
    ["words", [text("Sản xuất nông nghiệp ổn định.")]],
    ["a figure in words", [text("Gieo cấy "), figure("a", "1.347,19"), text(" ha, đạt")]],
    ["atoms side by side", [figure("a", "12"), figure("b", "13"), note]],
    ["atoms at both ends", [period, text(" thu ngân sách "), figure("a", "6")]],
    ["double spaces and line ends", [text("a  b\nc ")]],
    ["marks like code", [text("<b>5 & 6</b>"), note]],
  ];
  it.each(table)("%s", (_name, inlines) => {
    expect(throughEditor(inlines)).toEqual(inlines);
    expect(toInlines(throughEditor(inlines))).toEqual(toInlines(inlines));
  });

  it("whatever the order", () => {
    const next = numbers(7);
    for (let round = 0; round < 300; round++) {
      const parts = Array.from({ length: next(12) }, (_, i): LivingInline => {
        return [text(`từ ${i} `), figure(`f${i}`, `${next(900)}`), period, note, text("")][next(5)]!;
      });
      expect(toInlines(throughEditor(parts))).toEqual(toInlines(parts));
      expect(plainWords(throughEditor(parts))).toBe(plainWords(parts));
    }
  });
});

describe("what is sent", () => {
  it("leaves out what the server computes", () => {
    expect(toInlines([figure("a", "12")])).toEqual([
      {
        type: "figure",
        figure: { id: "a", indicator: "NN05", measure: "actual", unit: null, shift: 0, decimals: null, leading_zero: false, claim: null },
      },
    ]);
  });

  it("joins neighbouring words and composes letters", () => {
    expect(toInlines([text("a"), text(""), text("o\u0302")])).toEqual([{ type: "text", text: "a\u00f4" }]);
  });

  it("is the same for the same words, however they were cut", () => {
    expect(sameContent([text("ab"), note], [text("a"), text("b"), note])).toBe(true);
    expect(sameContent([text("ab")], [text("ab ")])).toBe(false);
  });

  it("gives a pasted copy of a figure its own id", () => {
    let count = 0;
    const ids = withOwnIds([figure("a", "1"), figure("a", "1"), figure("b", "2")], new Set(["b"]), () => `new${++count}`);
    expect(ids.map((inline) => inline.type === "figure" && inline.figure.id)).toEqual(["a", "new1", "new2"]);
  });

  it("runs pasted paragraphs together", () => {
    const paragraph = (words: string) => ({ type: "paragraph", content: [{ type: "text", text: words }] });
    expect(fromDoc({ type: "doc", content: [paragraph("a"), paragraph("b")] })).toEqual([text("a b")]);
  });
});
