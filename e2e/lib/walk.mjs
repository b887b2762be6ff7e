// A journey is one walk: when a step fails, those after it have nothing to stand on.
import { test } from "node:test";

export function walk() {
  let fell = null;
  return (name, step) =>
    test(name, async (context) => {
      if (fell) return context.skip(`because this failed: ${fell}`);
      try {
        await step();
      } catch (error) {
        fell = name;
        throw error;
      }
    });
}
