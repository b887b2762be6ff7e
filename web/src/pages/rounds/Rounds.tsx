/** Filled by its own change. */
export default function Rounds(_: object) {
  return null;
}
