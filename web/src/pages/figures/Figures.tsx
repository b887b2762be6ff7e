/** Filled by its own change. */
export default function Figures(_: { code?: string }) {
  return null;
}
