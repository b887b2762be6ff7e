/** Whether the name is that of a page as it was printed or scanned, which a browser shows by itself. */
export const isPicture = (fileName: string): boolean => /\.(pdf|png|jpe?g|gif|bmp)$/i.test(fileName);
