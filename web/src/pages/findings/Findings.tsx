/** Filled by its own change. */
export default function Findings(_: object) {
  return null;
}
