// Charts and a map in the report: chosen in a dialog with their picture, shown in the text, changed, printed, taken out.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { open, person, signIn, until } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { caret, living as report, openReport as openAt, saved, words } from "../lib/prose.mjs";
import { PERIOD } from "../lib/roles.mjs";
import { walk } from "../lib/walk.mjs";

const step = walk();
let place, folder, browser, office;

before(async () => {
  folder = newFolder();
  place = await start("demo", folder);
  browser = await open();
  office = await person(browser, place.url);
  await signIn(office.page, "vanphong", place.accounts.get("vanphong"));
});
after(async () => {
  await browser?.close();
  await place?.stop();
  if (folder) forget(folder);
});

const charts = async () => (await report(office.page, PERIOD)).passages.filter((p) => p.kind === "chart");
const dialog = () => office.page.getByRole("dialog", { name: "Biểu đồ, bản đồ" });

async function pick(name) {
  await dialog().getByLabel("Tìm chỉ tiêu, gõ không dấu cũng được").fill(name);
  await dialog().locator(".pick-row", { hasText: name }).first().click();
}

step("the office puts a map of the poor households into the report", async () => {
  const { page } = office;
  await openAt(page, PERIOD);
  const body = (await report(page, PERIOD)).passages.find((p) => p.kind === "body" && words(p).length > 60);
  await caret(page, body.id);
  await page.getByRole("button", { name: "Biểu đồ, bản đồ" }).click();
  await dialog().getByLabel("Loại hình").selectOption("map");
  await pick("Hộ nghèo");
  await dialog().locator("img.chart-try").waitFor();
  const { violations } = await new AxeBuilder({ page }).include("dialog[open]").analyze();
  assert.deepEqual(violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => v.id), []);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/dialog.png` });
  await dialog().getByRole("button", { name: "Chèn vào báo cáo" }).click();
  await page.keyboard.type("Bản đồ hộ nghèo theo xã");
  await saved(page);
  const [chart] = await charts();
  assert.equal(words(chart), "Bản đồ hộ nghèo theo xã");
  assert.match(chart.chart.alt, /xã Phiêng Lằn/);
  await page.locator(`#passage-${chart.id} .chart-drawn img`).waitFor();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/editor.png` });
});

step("the chart is changed to bars, and taken out", async () => {
  const { page } = office;
  const [chart] = await charts();
  await page.locator(`#passage-${chart.id} .chart-change`).click();
  await dialog().getByLabel("Loại hình").selectOption("bars");
  await dialog().locator("img.chart-try").waitFor();
  await dialog().getByRole("button", { name: "Đổi hình" }).click();
  await until(async () => (await charts())[0]?.chart.chart.shape === "bars", "the chart shows bars");
  await page.locator(`#passage-${chart.id} figcaption`).click();
  await page.getByRole("button", { name: "Xóa biểu đồ" }).click();
  await until(async () => (await charts()).length === 0, "the chart is gone");
  assert.deepEqual(office.complaints, []);
});
