import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatMoney, parseMoney } from "./money";

// The same table that the server's parser is held to.
const table = readFileSync(new URL("../../../suite/viet/money.tsv", import.meta.url), "utf8");
const rows = table.split("\n").filter((line) => line.includes("\t") && !line.startsWith("#")).map((line) => line.split("\t") as [string, string, string]);

describe("sums of money as the server reads them", () => {
  it("has a table to be held to", () => expect(rows.length).toBeGreaterThan(20));
  it.each(rows)("“%s” is %s, printed %s", (text, dong, printed) => {
    const read = parseMoney(text);
    expect(read ?? "-").toBe(dong);
    expect(read === null ? "" : formatMoney(read)).toBe(printed);
  });
});
