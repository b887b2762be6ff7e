/** Whether the name is that of a page as it was printed or scanned, which a browser shows by itself. */
export const isPicture = (fileName: string): boolean => /\.(pdf|png|jpe?g|gif|bmp)$/i.test(fileName);

/** Bytes as people say them: `850 KB`, `1,2 MB`. */
export const fileSize = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1).replace(".", ",")} MB`;
