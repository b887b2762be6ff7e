import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatNumber, parseNumber } from "./number";

// The same table that the server's parser is held to.
const table = readFileSync(new URL("../../../suite/viet/numbers.tsv", import.meta.url), "utf8");
const rows = table.split("\n").filter((line) => line.includes("\t") && !line.startsWith("#")).map((line) => line.split("\t") as [string, string, string]);

describe("numbers as the server reads them", () => {
  it("has a table to be held to", () => expect(rows.length).toBeGreaterThan(20));
  it.each(rows)("“%s” is %s, printed %s", (text, value, printed) => {
    const read = parseNumber(text);
    expect(read ?? "-").toBe(value);
    expect(read === null ? "" : formatNumber(read)).toBe(printed);
  });
});
