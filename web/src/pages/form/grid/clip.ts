// What is put on the clipboard: tab text, and a table for Excel and Word. Numbers stay as they were typed.
const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c] ?? c);

export const asText = (rows: readonly string[][]): string => rows.map((row) => row.map((field) => field.replace(/[\t\r\n]+/g, " ")).join("\t")).join("\r\n");

export const asTable = (rows: readonly string[][]): string =>
  `<table>${rows.map((row) => `<tr>${row.map((field) => `<td style="mso-number-format:'\\@'">${escape(field)}</td>`).join("")}</tr>`).join("")}</table>`;
