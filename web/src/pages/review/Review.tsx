/** Filled by its own change. */
export default function Review(_: { id: string }) {
  return null;
}
