// A Word file of the living report goes out, is opened and saved in LibreOffice, and comes back.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { open, person, settled, signIn } from "../lib/browser.mjs";
import { office as libreoffice } from "../lib/office.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { PEOPLE, PERIOD } from "../lib/roles.mjs";
import { walk } from "../lib/walk.mjs";

const step = walk();
let place, folder, browser, office, file;

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

const give = async (page, path) => {
  await page.goto(`/reports/living/${PERIOD}/returned`);
  await page.locator(".dropzone input[type=file]").setInputFiles(path);
};

step("the file is downloaded from the report's own page", async () => {
  const { page } = office;
  await page.goto(`/reports/living/${PERIOD}`);
  await page.getByRole("button", { name: "Xem thử" }).click();
  await page.getByRole("menuitem", { name: "Nhận lại tệp Word đã sửa" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Tải tệp Word để sửa" }).click()]);
  file = join(folder, "bao-cao.docx");
  writeFileSync(file, readFileSync(await download.path()));
  await settled(page);
});

step("opened and saved in LibreOffice, every figure and paragraph is as it was", async () => {
  const { page } = office;
  await give(page, libreoffice(folder).saved(file, "docx"));
  await page.getByText("Tệp không có gì thay đổi").waitFor();
  const counts = await page.getByText(/số còn nguyên/).innerText();
  const [same, total] = counts.match(/\d+/g).map(Number);
  assert.ok(total > 50 && same === total, counts);
});

step("words and a number changed in LibreOffice are told, and the number is a question", async () => {
  const { page } = office;
  await give(page, libreoffice(folder).changed(file, [["Xảy ra ", "Trong quý xảy ra "], ["4.160", "4.161"]]));
  await page.getByText("1 thay đổi", { exact: true }).waitFor();
  const change = page.locator(".returned-list > li");
  assert.deepEqual(await change.locator(".returned-words ins").allInnerTexts(), ["4.161", "Trong quý xảy"]);
  const take = page.getByRole("button", { name: "Nhận 1 thay đổi" });
  assert.ok(await take.isDisabled());
  await page.getByText(/Còn 1 số/).waitFor();
  await change.getByRole("radio").first().check();
  await take.click();
  await page.waitForURL(`**/reports/living/${PERIOD}`);
  await page.getByText("Trong quý xảy ra").waitFor();
  assert.equal(await page.getByText("4.161").count(), 0);
});

step("a file of something else is refused with what to do", async () => {
  const { page } = office;
  const other = join(folder, "other.docx");
  writeFileSync(other, "không phải Word");
  await give(page, other);
  await page.getByText(/không phải Word/).waitFor();
});

step("no page complained", async () => {
  assert.deepEqual(office.complaints, []);
});
