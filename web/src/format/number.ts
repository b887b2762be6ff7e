// Vietnamese numbers for feedback while typing: dots group thousands, a comma starts the decimals. The server decides.

const SHAPE = /^([-−]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?$/;
const BLANKS = /[\s\u00a0\u202f]+/g;

/** The exact decimal that a typed number means, such as `1347.19` for `1.347,19`; null when it is no number. */
export function parseNumber(text: string): string | null {
  const [, sign, whole, decimals] = SHAPE.exec(text.trim().replace(BLANKS, "")) ?? [];
  if (whole === undefined) return null;
  const digits = whole.replaceAll(".", "").replace(/^0+(?=\d)/, "");
  return `${sign ? "-" : ""}${digits}${decimals === undefined ? "" : `.${decimals}`}`;
}

/** A decimal such as `1347.19` as it is printed: `1.347,19`. */
export function formatNumber(decimal: string): string {
  const [, sign, whole = "", decimals] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  if (whole === "") return decimal;
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ".")}${decimals === undefined ? "" : `,${decimals}`}`;
}
