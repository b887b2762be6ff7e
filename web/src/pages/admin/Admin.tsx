/** Filled by its own change. */
export default function Admin(_: object) {
  return null;
}
