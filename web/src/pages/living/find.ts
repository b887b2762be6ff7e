/** Finds words in the report, with and without diacritics. */
import type { Node } from "@tiptap/pm/model";
import { fold } from "../../format/fold";

/** A find: where it begins and ends in the document. */
export type Found = { from: number; to: number };

/** Every place of the words, in order. */
export function findAll(doc: Node, words: string): Found[] {
  const wanted = fold(words.trim());
  const found: Found[] = [];
  if (!wanted) return found;
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true;
    // Letter by letter, so that a place in the folded words is a place in the document.
    const letters: { letter: string; at: number }[] = [];
    node.forEach((child, offset) => {
      const text = child.isText ? (child.text ?? "") : child.type.spec.leafText?.(child) ?? "";
      for (let i = 0; i < text.length; i++) for (const letter of fold(text[i] ?? "")) letters.push({ letter, at: at + 1 + offset + (child.isText ? i : 0) });
    });
    const folded = letters.map((l) => l.letter).join("");
    for (let from = folded.indexOf(wanted); from >= 0; from = folded.indexOf(wanted, from + wanted.length)) {
      const last = letters[from + wanted.length - 1];
      if (last) found.push({ from: letters[from]?.at ?? 0, to: last.at + 1 });
    }
    return false;
  });
  return found;
}
