// Truth before issue: numbers typed by hand and a person's birth year are seen beside the report, bound with one click, explained; nobody approves before.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { ask, open, person, signIn, until } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { PEOPLE, PERIOD } from "../lib/roles.mjs";
import { caret, saved as proseSaved } from "../lib/prose.mjs";
import { settle } from "../lib/truth.mjs";
import { walk } from "../lib/walk.mjs";

const step = walk();
const PASSAGE = "p41";
let place, folder, browser, office;

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

const row = (page, words) => page.locator(".truth-row").filter({ hasText: words });

step("what is typed by hand is told beside the report", async () => {
  const { page } = office;
  await page.goto(`/reports/living/${PERIOD}`);
  await page.getByRole("textbox", { name: "Văn bản báo cáo" }).waitFor();
  await caret(page, PASSAGE);
  await page.keyboard.type(" Đàn gia cầm có 320.280 con, có 45 hộ nhận đất. Hỗ trợ bà Vàng Thị Sua, sinh năm 1960.");
  await proseSaved(page);
  await row(page, "“320.280 con” gõ tay").waitFor();
  await row(page, "“45 hộ” gõ tay").waitFor();
  await row(page, "Họ tên kèm năm sinh").waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => `${v.id}: ${v.nodes[0]?.target}`), []);
});

step("one click binds a number; another is explained, and the reason is taken back and given again", async () => {
  const { page } = office;
  await row(page, "“320.280 con” gõ tay").getByRole("button", { name: "Gắn số" }).click();
  await row(page, "“320.280 con” gõ tay").waitFor({ state: "detached" });
  await page.locator(`#passage-${PASSAGE} .figure-chip`, { hasText: "320.280" }).waitFor();

  const typed = row(page, "“45 hộ” gõ tay");
  await typed.getByRole("button", { name: "Nêu lý do", exact: true }).click();
  await typed.getByRole("button", { name: "Ghi lý do" }).click();
  await typed.getByText("Hãy ghi lý do.").waitFor();
  await typed.getByLabel("Lý do", { exact: true }).fill("Số của biên bản giao đất.");
  await typed.getByLabel("Lý do", { exact: true }).press("Enter");
  await page.getByText(/Đã nêu lý do \(\d+\)/).click();
  const given = page.locator(".truth-done .truth-row").filter({ hasText: "“45 hộ”" });
  await given.getByText("Số của biên bản giao đất.").waitFor();
  await given.getByRole("button", { name: "Rút lý do" }).click();
  await row(page, "“45 hộ” gõ tay").getByRole("button", { name: "Nêu lý do", exact: true }).waitFor();
});

step("one reason is given for all places of a kind in one act, and taken back in one", async () => {
  const { page } = office;
  const before = (await ask(page, `/api/living/${PERIOD}`)).notices.filter((n) => n.open && n.kind === "stale");
  assert.ok(before.length > 3, "many figures are left over");
  await page.locator(".notice-kind", { hasText: "Số kỳ trước" }).click();
  await page.getByRole("button", { name: "Nêu một lý do cho nhiều chỗ" }).click();
  const form = page.locator(".truth-many");
  await page.getByRole("checkbox", { name: `Chọn: ${before[0].says}` }).uncheck();
  await form.getByRole("button", { name: `Ghi lý do cho ${before.length - 1} chỗ` }).waitFor();
  await form.getByLabel(/^Chọn cả/).check();
  await form.getByLabel("Lý do chung").fill("Số của kỳ trước, kỳ này chưa thống kê.");
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => `${v.id}: ${v.nodes[0]?.target}`), []);
  const { cut } = await ask(page, `/api/living/${PERIOD}`);
  await form.getByRole("button", { name: `Ghi lý do cho ${before.length} chỗ` }).click();
  await page.getByText(`Đã nêu lý do cho ${before.length} chỗ.`).waitFor();
  const after = await ask(page, `/api/living/${PERIOD}`);
  assert.equal(after.cut, cut + 1, "one act");
  assert.equal(after.notices.filter((n) => n.open && n.kind === "stale").length, 0);
  await page.getByText(/Đã nêu lý do \(\d+\)/).click();
  await page.locator(".truth-one").filter({ hasText: "kỳ này chưa thống kê" }).getByRole("button", { name: "Rút cả" }).click();
  await until(async () => (await ask(page, `/api/living/${PERIOD}`)).notices.filter((n) => n.open && n.kind === "stale").length === before.length, "all are open again");
});

step("the leader sees what blocks, and approves when nothing does", async () => {
  const errors = await ask(office.page, `/api/findings?period=${PERIOD}&severity=error&state=open`);
  for (const finding of errors.rows) {
    await office.page.request.post(`/api/findings/${encodeURIComponent(finding.key)}/answer`, { data: { kind: "accepted", text: "Đã đối chiếu." } });
  }
  const leader = await person(browser, place.url);
  await signIn(leader.page, "lanhdao", place.accounts.get("lanhdao"));
  const { cut, report } = await ask(leader.page, `/api/living/${PERIOD}`);
  assert.ok(report.notices > 2, "places wait");
  const refused = await leader.page.request.post(`/api/living/${PERIOD}/approve`, { data: { cut } });
  assert.equal((await refused.json()).code, "truth-errors-open");
  await leader.page.goto(`/reports/living/${PERIOD}`);
  await leader.page.getByRole("button", { name: "Phê duyệt", exact: true }).click();
  const dialog = leader.page.getByRole("dialog");
  await dialog.getByRole("heading", { name: "Trước khi ban hành" }).waitFor();
  await dialog.getByText("Phải sửa").waitFor();
  assert.ok(await dialog.getByRole("button", { name: "Phê duyệt", exact: true }).isDisabled());

  const done = await settle(office.page, PERIOD);
  assert.ok(done.get("typed_by_hand") >= 1 && done.get("personal_data") === 1 && done.get("stale") > 0);
  await leader.page.reload();
  await leader.page.getByRole("button", { name: "Phê duyệt", exact: true }).click();
  await dialog.getByText("không còn chỗ nào phải xử lý").waitFor();
  await dialog.getByRole("button", { name: "Phê duyệt", exact: true }).click();
  await until(async () => (await ask(leader.page, `/api/living/${PERIOD}`)).report.approval, "the approval stands");
  assert.deepEqual([...office.complaints, ...leader.complaints].filter((c) => !c.includes("409")), []);
});
