// A table is laid out, asked, sorted, kept, taken out and put back, and put into the living report as bound figures.
import assert from "node:assert/strict";
import { after, before, test as step } from "node:test";
import { ask, open, person, settled, signIn } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { PEOPLE, PERIOD } from "../lib/roles.mjs";

let folder, place, browser, office;

before(async () => {
  folder = newFolder();
  place = await start("demo", folder);
  browser = await open();
  office = await person(browser, place.url);
  await signIn(office.page, PEOPLE.office, place.accounts.get(PEOPLE.office));
});
after(async () => {
  await browser?.close();
  await place?.stop();
  if (folder) forget(folder);
});

step("an indicator is chosen, and the table of all communes is there with its completeness", async () => {
  const { page } = office;
  await page.goto("/figures");
  await page.getByRole("link", { name: "Bảng số liệu" }).click();
  await page.waitForURL("**/figures/tables");
  await page.getByText("Chọn chỉ tiêu để có bảng").waitFor();
  await page.getByRole("searchbox", { name: /chỉ tiêu/ }).fill("dien tich che");
  await page.getByRole("checkbox", { name: /Diện tích chè/ }).first().check();
  const table = page.getByRole("table", { name: "Bảng số liệu" });
  await table.getByRole("rowheader", { name: "Cộng chung" }).waitFor();
  assert.equal(await table.getByRole("rowheader").count(), 13, "twelve communes and all together");
  await table.getByText("ít nhất").first().waitFor();
});

step("a column is sorted, a cell says how it was made, bars stand beside each other", async () => {
  const { page } = office;
  const table = page.getByRole("table", { name: "Bảng số liệu" });
  const second = page.getByRole("columnheader", { name: /Quý I năm 2021/ });
  await second.getByRole("button").click();
  await page.locator("th[aria-sort=descending]").waitFor();
  const numbers = (await table.locator("tbody tr td:nth-last-child(2) .pivot-cell > span:last-of-type").allInnerTexts()).map((text) => Number(text.replaceAll(".", "").replace(",", "."))).filter((n) => !Number.isNaN(n));
  assert.ok(numbers.length > 3);
  assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
  await page.getByLabel("Thanh so sánh trong ô").check();
  await page.locator(".pivot-bar").first().waitFor();
  await table.locator(".pivot-cell:not([disabled])").first().click();
  await page.getByRole("dialog").getByRole("link", { name: "Xem chuỗi số liệu" }).waitFor();
  await page.keyboard.press("Escape");
});

step("a column stands on the map, by the boundaries of the table", async () => {
  const { page } = office;
  await page.getByLabel("Bản đồ").check();
  await page.getByLabel("Vẽ cột").selectOption({ index: 2 });
  const map = page.locator(".pivot-map");
  await map.waitFor();
  assert.match((await map.getAttribute("alt")) ?? "", /Bản Lềnh/);
});

step("what cannot be laid out is said", async () => {
  const { page } = office;
  await page.getByLabel("Kỳ", { exact: true }).last().selectOption("head");
  await page.getByText("hãy đặt kỳ ở hàng hoặc ở cột").waitFor();
  await page.getByLabel("Kỳ", { exact: true }).last().selectOption("column");
  await page.getByRole("rowheader", { name: "Cộng chung" }).waitFor();
});

step("it is kept, found by name, taken out and put back", async () => {
  const { page } = office;
  await page.getByRole("button", { name: "Lưu bảng" }).click();
  await page.getByRole("dialog").getByLabel("Tên bảng").fill("Chè theo xã");
  await page.getByRole("dialog").getByRole("button", { name: "Lưu", exact: true }).click();
  await page.getByRole("heading", { name: "Chè theo xã" }).waitFor();
  await page.getByRole("searchbox", { name: "Tìm bảng" }).fill("che theo");
  await page.getByRole("button", { name: "Gỡ bảng Chè theo xã" }).click();
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await page.getByRole("button", { name: /^Chè theo xã/ }).waitFor();
});

step("it stands in the living report, every cell bound", async () => {
  const { page } = office;
  await page.getByLabel("Có dòng cộng chung").uncheck();
  const before = (await ask(page, `/api/living/${PERIOD}`)).passages.filter((p) => p.kind === "table").length;
  await page.getByRole("button", { name: "Đưa vào báo cáo" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Đưa vào", exact: true }).click();
  await page.waitForURL(`**/reports/living/${PERIOD}`);
  await settled(page);
  const tables = (await ask(page, `/api/living/${PERIOD}`)).passages.filter((p) => p.kind === "table");
  assert.equal(tables.length, before + 1);
  const inlines = tables.at(-1).table.rows.flat().flatMap((cell) => cell.inlines);
  assert.equal(inlines.filter((inline) => inline.type === "figure").length, 48, "twelve communes in four quarters");
});

step("nobody's console complains", async () => {
  assert.deepEqual(office.complaints, []);
});
