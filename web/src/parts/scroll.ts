/**
 * Brings an element to the middle of what scrolls around it, at once. Paragraphs far away get their true height only
 * when they come near, so the place is corrected in the next frames. Gives back how to call that off.
 */
export function bringIntoView(target: Element | null, corrections = 2): () => void {
  if (!target) return () => {};
  target.scrollIntoView({ block: "center", behavior: "instant" });
  if (corrections === 0) return () => {};
  let rest = () => {};
  const frame = requestAnimationFrame(() => (rest = bringIntoView(target, corrections - 1)));
  return () => {
    cancelAnimationFrame(frame);
    rest();
  };
}
