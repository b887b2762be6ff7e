// What is asked of whom: a second source that is reconciled, a request of the moment, reporting routes, units of a running round, the
// versions of a form, sentences that go back.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { ask, open, person, settled, signIn, until } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { PEOPLE, PERIOD } from "../lib/roles.mjs";
import { walk } from "../lib/walk.mjs";
import { typed } from "../lib/xlsx.mjs";

const step = walk();
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const REQUEST = "DX-01.2021-M07";
const SECOND = { id: "thanh-tra", name: "Thanh tra huyện" };
let place, folder, browser, office;
/** The figure that two sources state, and the unit that owns it. */
let figure, owner;

before(async () => {
  folder = newFolder();
  place = await start("demo", folder);
  browser = await open();
  office = await person(browser, place.url);
  await signIn(office.page, PEOPLE.office, place.accounts.get(PEOPLE.office));
  const form = await ask(office.page, `/api/rounds/${PERIOD}/forms/giao-duc`);
  const all = (await ask(office.page, "/api/indicators?search=h%E1%BB%8Dc%20sinh")).rows;
  figure = all.find((i) => i.collector.by === "unit" && !i.formula && form.rows.some((r) => r.indicator === i.code && r.measure === "actual"));
  owner = { id: "giao-duc", name: form.unit.name };
});
after(async () => {
  await browser?.close();
  await place?.stop();
  if (folder) forget(folder);
});

const sound = async (page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => `${v.id}: ${v.nodes[0]?.target}`), []);
};
const fold = (text) => text.normalize("NFD").replace(/\p{M}+/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();
/** The office types one number for a unit and sends its form. */
async function sends(page, round, unit, text) {
  const at = `/api/rounds/${round}/forms/${unit}`;
  const cell = { indicator: figure.code, measure: "actual", text, note: "theo danh sách" };
  const { cut } = await ask(page, at);
  const saved = await page.request.put(`${at}/cells`, { data: { cells: [{ ...cell, base: cut }] } });
  assert.ok(saved.ok(), await saved.text());
  const sent = await page.request.post(`${at}/send`, { data: {} });
  assert.ok(sent.ok(), await sent.text());
}

step("a second source is declared: found by name without diacritics, with a reason", async () => {
  const { page } = office;
  await page.goto("/catalogue/sources");
  await page.getByRole("button", { name: "Khai nguồn thứ hai" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("searchbox").fill(fold(figure.name));
  await dialog.getByRole("radio", { name: figure.name }).first().check();
  await dialog.getByLabel("Nguồn thứ hai").selectOption({ label: owner.name });
  await dialog.getByLabel("Lý do").fill("Đối chiếu với số thanh tra");
  await dialog.getByRole("button", { name: "Khai nguồn thứ hai" }).click();
  await dialog.getByText(`${owner.name} là nơi báo chính số liệu này`).waitFor();
  await dialog.getByLabel("Nguồn thứ hai").selectOption({ label: SECOND.name });
  await dialog.getByRole("button", { name: "Khai nguồn thứ hai" }).click();
  await page.getByRole("row", { name: new RegExp(SECOND.name) }).waitFor();
  await sound(page);
});

step("a request of the moment asks both: indicators picked by name, the period by calendar, the deadline proposed", async () => {
  const { page } = office;
  await page.goto("/rounds");
  await page.getByRole("button", { name: "Mở kỳ" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Chế độ báo cáo").selectOption({ label: "Yêu cầu đột xuất mới…" });
  await dialog.getByLabel("Tên yêu cầu").fill("Báo cáo nhanh đầu năm học");
  await dialog.getByText("Còn phải điền: Căn cứ pháp lý, Số liệu cần hỏi.").waitFor();
  await dialog.getByLabel("Căn cứ pháp lý").fill("Công văn số 12/UBND-VP");
  await dialog.getByRole("searchbox").first().fill(fold(figure.name));
  // By keyboard: down into the list, Space picks.
  await dialog.getByRole("checkbox", { name: figure.name }).first().waitFor();
  await dialog.getByRole("searchbox").first().press("ArrowDown");
  await page.keyboard.press("Space");
  await dialog.getByText("đã chọn 1").waitFor();
  await dialog.getByLabel("Loại kỳ").selectOption({ label: "Tháng" });
  await dialog.getByLabel("Kỳ", { exact: true }).selectOption({ label: "Tháng 7" });
  await dialog.getByLabel("Năm", { exact: true }).selectOption("2021");
  await dialog.getByText("2 đơn vị sẽ nhận biểu, tổng cộng 2 ô số liệu.").waitFor();
  await dialog.getByText("Để trống thì hạn là").waitFor();
  await sound(page);

  // What was typed is there again, and units can be narrowed.
  await dialog.getByRole("button", { name: "Bỏ qua" }).click();
  await page.getByRole("button", { name: "Mở kỳ" }).first().click();
  assert.equal(await dialog.getByLabel("Tên yêu cầu").inputValue(), "Báo cáo nhanh đầu năm học");
  await dialog.getByLabel("Hỏi mọi đơn vị báo các số liệu này").uncheck();
  await dialog.getByLabel("Cấp", { exact: true }).selectOption({ label: "Xã, phường, thị trấn" });
  await dialog.getByRole("button", { name: /Chọn cả \d+ đơn vị đang hiện/ }).click();
  await dialog.getByText(`Không đơn vị nào trong số được hỏi báo: ${figure.name}.`).waitFor();
  await dialog.getByLabel("Hỏi mọi đơn vị báo các số liệu này").check();
  await dialog.getByText("2 đơn vị sẽ nhận biểu, tổng cộng 2 ô số liệu.").waitFor();
  await until(() => dialog.getByRole("button", { name: "Mở kỳ" }).isEnabled(), "the round can be opened");
  await dialog.getByRole("button", { name: "Mở kỳ" }).click();
  await page.waitForURL(`**/rounds/${REQUEST}`);
  const board = await ask(page, `/api/rounds/${REQUEST}`);
  assert.deepEqual(board.rows.map((r) => r.unit.id).sort(), [owner.id, SECOND.id].sort());
});

step("two numbers that differ are a finding; the office chooses, sees where from, takes it back", async () => {
  const { page } = office;
  await page.goto(`/rounds/${REQUEST}/forms/${SECOND.id}`);
  await page.getByText("nguồn thứ hai").first().waitFor();
  await sends(page, REQUEST, owner.id, "1.225");
  await sends(page, REQUEST, SECOND.id, "1.230");
  await page.goto("/findings");
  await page.getByRole("searchbox").fill("1.225");
  await page.getByRole("button", { name: new RegExp(`${owner.name} báo 1.225`) }).first().click();
  await page.getByRole("link", { name: /biểu/i }).first().waitFor();
  await page.getByRole("button", { name: "Chọn số được dùng" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /1\.230/ }).check();
  await dialog.getByLabel("Lý do").fill("Số thanh tra đầy đủ hơn");
  await sound(page);
  await dialog.getByRole("button", { name: "Chọn số được dùng" }).click();
  await page.getByText("Đã chọn số được dùng.").waitFor();

  await page.goto("/catalogue/sources");
  const row = page.getByRole("row", { name: /1\.230/ });
  await row.getByText("Dùng số của nguồn thứ hai").waitFor();
  await row.getByRole("button", { name: "Rút lựa chọn" }).click();
  await row.getByText("Lệch, chưa chọn").waitFor();
  const { pairs } = await ask(page, "/api/sources");
  assert.deepEqual([pairs[0].computation, pairs[0].agree, pairs[0].choice ?? null], ["1.225 ≠ 1.230", false, null]);
});

step("what is held is shown before it is asked again, with its value and where from", async () => {
  const { page } = office;
  const request = { name: "Hỏi lại", legal_basis: "Công văn", indicators: [figure.code], units: null, statistical: false };
  const answer = await page.request.post("/api/rounds/plan", { data: { period: "2021-M07", excluded: {}, request } });
  assert.ok(answer.ok(), await answer.text());
  const plan = await answer.json();
  assert.equal(plan.units.length, 0);
  assert.match(plan.refused.vi, /Một số liệu chỉ hỏi một nơi/);
  const held = plan.held.find((h) => h.unit.id === owner.id);
  assert.deepEqual([held.printed, held.round, !!held.by], ["1.225", REQUEST, true]);
});

step("a route is written, shown with its days, and undone", async () => {
  const { page } = office;
  await page.goto("/catalogue/routes");
  await page.getByRole("searchbox").fill("thanh tra");
  const row = page.getByRole("row", { name: new RegExp(SECOND.name) });
  await row.getByRole("button", { name: "Sửa" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Thêm tuyến" }).click();
  await dialog.getByLabel("Nơi nhận báo cáo").selectOption({ label: "tỉnh Lai Sơn" });
  await dialog.getByLabel("Từ ngày").fill("1/7/2021");
  await sound(page);
  await dialog.getByRole("button", { name: "Lưu" }).click();
  await row.getByText("01/07/2021 – nay").waitFor();
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await row.getByText("theo cấp trên trực tiếp").waitFor();
});

step("units are left out and brought back, get more time, all chosen ones at once; the round is closed once asked", async () => {
  const { page } = office;
  const round = "DX-02.2021-M08";
  const figures = (await ask(page, `/api/rounds/${PERIOD}/forms/xa-nam-kha`)).rows.slice(0, 2).map((r) => r.indicator);
  const request = { name: "Mưa lũ", legal_basis: "Công điện số 3", indicators: figures, units: null, statistical: true };
  const opened = await page.request.post("/api/rounds", { data: { period: "2021-M08", excluded: {}, request } });
  assert.ok(opened.ok(), await opened.text());
  await page.goto(`/rounds/${round}`);
  await settled(page);
  const row = (name) => page.getByRole("row", { name: new RegExp(name) });
  for (const name of ["xã Nậm Kha", "xã Hua Cáy"]) await row(name).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Gia hạn 2 đơn vị" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Hạn gửi mới").fill("30/9/2021");
  await dialog.getByLabel("Lý do").fill("Đường bị chia cắt");
  await dialog.getByRole("button", { name: "Gia hạn" }).click();
  await row("xã Hua Cáy").getByText("hạn riêng 30/09/2021").waitFor();
  for (const name of ["xã Nậm Kha", "xã Hua Cáy"]) await row(name).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Cho 2 đơn vị khỏi báo cáo" }).click();
  assert.ok(await dialog.getByRole("button", { name: "Cho khỏi báo cáo" }).isDisabled());
  await dialog.getByLabel("Lý do").fill("Không có thiệt hại");
  await dialog.getByRole("button", { name: "Cho khỏi báo cáo" }).click();
  await page.getByText("Không phải báo cáo (2)").waitFor();
  await sound(page);
  await page.getByRole("button", { name: "Đưa xã Nậm Kha trở lại" }).click();
  await page.getByText("Không phải báo cáo (1)").waitFor();
  await page.getByRole("button", { name: "Kết thúc đợt" }).click();
  await dialog.getByText(/Còn \d+ biểu chưa được duyệt/).waitFor();
  await dialog.getByRole("button", { name: "Kết thúc đợt" }).click();
  await page.getByText("Đợt này đã kết thúc.").waitFor();
  assert.equal((await ask(page, `/api/rounds/${round}`)).closed, true);
});

step("a workbook that the office takes for a unit is marked as done for it", async () => {
  const { page } = office;
  const board = await ask(page, `/api/rounds/${PERIOD}?state=unsent`);
  const unit = board.rows[0].unit.id;
  const at = `/rounds/${PERIOD}/forms/${unit}`;
  const form = await ask(page, `/api${at}`);
  const row = form.rows.find((r) => r.measure === "actual" && r.measure_unit !== "%");
  const given = await (await page.request.get(`/api${at}/workbook`)).body();
  await page.goto(`${at}/excel`);
  await page.locator("input[type=file]").setInputFiles([{ name: "nhận qua thư.xlsx", mimeType: XLSX, buffer: typed(given, { [row.indicator]: 4321 }) }]);
  await page.getByRole("button", { name: "Nhận 1 ô" }).click();
  await page.waitForURL(`**${at}`);
  const after = await ask(page, `/api${at}`);
  assert.equal(after.on_behalf, true);
  assert.equal(after.rows.find((r) => r.indicator === row.indicator && r.measure === "actual").printed, "4.321");
  assert.deepEqual([after.history.at(-1).what, after.history.at(-1).reason], ["imported", "nhận qua thư.xlsx"]);
});

step("a sentence of the report goes back with the form; the unit sees which", async () => {
  const { page } = office;
  const board = await ask(page, `/api/rounds/${PERIOD}?state=approved`);
  let unit, form;
  for (const row of board.rows) {
    form = await ask(page, `/api/rounds/${PERIOD}/forms/${row.unit.id}`);
    if (form.passages.length > 1) { unit = row.unit.id; break; }
  }
  await page.goto(`/rounds/${PERIOD}/forms/${unit}`);
  await page.getByRole("button", { name: "Trả lại" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("checkbox").first().check();
  assert.ok(await dialog.getByRole("button", { name: "Trả lại" }).isDisabled());
  await dialog.getByLabel("Cần sửa gì").fill("Viết rõ số vụ của từng xã");
  await sound(page);
  await dialog.getByRole("button", { name: "Trả lại" }).click();
  await page.getByText("Viết rõ số vụ của từng xã").waitFor();
  const returned = await ask(page, `/api/rounds/${PERIOD}/forms/${unit}`);
  assert.equal(returned.submission.parts[0].place.passage, form.passages[0].id);
  const [sentence] = form.passages[0].sentences;
  assert.equal(returned.submission.parts[0].sentence, sentence);
  await page.getByText(sentence).first().waitFor();
  const rewritten = await page.request.post(`/api/rounds/${PERIOD}/forms/${unit}/return`, { data: { reason: "", parts: [{ place: { passage: form.passages[0].id }, sentence: "Không có câu này.", reason: "thử" }] } });
  assert.ok(!rewritten.ok());
  assert.ok(returned.passages.some((p) => p.id === form.passages[0].id && p.text === form.passages[0].text));
});

step("a correction is a version with its reason and difference, and any two versions are compared", async () => {
  const { page } = office;
  const board = await ask(page, `/api/rounds/${PERIOD}?state=approved`);
  let unit, row;
  for (const one of board.rows) {
    const form = await ask(page, `/api/rounds/${PERIOD}/forms/${one.unit.id}`);
    row = form.rows.find((r) => r.measure === "actual" && /^\d+$/.test(r.printed));
    if (row) { unit = one.unit.id; break; }
  }
  const cell = { indicator: row.indicator, measure: row.measure, text: String(Number(row.printed) + 1), note: null };
  const corrected = await page.request.post(`/api/rounds/${PERIOD}/forms/${unit}/correct`, { data: { cell, reason: "Đếm thiếu một" } });
  assert.ok(corrected.ok(), await corrected.text());
  await page.goto(`/rounds/${PERIOD}/forms/${unit}`);
  await page.getByRole("tab", { name: "Các lần gửi" }).click();
  const versions = page.getByRole("tabpanel");
  await versions.getByText("Bản 2").waitFor();
  await versions.getByText("Đếm thiếu một").waitFor();
  await versions.getByText(`${row.printed} → ${cell.text}`).waitFor();
  await page.getByRole("button", { name: "So sánh các bản" }).click();
  const dialog = page.getByRole("dialog");
  assert.equal(await dialog.getByRole("row").count(), 2);
  await dialog.getByLabel("Chỉ hiện chỗ khác nhau").uncheck();
  await until(async () => (await dialog.getByRole("row").count()) > 2, "all rows are shown");
  await sound(page);
  assert.deepEqual(office.complaints, []);
});
