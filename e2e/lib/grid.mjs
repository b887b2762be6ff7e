// The entry grid, as a person uses it.
export const FORM = "Biểu nhập số liệu";

/** What stands in the column of this period, row by row; only rows near the screen are drawn. */
export const figures = (page) => page.getByRole("grid", { name: FORM }).locator("[role=row] > .grid-now[role=gridcell]");
export const figure = (page, index) => page.getByRole("grid", { name: FORM }).locator(`[data-row="${index}"] > .grid-now`);
/** The figure of the row with this name. */
export const figureOf = (page, name) => page.getByRole("grid", { name: FORM }).locator(`[data-name=${JSON.stringify(name)}] > .grid-now`);
/** The one field that follows the active cell. */
export const field = (page) => page.getByRole("region", { name: FORM }).locator("input.grid-input");
/** The text of a cell as it is shown; special values in words. */
export const said = async (cell) => (await cell.innerText()).trim();

/** Goes to a cell and types over it. */
export async function put(page, cell, text) {
  await cell.click();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

/** All typed cells are with the server. */
export const saved = async (page) => {
  await page.waitForFunction(() => /Đã lưu lúc/.test(document.body.innerText) && !/Đang lưu/.test(document.body.innerText));
};

/** Pastes as a spreadsheet or a word processor would put it there. */
export async function paste(page, text, html = "") {
  await field(page).evaluate((input, [text, html]) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    if (html) clipboardData.setData("text/html", html);
    input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, [text, html]);
}

/** What copying puts on the clipboard. */
export const copied = (page) =>
  field(page).evaluate((input) => {
    const clipboardData = new DataTransfer();
    input.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
    return { text: clipboardData.getData("text/plain"), html: clipboardData.getData("text/html") };
  });
