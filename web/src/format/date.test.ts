import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { day, parseDay } from "./date";

// The same table that the server's parser is held to.
const table = readFileSync(new URL("../../../suite/viet/dates.tsv", import.meta.url), "utf8");
const rows = table.split("\n").filter((line) => line.includes("\t") && !line.startsWith("#")).map((line) => line.split("\t") as [string, string, string]);

describe("days as the server reads them", () => {
  it("has a table to be held to", () => expect(rows.length).toBeGreaterThan(20));
  it.each(rows)("“%s” is %s, printed %s", (text, iso, printed) => {
    const read = parseDay(text);
    expect(read ?? "-").toBe(iso);
    expect(day(read)).toBe(printed);
  });
});
