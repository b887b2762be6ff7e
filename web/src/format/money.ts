// Sums of đồng for feedback while typing: `18 tỷ 250 triệu đồng`, `4.350.000đ`. The server decides.

import { formatNumber, parseNumber } from "./number";

const POWERS: Record<string, number> = { "nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9 };
const PART = /^([\d.,]+)\s*((?:(?:nghìn|ngàn|triệu|tỷ|tỉ)\s*)*)/;
const UNIT = /^(đồng|vnđ|vnd|đ)$/;
const SHORT_MILLION = /tr\.?\s*(đồng|đ)$/;

/** The exact đồng that a typed sum means; null when it is no sum of đồng. */
export function parseMoney(text: string): string | null {
  let rest = text.trim().normalize("NFC").toLowerCase().replace(SHORT_MILLION, "triệu đồng");
  let sum = 0n;
  let before: number | null = null;
  let named = false;
  while (rest !== "" && !UNIT.test(rest)) {
    const [whole = "", number = "", scales = ""] = PART.exec(rest) ?? [];
    const decimal = parseNumber(number);
    const power = scales.split(/\s+/).reduce((all, word) => all + (POWERS[word] ?? 0), 0);
    if (decimal === null) return null;
    // Only whole numbers below a thousand go on a sum, in falling scales.
    if (before !== null && (power >= before || power === 0 || !/^\d{1,3}$/.test(decimal))) return null;
    const part = shifted(decimal, power);
    if (part === null) return null;
    sum += part;
    named ||= power >= 6;
    before = power;
    rest = rest.slice(whole.length).trim();
  }
  return before !== null && (named || rest !== "") ? String(sum) : null;
}

/** The whole number that a decimal is with its point moved; null when a fraction of a đồng is left. */
function shifted(decimal: string, power: number): bigint | null {
  const [whole = "", decimals = ""] = decimal.split(".");
  return decimals.length > power ? null : BigInt(whole + decimals.padEnd(power, "0"));
}

/** A sum of đồng in the largest of tỷ, triệu and đồng that it fills: `18,25 tỷ đồng`. */
export function formatMoney(dong: string): string {
  const [power, unit] = dong.length > 9 ? ([9, "tỷ đồng"] as const) : dong.length > 6 ? ([6, "triệu đồng"] as const) : ([0, "đồng"] as const);
  const at = dong.length - power;
  const decimals = dong.slice(at).replace(/0+$/, "");
  return `${formatNumber(decimals === "" ? dong.slice(0, at) : `${dong.slice(0, at)}.${decimals}`)} ${unit}`;
}
