/** Filled by its own change. */
export default function Board(_: { period: string }) {
  return null;
}
