/** Filled by its own change. */
export default function Tasks(_: object) {
  return null;
}
