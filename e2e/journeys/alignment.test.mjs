// Two quarters of one place become series: the doubtful joint is settled by keyboard, remembered, and adoption continues it.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { ask, open, person, settled, signIn, until } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { walk } from "../lib/walk.mjs";

const report = (quarter, body) => `ỦY BAN NHÂN DÂN
XÃ BÌNH AN

BÁO CÁO
Tình hình kinh tế - xã hội quý ${quarter} năm 2024

I. KINH TẾ
${body}
`;
const FIRST = report("I", `Tổng đàn gia súc có 4.500 con, trong đó đàn trâu 1.500 con, đàn bò 3.000 con.
Diện tích lúa xuân gieo cấy được 820 ha. Tạo việc làm mới cho 310 lao động.`);
const SECOND = report("II", `Đàn gia súc toàn xã có 4.620 con, trong đó đàn trâu 1.480 con, đàn bò 3.140 con.
Diện tích lúa mùa gieo cấy được 790 ha. Giải quyết việc làm mới cho 655 người lao động.`);

const step = walk();
let place, folder, browser, office;

before(async () => {
  folder = newFolder();
  place = await start("serve", folder);
  browser = await open();
  office = await person(browser, place.url);
});
after(async () => {
  await browser?.close();
  await place?.stop();
  if (folder) forget(folder);
});

const shot = async (name) => process.env.SHOTS && office.page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
const aligned = () => ask(office.page, "/api/alignment");
const series = async (words) => (await aligned()).series.find((s) => s.subject.includes(words));

async function read(name, text) {
  const { page } = office;
  await page.goto("/reports");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Chọn tệp" }).click()]);
  await chooser.setFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  await page.waitForURL(/\/reports\/read\//);
  return decodeURIComponent(page.url().split("/").at(-1));
}

step("the first report is adopted, the second is read", async () => {
  const { page } = office;
  await signIn(page, "tonghop", place.accounts.get("tonghop"));
  const first = await read("quy-1.txt", FIRST);
  const adopted = await page.request.post(`/api/readings/${encodeURIComponent(first)}/adopt`, { data: { accept_rest: true } });
  assert.equal(adopted.status(), 200, await adopted.text());
  await read("quy-2.txt", SECOND);
});

step("figures under changed words stand in one row; what is doubtful is listed first", async () => {
  const { page } = office;
  await page.goto("/reports");
  await page.getByRole("link", { name: "Ghép số liệu qua các kỳ" }).click();
  await page.getByRole("heading", { name: "Chuỗi số liệu qua các báo cáo" }).waitFor();
  await settled(page);
  const herd = await series("đàn gia súc");
  assert.deepEqual(herd.cells.map((c) => c.printed), ["4.500", "4.620"]);
  assert.ok(herd.indicator, "the series is the indicator that the first report became");
  const rice = await series("lúa mùa");
  assert.equal(rice.doubtful, true);
  await page.getByText("820").first().waitFor();
  await shot("alignment");
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => `${v.id}: ${v.nodes[0]?.target}`), []);
});

step("a person parts two crops by keyboard, takes it back, and parts them again", async () => {
  const { page } = office;
  const rows = page.locator("table.alignment tbody tr");
  for (let i = 0; i < 10 && !(await rows.locator("[aria-pressed=true]").innerText()).includes("lúa"); i++) await page.keyboard.press("j");
  const parted = async () => (await series("lúa mùa")).cells.length === 1;
  await page.keyboard.press("x");
  await until(parted, "parted");
  await page.keyboard.press("u");
  await until(async () => !(await parted()), "taken back");
  await page.reload();
  await settled(page);
  for (let i = 0; i < 10 && !(await rows.locator("[aria-pressed=true]").innerText()).includes("lúa"); i++) await page.keyboard.press("j");
  await page.keyboard.press("x");
  await until(parted, "parted again");
});

step("a person joins two series by keyboard, and opens a report at its figure", async () => {
  const { page } = office;
  await page.keyboard.press("3");
  const rows = page.locator("table.alignment tbody tr");
  for (let i = 0; i < 10 && !(await rows.locator("[aria-pressed=true]").innerText()).includes("lúa mùa"); i++) await page.keyboard.press("j");
  await page.keyboard.press("m");
  const dialog = page.getByRole("dialog", { name: "Nối với chuỗi khác" });
  await dialog.getByRole("option", { name: /lúa xuân/, selected: true }).waitFor();
  await shot("alignment-join");
  await page.keyboard.press("Enter");
  await until(async () => (await series("lúa mùa")).cells.length === 2, "joined");
  const [first] = (await series("lúa mùa")).cells;
  await page.goto(`/reports/read/${encodeURIComponent(first.report)}?fact=${encodeURIComponent(first.fact)}`);
  await page.getByRole("listbox", { name: "Đề xuất" }).getByRole("option", { name: /820 ha/, selected: true }).waitFor();
  await page.locator("[data-chosen]", { hasText: "820" }).waitFor();
  await page.goto("/reports/series");
});

step("two ways to say one thing are joined, and adopting the second report continues the first", async () => {
  const { page } = office;
  const second = (await aligned()).reports.at(-1).id;
  const work = await series("việc làm");
  if (work.doubtful) {
    const [before, cell] = work.cells;
    const ruled = await page.request.post("/api/alignment/rulings", { data: { cell: { report: cell.report, fact: cell.fact }, with: { report: before.report, fact: before.fact }, same: true } });
    assert.equal(ruled.status(), 200, await ruled.text());
  }
  assert.equal((await series("việc làm")).doubtful, false);
  const reading = await ask(page, `/api/readings/${encodeURIComponent(second)}`);
  const herd = reading.proposals.find((p) => p.printed === "4.620 con");
  assert.ok(herd.continues, "the proposal names the indicator that it continues");
  const adopted = await page.request.post(`/api/readings/${encodeURIComponent(second)}/adopt`, { data: { accept_rest: true } });
  assert.equal(adopted.status(), 200, await adopted.text());
  const history = await ask(page, `/api/indicators/${encodeURIComponent(herd.continues)}/series`);
  assert.deepEqual(history.periods.filter((p) => p.startsWith("2024-Q")), ["2024-Q1", "2024-Q2"]);
  assert.deepEqual(office.complaints, []);
});
