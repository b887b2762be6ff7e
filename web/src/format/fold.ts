/** Letters without marks and case, so that a search works with and without diacritics. */
export const fold = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}+/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();

/** Whether every word of the search stands in the text. */
export function matches(search: string, ...texts: string[]): boolean {
  const hay = fold(texts.join(" "));
  return fold(search).split(/\s+/).every((word) => hay.includes(word));
}
