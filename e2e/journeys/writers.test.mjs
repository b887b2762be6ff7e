// Several at one report: who writes where is told while there is a line, and cells that one joins stay joined for the other,
// in Word and back.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { open, person, settled, signIn, until } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { at, caret, living as report, openReport as openAt, saved, words } from "../lib/prose.mjs";
import { PEOPLE, PERIOD } from "../lib/roles.mjs";
import { walk } from "../lib/walk.mjs";
import { unzip } from "../lib/xlsx.mjs";

const step = walk();
let place, folder, browser, office, unit, own, foreign;

before(async () => {
  folder = newFolder();
  place = await start("demo", folder);
  browser = await open();
  [office, unit] = await Promise.all([person(browser, place.url), person(browser, place.url)]);
  await signIn(office.page, PEOPLE.office, place.accounts.get(PEOPLE.office));
  await signIn(unit.page, "nongnghiep", place.accounts.get("nongnghiep"));
});
after(async () => {
  await browser?.close();
  await place?.stop();
  if (folder) forget(folder);
});

const living = (page) => report(page, PERIOD);
const openReport = (page) => openAt(page, PERIOD);
const writers = (page) => page.locator(".living-writers .link").allInnerTexts();

step("each is named at the paragraph and in the head, to whom may look there", async () => {
  const plain = (p) => p.kind === "body" && words(p).length > 40;
  const mine = (await living(unit.page)).passages;
  own = mine.find((p) => p.editable && plain(p));
  foreign = (await living(office.page)).passages.find((p) => plain(p) && !mine.some((m) => m.id === p.id));
  assert.ok(own && foreign, "some of the report is the department's, some it does not see");
  await openReport(office.page);
  await openReport(unit.page);
  await caret(office.page, own.id);
  await caret(unit.page, own.id, 3);
  await until(async () => (await writers(office.page)).length === 1 && (await writers(unit.page)).length === 1, "each learns of the other");
  const [name] = await writers(office.page);
  assert.match(await at(office.page, own.id).getAttribute("data-margin"), new RegExp(`^${name} đang viết`));
  await caret(office.page, foreign.id);
  await until(async () => (await writers(unit.page)).length === 0, "of what a department does not see it is told nothing");
  assert.deepEqual(await writers(office.page), [name]);
});

step("without a line nobody is shown, and who has left is gone within seconds", async () => {
  await office.context.setOffline(true);
  await until(async () => (await writers(office.page)).length === 0, "nobody is shown falsely");
  await office.context.setOffline(false);
  await until(async () => (await writers(office.page)).length === 1, "shown again");
  await unit.page.goto("/me");
  const left = Date.now();
  await until(async () => (await writers(office.page)).length === 0, "gone");
  assert.ok(Date.now() - left < 15_000, `gone after ${Date.now() - left} ms`);
  assert.equal(await office.page.locator(".passage-written").count(), 0);
});

const tableOf = async (page) => (await living(page)).passages.find((p) => p.kind === "table" && words(p) === "Biểu ghép");
const cell = (page, row, at) => page.locator("figure", { hasText: "Biểu ghép" }).locator("tr").nth(row).locator("td, th").nth(at);
const rows = (passage) => passage.table.rows.map((row) => row.map((c) => [words(c), c.columns]));

step("one joins cells while the other types in them: both is kept", async () => {
  await openReport(office.page);
  await caret(office.page, own.id);
  await office.page.getByRole("button", { name: "Bảng", exact: true }).click();
  await office.page.keyboard.type("Biểu ghép");
  await office.page.keyboard.press("Enter");
  for (const word of ["Chỉ tiêu", "Kế hoạch", "Thực hiện", "Lúa", "12", "13", "Ngô", "14", "15"]) {
    await office.page.keyboard.type(word);
    if (word !== "15") await office.page.keyboard.press("Tab");
  }
  await saved(office.page);
  await openReport(unit.page);
  await cell(unit.page, 0, 2).waitFor();

  await unit.context.setOffline(true);
  await cell(unit.page, 0, 2).click();
  await unit.page.keyboard.press("End");
  await unit.page.keyboard.type(" kỳ này");
  await cell(office.page, 0, 1).click();
  await office.page.getByRole("button", { name: "Bảng", exact: true }).click();
  await office.page.getByRole("menuitem", { name: "Gộp ô trong dòng" }).click();
  await saved(office.page);
  assert.deepEqual(rows(await tableOf(office.page))[0], [["Chỉ tiêu", 1], ["Kế hoạch Thực hiện", 2]]);
  await unit.context.setOffline(false);
  await saved(unit.page);
  await until(async () => (await cell(office.page, 0, 1).innerText()) === "Kế hoạch Thực hiện kỳ này", "the words typed meanwhile stand in the joined cell");
  await until(async () => (await cell(unit.page, 0, 1).getAttribute("colspan")) === "2", "the cells are joined on the other page");
  assert.deepEqual(rows(await tableOf(office.page)), [[["Chỉ tiêu", 1], ["Kế hoạch Thực hiện kỳ này", 2]], [["Lúa", 1], ["12", 1], ["13", 1]], [["Ngô", 1], ["14", 1], ["15", 1]]]);
  await settled(office.page);
});

step("Word has the joined cell, and given back nothing has changed", async () => {
  const { page } = office;
  const answer = await page.request.get(`/api/living/${PERIOD}/preview?to=docx`);
  assert.ok(answer.ok(), await answer.text());
  const file = join(folder, "ghep.docx");
  writeFileSync(file, await answer.body());
  const xml = unzip(readFileSync(file)).get("word/document.xml").toString("utf8");
  const from = xml.indexOf("Chỉ tiêu", xml.indexOf("Biểu ghép"));
  assert.match(xml.slice(from, xml.indexOf("</w:tr>", from)), /<w:gridSpan w:val="2"\/>.*Kế hoạch Thực hiện kỳ này/);
  await page.goto(`/reports/living/${PERIOD}/returned`);
  await page.locator(".dropzone input[type=file]").setInputFiles(file);
  await page.getByText("Tệp không có gì thay đổi").waitFor();
});

step("parted again, the words stay in the first cell", async () => {
  const { page } = office;
  await openReport(page);
  await cell(page, 0, 1).click();
  await page.getByRole("button", { name: "Bảng", exact: true }).click();
  await page.getByRole("menuitem", { name: "Tách ô đã gộp" }).click();
  await saved(page);
  assert.deepEqual(rows(await tableOf(page))[0], [["Chỉ tiêu", 1], ["Kế hoạch Thực hiện kỳ này", 1], ["", 1]]);
});

step("nobody's console complains", () => {
  const lost = /Failed to load resource: net::|ERR_INTERNET_DISCONNECTED|EventSource/;
  for (const { complaints } of [office, unit]) assert.deepEqual(complaints.filter((line) => !lost.test(line)), []);
});
