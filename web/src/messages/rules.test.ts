import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { en } from "./en";
import { vi } from "./vi";

// Every rule that the reader gives as a reason; its own test holds the list complete.
const rules = readFileSync(new URL("../../../suite/facts/rules.txt", import.meta.url), "utf8").trim().split("\n");

describe("reasons of the reader", () => {
  it("are many", () => expect(rules.length).toBeGreaterThan(50));
  it.each(rules)("%s has words", (rule) => {
    expect(vi).toHaveProperty([`review.rule.${rule}`]);
    expect(en).toHaveProperty([`review.rule.${rule}`]);
  });
});
