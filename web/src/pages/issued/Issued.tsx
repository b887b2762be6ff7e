/** Filled by its own change. */
export default function Issued(_: { period: string }) {
  return null;
}
