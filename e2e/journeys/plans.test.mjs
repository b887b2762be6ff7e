// Plans: a decision is written, its table pasted from Excel, parts are held against the whole, a second decision changes and is taken from a workbook, progress is told by colour and word.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { ask, open, person, PHONE, settled, signIn, until } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { PEOPLE } from "../lib/roles.mjs";
import { walk } from "../lib/walk.mjs";

const step = walk();
const YEAR = "2021";
let place, folder, browser, office, first, table, second;

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

const shot = async (name, part = office.page) => process.env.SHOTS && part.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
const sound = async (page = office.page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => `${v.id}: ${v.nodes[0]?.target}`), []);
};
const cell = (indicator, unit) => office.page.getByLabel(`${indicator}, ${unit}`, { exact: true });
const row = (indicator) => office.page.getByRole("row").filter({ has: office.page.getByRole("rowheader", { name: indicator }) });
const view = (id) => ask(office.page, `/api/plans/decisions/${id}?period=${YEAR}`);

/** Copies text and pastes it where the caret stands, as Excel would. */
async function paste(field, text) {
  await field.focus();
  await field.evaluate((input, words) => {
    const data = new DataTransfer();
    data.setData("text/plain", words);
    input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

async function decide(number, day) {
  const dialog = office.page.getByRole("dialog");
  await dialog.getByLabel("Số, ký hiệu").fill(number);
  await dialog.getByLabel("Cơ quan ban hành").fill("UBND tỉnh");
  await dialog.getByLabel("Ngày ký").fill(day);
  return dialog;
}

step("plans that reports stated stand there before any decision does", async () => {
  const { page } = office;
  await page.getByRole("navigation", { name: "Trình đơn" }).getByRole("link", { name: "Kế hoạch" }).click();
  await settled(page);
  assert.ok((await page.getByRole("row").count()) > 10, "the targets of the adopted report");
  await page.getByText("số đã nêu, chưa có quyết định").first().waitFor();
  await page.getByText("Thời gian đã qua 50%").waitFor();
  await sound();
  await shot("plans-1-progress");
});

step("a decision is written with milestones, and opens its table", async () => {
  const { page } = office;
  await page.getByRole("button", { name: "Thêm quyết định" }).click();
  const dialog = await decide("2680/QĐ-UBND", "10/12/2020");
  await dialog.getByLabel("Có hiệu lực từ").fill("01/01/2021");
  await dialog.getByRole("button", { name: "Chia đều theo quý" }).click();
  await sound();
  await shot("plans-2-decision");
  await dialog.getByRole("button", { name: "Lưu" }).click();
  await page.getByRole("heading", { name: "2680/QĐ-UBND" }).waitFor();
  await settled(page);
  first = new URL(page.url()).pathname.split("/").at(-1);
  table = await view(first);
});

step("a range from Excel is pasted, seen as not saved, saved as one step, and held against the whole", async () => {
  const { page } = office;
  const chosen = table.rows.find((r) => r.name === "Diện tích trồng mới chè") ?? table.rows[0];
  const communes = table.units.filter((u) => u.kind === "commune");
  await paste(cell(chosen.name, table.units[0].name), ["200", ...communes.map(() => "10")].join("\t"));
  await page.getByText(`${communes.length + 1} ô chưa lưu`).first().waitFor();
  await shot("plans-3-pasted");
  await page.getByRole("button", { name: "Lưu chỉ tiêu" }).click();
  await row(chosen.name).getByText("Không bảo đảm mức chung").waitFor();
  await sound();
  await shot("plans-4-uneven");
  // What does not meet is asked wherever questions are.
  const [asked] = (await ask(page, "/api/findings?kind=plan-distribution")).rows;
  assert.deepEqual([asked.severity, asked.state, asked.evidence.length], ["warning", "open", communes.length + 1]);
  // The rest goes to the first commune; the parts meet the whole now.
  await cell(chosen.name, communes[0].name).fill(String(200 - 10 * (communes.length - 1)));
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Lưu chỉ tiêu" }).click();
  await row(chosen.name).getByText("Khớp", { exact: true }).waitFor();
  table = await view(first);
  assert.equal(table.row.targets, communes.length + 1);
});

step("what cannot be a target is said before it is saved; a step is taken back from its own word", async () => {
  const { page } = office;
  const [one] = table.rows.filter((r) => r.cells[0].text === "");
  await cell(one.name, table.units[0].name).fill("giao sau");
  await page.getByText("“giao sau” không phải chỉ tiêu").waitFor();
  assert.ok(await page.getByRole("button", { name: "Lưu chỉ tiêu" }).isDisabled());
  await cell(one.name, table.units[0].name).fill("trên 95");
  await page.getByRole("button", { name: "Lưu chỉ tiêu" }).click();
  const said = async () => (await view(first)).rows.find((r) => r.indicator === one.indicator).cells[0].text;
  await until(async () => (await said()) === "trên 95", "it is saved");
  await page.getByRole("region", { name: /chưa lưu/ }).waitFor({ state: "detached" });
  await page.locator(".toast").filter({ hasText: "Đã lưu 1 chỉ tiêu." }).last().getByRole("button", { name: "Hoàn tác" }).click();
  await until(async () => (await said()) === "", "the step is taken back");
});

step("a later decision replaces it, is read from the first one's workbook, and shows what it changes", async () => {
  const { page } = office;
  const workbook = await (await page.request.get(`/api/plans/decisions/${first}/workbook/${YEAR}`)).body();
  await page.goto("/plans");
  await page.getByRole("button", { name: "Thêm quyết định" }).click();
  const dialog = await decide("930/QĐ-UBND", "20/05/2021");
  await dialog.getByLabel(/2680\/QĐ-UBND/).check();
  await dialog.getByRole("button", { name: "Lưu" }).click();
  await page.getByRole("heading", { name: "930/QĐ-UBND" }).waitFor();
  second = new URL(page.url()).pathname.split("/").at(-1);
  await page.getByText("thôi giao").first().waitFor();
  await page.getByRole("button", { name: "Excel" }).click();
  await page.getByRole("menuitem", { name: "Nhập phụ lục từ Excel" }).click();
  const annex = page.getByRole("dialog");
  await annex.locator("input[type=file]").setInputFiles({ name: "phu-luc.xlsx", mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", buffer: workbook });
  await annex.getByRole("button", { name: /^Nhận \d+ chỉ tiêu$/ }).waitFor();
  await sound();
  await shot("plans-5-annex");
  await annex.getByRole("button", { name: /^Nhận \d+ chỉ tiêu$/ }).click();
  await annex.waitFor({ state: "detached" });
  const taken = await view(second);
  assert.equal(taken.row.targets, table.row.targets);
  const changed = taken.rows.find((r) => r.cells[0].text !== "");
  assert.equal(changed.cells[0].change, "same");
  await cell(changed.name, taken.units[0].name).fill("150");
  await page.getByRole("button", { name: "Lưu chỉ tiêu" }).click();
  await row(changed.name).getByText("trước: 200 · giảm").waitFor();
  await row(changed.name).getByText("Giao cao hơn yêu cầu").waitFor();
  await shot("plans-6-difference");
});

step("progress names the version in force at each moment, by colour and word", async () => {
  const { page } = office;
  const at = async (moment) => (await ask(page, `/api/plans/progress?period=${YEAR}&at=${moment}`)).rows.find((r) => r.versions.some((v) => v.plan === second));
  assert.equal((await at("2021-Q1")).versions.find((v) => v.holds).plan, first);
  assert.equal((await at("2021-Q2")).versions.find((v) => v.holds).plan, second);
  await page.goto("/plans");
  await settled(page);
  await page.getByText("3 phiên bản").or(page.getByText("2 phiên bản")).first().click();
  await page.getByText("Quyết định 930/QĐ-UBND ngày 20/5/2021 của UBND tỉnh").or(page.getByText("Quyết định 930/QĐ-UBND ngày 20/05/2021 của UBND tỉnh")).first().waitFor();
  await sound();
  await shot("plans-7-versions");
});

step("targets beyond the whole are a note among the questions, with the decision of each", async () => {
  const { page } = office;
  await page.goto("/findings?period=2021-Q2");
  await page.getByLabel("Loại quy tắc").selectOption("plan-distribution");
  await page.getByText(/giao cho \d+ đơn vị cấp xã cộng lại là 200 ha, cao hơn mức chung \(150 ha\)/).first().waitFor();
  await page.getByText("Quyết định 930/QĐ-UBND ngày 20/05/2021 của UBND tỉnh").first().waitFor();
  await sound();
  await shot("plans-7-question");
});

step("a printed plan says which decision gives it", async () => {
  const { page } = office;
  const report = await ask(page, "/api/living/2021-Q2");
  const figures = report.passages.flatMap((p) => p.inlines).filter((i) => i.type === "figure").map((i) => i.figure);
  const printed = figures.find((f) => f.measure === "plan" && table.rows.some((r) => r.indicator === f.indicator && r.cells[0].text));
  await page.goto("/reports/living/2021-Q2");
  await page.locator(`#figure-${printed.id}`).first().click();
  const source = page.locator(".basis-rows li");
  await source.getByText("Theo quyết định giao").waitFor();
  await source.getByText("Quyết định 930/QĐ-UBND ngày 20/05/2021 của UBND tỉnh").waitFor();
  await source.getByText("Bản thứ 3 của chỉ tiêu, có hiệu lực từ 20/05/2021").or(source.getByText("Bản thứ 2 của chỉ tiêu, có hiệu lực từ 20/05/2021")).waitFor();
  await sound();
  await shot("plans-8-basis", page.locator(".basis"));
  await page.goto("/plans");
});

step("the rule of colours is published anew; a decision is taken out and put back", async () => {
  const { page } = office;
  await page.getByRole("tab", { name: "Quy tắc màu" }).click();
  await page.getByRole("button", { name: "Đặt quy tắc mới" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Áp dụng từ").fill("01/04/2021");
  await dialog.getByLabel("Xanh từ (%)").fill("90");
  await dialog.getByLabel("Vàng từ (%)").fill("70");
  await dialog.getByLabel("Văn bản công bố").fill("Công văn 120/UBND-TH");
  await dialog.getByRole("button", { name: "Lưu" }).click();
  await page.getByRole("cell", { name: "Công văn 120/UBND-TH" }).waitFor();
  await sound();
  await shot("plans-9-rule");
  await page.getByRole("tab", { name: "Quyết định giao" }).click();
  await settled(page);
  await sound();
  await shot("plans-9-decisions");
  await page.getByRole("link", { name: "930/QĐ-UBND" }).first().click();
  await page.getByRole("button", { name: "Gỡ quyết định" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Gỡ quyết định" }).click();
  await page.locator(".toast").getByRole("button", { name: "Hoàn tác" }).last().click();
  await until(async () => (await ask(page, `/api/plans?period=${YEAR}`)).decisions.length === 2, "it is back");
});

step("a phone shows all of it", async () => {
  const small = await person(browser, place.url);
  await signIn(small.page, PEOPLE.leader, place.accounts.get(PEOPLE.leader));
  await small.page.setViewportSize({ ...PHONE, width: 375 });
  await small.page.goto("/plans");
  await settled(small.page);
  const percent = await small.page.locator(".plan-percent").first().boundingBox();
  assert.ok(percent.x + percent.width <= 375, "the percent of the plan is seen without scrolling");
  await sound(small.page);
  await shot("plans-phone-1", small.page);
  await small.page.goto(`/plans/decisions/${second}?period=${YEAR}`);
  await settled(small.page);
  assert.equal(await small.page.getByRole("button", { name: "Thêm chỉ tiêu vào bảng" }).count(), 0, "a leader looks and does not type");
  const wide = await small.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `the page is ${wide}px too wide`);
  await sound(small.page);
  await shot("plans-phone-2", small.page);
  assert.deepEqual([...office.complaints, ...small.complaints], []);
});
