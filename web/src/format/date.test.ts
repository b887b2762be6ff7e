import { describe, expect, it } from "vitest";
import { day, parseDay } from "./date";

describe("days", () => {
  it.each([
    ["14/06/2021", "2021-06-14"], ["1/2/2021", "2021-02-01"], ["29/2/2024", "2024-02-29"], ["5-11-2026", "2026-11-05"],
    ["29/2/2021", null], ["31/4/2021", null], ["06/14/2021", null], ["14/6/21", null], ["hôm nay", null],
  ])("%s is %s", (text, iso) => expect(parseDay(text)).toBe(iso));
  it("prints what it read", () => expect(day(parseDay("3/9/2025"))).toBe("03/09/2025"));
});
