import { describe, expect, test } from "vitest";
import { blank, partOf, wishOf } from "./draft";

describe("a reorganisation as typed", () => {
  test.each([
    ["100", "1.00"],
    ["25", "0.25"],
    ["5", "0.05"],
    ["12,5", "0.125"],
    ["12.5", "0.125"],
    ["0", "0.00"],
    ["một nửa", "một nửa"],
  ])("%s %% is %s of one", (typed, part) => expect(partOf(typed)).toBe(part));

  test("lines without anything are not sent, parts are sent as typed", () => {
    const wish = wishOf(
      {
        ...blank,
        on: "2027-01-01",
        ends: [{ id: "a", name: "xã A" }],
        heirless: ["a", "gone"],
        begins: [{ key: "moi-1", name: "xã B", kind: "commune", code: "", parent: "t" }, { key: "moi-2", name: " ", kind: "commune", code: "", parent: "t" }],
        hands: [{ from: "a", to: "moi-1", people: "40", area: "" }, { from: "a", to: "", people: "", area: "" }],
      },
      true,
    );
    expect(wish.begins).toHaveLength(1);
    expect(wish.heirless).toEqual(["a"]);
    expect(wish.hands).toEqual([{ from: "a", to: "moi-1", shares: { people: { part: "0.40", estimated: false } } }]);
  });
});
