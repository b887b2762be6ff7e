/** Filled by its own change. */
export default function Form(_: { period: string; unit: string }) {
  return null;
}
