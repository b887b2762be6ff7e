import { t } from "../../messages";
import { toast, toastError } from "../../ui";
import { asTable, asText } from "../form/grid/clip";

/** Puts rows on the clipboard as Excel and Word take them. */
export async function copyRows(rows: readonly string[][]): Promise<void> {
  try {
    const blob = (type: string, text: string) => new Blob([text], { type });
    const item = new ClipboardItem({ "text/plain": blob("text/plain", asText(rows)), "text/html": blob("text/html", asTable(rows)) });
    await navigator.clipboard.write([item]);
    toast(t("series.copied"));
  } catch {
    try {
      await navigator.clipboard.writeText(asText(rows));
      toast(t("series.copied"));
    } catch {
      toastError(new Error(t("series.copyFailed")));
    }
  }
}
