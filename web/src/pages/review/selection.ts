/** The browser's selection as a stretch of the text, and back. */
import type { BlockView } from "../../api/types";
import type { Stretch } from "./places";

/** Text nodes of a paragraph that come from the text; note marks do not. */
function* textNodes(paragraph: Element): Generator<Text> {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (!node.parentElement?.closest("sup")) yield node as Text;
}

function offsetOf(blocks: readonly BlockView[], node: Node, offset: number): number | null {
  const paragraph = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>("[data-block]");
  const block = paragraph && blocks[Number(paragraph.dataset.block)];
  if (!block) return null;
  let at = block.start;
  for (const text of textNodes(paragraph)) {
    if (text === node) return at + [...text.data.slice(0, offset)].length;
    if (node.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING) return at;
    at += [...text.data].length;
  }
  return at;
}

/** What is selected in the document; null where nothing is. */
export function selected(pane: Element | null, blocks: readonly BlockView[]): Stretch | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!pane?.contains(range.commonAncestorContainer)) return null;
  const start = offsetOf(blocks, range.startContainer, range.startOffset);
  const end = offsetOf(blocks, range.endContainer, range.endOffset);
  return start !== null && end !== null && start < end ? { start, end } : null;
}

/** A stretch as a range of the document, cut where its paragraph ends, and the element that it begins in. */
export function rangeOf(pane: Element, blocks: readonly BlockView[], { start, end }: Stretch): [Range, Element] | null {
  const index = blocks.findLastIndex((block) => block.start <= start);
  const block = blocks[index];
  const paragraph = pane.querySelector(`[data-block="${index}"]`);
  if (!block || !paragraph) return null;
  const range = document.createRange();
  let at = block.start;
  let found: Element | null = null;
  for (const text of textNodes(paragraph)) {
    const letters = [...text.data];
    const inside = (offset: number) => letters.slice(0, offset - at).join("").length;
    if (start >= at && start < at + letters.length) {
      range.setStart(text, inside(start));
      found = text.parentElement;
    }
    if (found && end > at) range.setEnd(text, inside(end));
    at += letters.length;
  }
  return found && [range, found];
}

/** Selects a stretch; answers with the element to bring into view. */
export function select(pane: Element, blocks: readonly BlockView[], stretch: Stretch): Element | null {
  const [range, element] = rangeOf(pane, blocks, stretch) ?? [];
  if (!range || !element) return null;
  const selection = document.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
  return element;
}
