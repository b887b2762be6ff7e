import { describe, expect, it } from "vitest";
import type { Notice } from "../../api/types";
import { cutAtNotices } from "./words";

const about = (subject: string, figure?: string): Notice => ({
  key: subject, kind: "typed_by_hand", severity: "warning", passage: "p1", figure: figure ?? null, subject,
  start: 0, end: 0, seen: subject, says: "", hint: "", candidates: [], takes_reason: true, open: true, reason: null,
});

describe("words that a notice is about", () => {
  const table: [string, Notice[], string][] = [
    ["trồng 12 ha", [about("12")], "trồng |[12]| ha"],
    ["112 vụ, 12,5 và 12.", [about("12")], "112 vụ, 12,5 và |[12]|."],
    ["12 và 12", [about("12")], "[12]| và |[12]"],
    ["quý I năm 2021", [about("quý I"), about("quý I năm 2021")], "[quý I năm 2021]"],
    ["quý II", [about("quý I")], "quý II"],
    ["tăng 5%", [about("tăng"), about("5")], "[tăng]| |[5]|%"],
    ["12 ha", [about("12", "f1"), about("")], "12 ha"],
    ["", [about("12")], ""],
  ];
  it.each(table)("%s", (text, notices, cut) => {
    const parts = cutAtNotices(text, notices);
    expect(parts.map((p) => (p.notice ? `[${p.text}]` : p.text)).join("|")).toBe(cut);
    expect(parts.map((p) => p.text).join("")).toBe(text);
  });
});
