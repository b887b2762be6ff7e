import { afterEach, expect, it, vi } from "vitest";
import type { Lang } from "../messages";
import { refusalOf } from "./client";

let screen: Lang = "vi";
vi.mock("../messages", async (real) => ({ ...(await real<typeof import("../messages")>()), lang: () => screen }));
afterEach(() => { screen = "vi"; });

it("a refusal speaks the language of the screen, also after it was switched", () => {
  const refusal = refusalOf(404, JSON.stringify({ code: "not-found", vi: "Không tìm thấy.", en: "Not found." }));
  expect(refusal.message).toBe("Không tìm thấy.");
  screen = "en";
  expect(refusal.message).toBe("Not found.");
});
