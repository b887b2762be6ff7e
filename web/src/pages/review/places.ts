import type { BlockView } from "../../api/types";

const plain = (text: string) => text.replace(/\s+/g, " ").trim();

/** The paragraph that holds these words, or their beginning when they run on; -1 when none does. */
export function blockOf(blocks: readonly BlockView[], words: string): number {
  const start = plain(words).slice(0, 60);
  return start ? blocks.findIndex((block) => plain(block.segments.map((s) => s.text).join("")).includes(start)) : -1;
}
