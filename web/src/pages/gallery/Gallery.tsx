/** Filled by its own change. */
export default function Gallery(_: object) {
  return null;
}
