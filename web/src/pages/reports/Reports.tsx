/** Filled by its own change. */
export default function Reports(_: object) {
  return null;
}
