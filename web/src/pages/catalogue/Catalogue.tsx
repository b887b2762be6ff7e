/** Filled by its own change. */
export default function Catalogue(_: object) {
  return null;
}
