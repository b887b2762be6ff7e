/** Filled by its own change. */
export default function Living(_: { period: string }) {
  return null;
}
