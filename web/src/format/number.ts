// Vietnamese numbers for feedback while typing: dots group thousands, a comma starts the decimals. The server decides.

// One kind of mark between the groups of a number: a dot, or one of the blanks that Word and Excel print there.
const SHAPE = /^([-−+]?)([1-9]\d{0,2}(?:([. \u00a0\u202f\u2009])\d{3}(?:\3\d{3})*)|\d+)(?:,(\d+))?$/;

/** The exact decimal that a typed number means, such as `1347.19` for `1.347,19`; null when it is no number. */
export function parseNumber(text: string): string | null {
  const [, sign, whole, , decimals] = SHAPE.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const digits = whole.replace(/\D/g, "").replace(/^0+(?=\d)/, "");
  return `${sign === "-" || sign === "−" ? "-" : ""}${digits}${decimals === undefined ? "" : `.${decimals}`}`;
}

/** A decimal such as `1347.19` as it is printed: `1.347,19`. */
export function formatNumber(decimal: string): string {
  const [, sign, whole = "", decimals] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  if (whole === "") return decimal;
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ".")}${decimals === undefined ? "" : `,${decimals}`}`;
}
