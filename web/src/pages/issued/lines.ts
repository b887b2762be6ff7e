/** As it is kept: composed letters, no space around. */
export const nfc = (text: string) => text.trim().normalize("NFC");

/** The lines of a field, without empty ones and without hyphens in front. */
export const textLines = (text: string): string[] =>
  text.split("\n").map((line) => nfc(line.replace(/^\s*-\s+/, ""))).filter((line) => line !== "");
