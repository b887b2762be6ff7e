// A Word file of the living report goes out, is opened and saved in LibreOffice, and comes back.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { open, person, settled, signIn } from "../lib/browser.mjs";
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

/** Opens the file in LibreOffice, and saves it as `to`. */
const convert = (from, to) => {
  execFileSync("soffice", [`-env:UserInstallation=file://${join(folder, "lo")}`, "--headless", "--convert-to", to, "--outdir", join(folder, "out"), from], { stdio: "ignore" });
  return join(folder, "out", `bao-cao.${to}`);
};
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
  await give(page, convert(file, "docx"));
  await page.getByText("Tệp không có gì thay đổi").waitFor();
  const counts = await page.getByText(/số còn nguyên/).innerText();
  const [same, total] = counts.match(/\d+/g).map(Number);
  assert.ok(total > 50 && same === total, counts);
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
