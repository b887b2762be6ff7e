// A form goes out as a workbook and comes back: what would change is seen first; a table of one's own is read, corrected, remembered; all forms of a round as one zip, and many files back.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { ask, open, person, PHONE, settled, signIn, until } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { PEOPLE, PERIOD, UNIT } from "../lib/roles.mjs";
import { walk } from "../lib/walk.mjs";
import { plain, typed, unzip, zip } from "../lib/xlsx.mjs";

const step = walk();
const FORM = `/rounds/${PERIOD}/forms/${UNIT}`;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
let place, folder, browser, reporter, office;
/** The form as downloaded, and rows that take plain numbers. */
let given, rows;

before(async () => {
  folder = newFolder();
  place = await start("demo", folder);
  browser = await open();
  reporter = await person(browser, place.url);
  office = await person(browser, place.url);
  await signIn(reporter.page, PEOPLE.reporter, place.accounts.get(PEOPLE.reporter));
  await signIn(office.page, PEOPLE.office, place.accounts.get(PEOPLE.office));
});
after(async () => {
  await browser?.close();
  await place?.stop();
  if (folder) forget(folder);
});

const shot = async (page, name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
const sound = async (page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => `${v.id}: ${v.nodes[0]?.target}`), []);
};
const form = async () => ask(reporter.page, `/api${FORM}`);
const row = async (code) => (await form()).rows.find((r) => r.indicator === code && r.measure === "actual");
const give = async (page, name, buffer) => page.locator("input[type=file]").setInputFiles([{ name, mimeType: XLSX, buffer }]);
const saved = async (download) => readFileSync(await download.path());

step("the form is downloaded from its menu", async () => {
  const { page } = reporter;
  await page.goto(FORM);
  await settled(page);
  await page.getByRole("button", { name: "Excel" }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Tải biểu Excel" }).click();
  const download = await coming;
  assert.match(download.suggestedFilename(), /^Biểu quý II năm 2021 - .*\.xlsx$/);
  given = await saved(download);
  rows = (await form()).rows.filter((r) => r.measure === "actual" && r.measure_unit !== "%" && r.printed !== "");
  assert.ok(rows.length >= 5);
});

step("what would change is seen before it is kept, and what is no number is said by its row", async () => {
  const { page } = reporter;
  const [a, b, c] = rows;
  await page.getByRole("button", { name: "Excel" }).click();
  await page.getByRole("menuitem", { name: "Nộp từ Excel" }).click();
  await give(page, "điền.xlsx", typed(given, { [a.indicator]: 4321, [b.indicator]: "1.234", [c.indicator]: "12a" }));
  await page.getByText("2 ô thay đổi").first().waitFor();
  await page.getByText(new RegExp(`${c.name.slice(0, 10)}.*“12a” không phải số`)).waitFor();
  assert.equal((await row(a.indicator)).printed, a.printed);
  await shot(page, "excel-preview");
  await sound(page);
  await page.getByRole("button", { name: "Nhận 2 ô" }).click();
  await page.waitForURL(`**${FORM}`);
  assert.equal((await row(a.indicator)).printed, "4.321");
  assert.equal((await row(b.indicator)).printed, "1.234");
  const { history } = await form();
  assert.deepEqual([history.at(-1).what, history.at(-1).reason], ["imported", "điền.xlsx"]);
});

step("a number typed after the file was made is asked about, not written over", async () => {
  const { page } = reporter;
  const [a, , , d] = rows;
  await page.goto(`${FORM}/excel`);
  await give(page, "cũ.xlsx", typed(given, { [a.indicator]: 999, [d.indicator]: 77 }));
  await page.getByText("1 ô có số mới hơn tệp").waitFor();
  await page.getByRole("button", { name: "Nhận 1 ô" }).waitFor();
  assert.equal(await page.getByRole("checkbox", { name: `Nhận ${a.name}` }).first().isChecked(), false);
  await shot(page, "excel-newer");
  await page.getByRole("checkbox", { name: `Nhận ${a.name}` }).first().check();
  await page.getByRole("button", { name: "Nhận 2 ô" }).click();
  await page.waitForURL(`**${FORM}`);
  assert.equal((await row(a.indicator)).printed, "999");
});

step("files that are not this form get a sentence", async () => {
  const { page } = reporter;
  const { rows: board } = await ask(office.page, `/api/rounds/${PERIOD}`);
  const other = board.find((r) => r.unit.id !== UNIT).unit;
  const theirs = await office.page.request.get(`/api/rounds/${PERIOD}/forms/${other.id}/workbook`);
  await page.goto(`${FORM}/excel`);
  await give(page, "của xã khác.xlsx", await theirs.body());
  await page.getByText(`Tệp này là biểu của ${other.name}`).waitFor();
  await page.getByRole("button", { name: "Chọn tệp khác" }).click();
  await give(page, "cũ.xls", Buffer.from("d0cf11e0a1b11ae1", "hex"));
  await page.getByText("Tệp có định dạng cũ (.xls)").waitFor();
  await shot(page, "excel-wrong");
});

step("a table of one's own is read by a proposal, corrected, and remembered", async () => {
  const { page } = reporter;
  const [, b, c, d] = rows;
  const table = (period) => plain("Số liệu", [
    [`Bảng số liệu quý ${period}`],
    ["TT", "Nội dung", "ĐVT", "Kế hoạch", `Thực hiện quý ${period}`],
    [1, b.name, b.measure_unit, 10, 2001],
    [2, d.name, d.measure_unit, 20, 2002],
    [3, "Tên riêng của xã", c.measure_unit, 30, 2003],
  ]);
  await page.goto(`${FORM}/excel`);
  await give(page, "bảng của xã.xlsx", table("II"));
  await page.getByRole("heading", { name: "Cách đọc bảng của đơn vị" }).waitFor();
  await page.getByText("2 ô thay đổi").first().waitFor();
  const label = page.getByLabel("Chỉ tiêu của “Tên riêng của xã”");
  await label.selectOption(`${c.indicator}|actual`);
  await page.getByText("3 ô thay đổi").first().waitFor();
  await page.getByText("Xem trang tính").click();
  await shot(page, "excel-own");
  await sound(page);
  await page.getByRole("button", { name: "Nhận 3 ô" }).click();
  await page.waitForURL(`**${FORM}`);
  assert.equal((await row(c.indicator)).printed, "2.003");

  await page.goto(`${FORM}/excel`);
  await give(page, "bảng quý sau.xlsx", table("III"));
  await page.getByText("Đọc theo cách bạn đã xác nhận lần trước.").waitFor();
  await page.getByText("Tệp không thay đổi ô nào").waitFor();
  await page.getByRole("button", { name: "Quên cách đọc này" }).click();
  await page.getByText("Tệp này không phải biểu tải từ Sổ Liệu.").waitFor();
});

step("a phone shows it whole", async () => {
  const { page } = reporter;
  await page.setViewportSize(PHONE);
  await page.goto(`${FORM}/excel`);
  await give(page, "điền.xlsx", typed(given, { [rows[4].indicator]: 5 }));
  await page.getByRole("button", { name: "Nhận 1 ô" }).waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  await shot(page, "excel-phone");
});

let all;

step("all forms of a round come as one zip", async () => {
  const { page } = office;
  await page.goto(`/rounds/${PERIOD}`);
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Tải tất cả (zip)" }).click();
  const download = await coming;
  assert.match(download.suggestedFilename(), /^Biểu quý II năm 2021\.zip$/);
  all = unzip(await saved(download));
  const { rows: board } = await ask(page, `/api/rounds/${PERIOD}`);
  assert.equal(all.size, board.length);
  await until(async () => (await page.getByRole("dialog").count()) === 0, "the dialog closes");
  await shot(page, "excel-board");
});

step("many files are looked at together, each finds its unit, and a report tells what was not taken", async () => {
  const name = [...all.keys()].find((name) => name.includes("Nậm Kha"));
  all.set(name, typed(all.get(name), { [rows[4].indicator]: 31 }));
  all.set("lạ.xlsx", plain("Lạ", [["không phải biểu"]]));
  const many = { name: "nộp.zip", mimeType: "application/zip", buffer: zip(all) };
  await office.page.getByRole("link", { name: "Nhận nhiều tệp" }).click();
  await office.page.locator("input[type=file]").setInputFiles([many]);
  await office.page.getByRole("heading", { name: "Tệp không nhận được" }).waitFor();
  await office.page.getByText("lạ.xlsx").waitFor();
  assert.equal(await office.page.locator("tbody tr").count(), all.size - 1);
  await shot(office.page, "excel-many");
  await sound(office.page);

  // A unit may give all it has: what is not its own is told.
  const { page } = reporter;
  await page.goto(`/rounds/${PERIOD}/excel`);
  await page.locator("input[type=file]").setInputFiles([many]);
  await page.getByRole("button", { name: "Nhận 1 ô của 1 đơn vị" }).click();
  await page.getByText("Đã nhận 1 ô của 1 đơn vị").waitFor();
  assert.equal(await page.locator(".excel-lost").count(), all.size - 1);
  assert.equal((await row(rows[4].indicator)).printed, "31");
  await shot(page, "excel-report");
  await sound(page);
});

step("nothing was complained of", () => assert.deepEqual([...reporter.complaints, ...office.complaints], []));
