// A regime of one's own: it is written, lacks a field and says which, then a round is opened, a unit left out and brought back,
// given more time, its form filled by the office, returned for one cell, and compared with what was sent.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, open, person, settled, signIn } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { PEOPLE, PERIOD } from "../lib/roles.mjs";

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

const MONTH = "DX-01.2021-M07";

/** Chooses a period in the dialog that opens rounds. */
async function choosePeriod(dialog, kind, which, year = "2021") {
  await dialog.getByLabel("Loại kỳ").selectOption({ label: kind });
  await dialog.getByLabel("Kỳ", { exact: true }).selectOption({ label: which });
  await dialog.getByLabel("Năm", { exact: true }).selectOption(year);
}

test("a regime says which field it lacks; filled, it can be opened, and nobody is asked for what is held", async () => {
  const { page } = office;
  const board = await ask(page, `/api/rounds/${PERIOD}`);
  const form = await ask(page, `/api/rounds/${PERIOD}/forms/${encodeURIComponent(board.rows.find((r) => r.unit.kind === "commune").unit.id)}`);
  const code = form.rows[0].indicator;

  await page.goto("/catalogue/regimes");
  await page.getByRole("button", { name: "Thêm chế độ" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Mã", { exact: true }).fill("DX-01");
  await dialog.getByLabel("Tên báo cáo").fill("Báo cáo nhanh");
  await dialog.getByLabel("Nội dung yêu cầu").fill("Số liệu");
  await dialog.getByLabel("Mẫu đề cương").fill("Không có lời văn");
  await dialog.getByRole("searchbox").fill(code);
  await dialog.getByRole("checkbox", { name: form.rows[0].name }).first().check();
  await dialog.getByLabel("Căn cứ pháp lý").fill("Công văn số 12/UBND-VP");
  await dialog.getByRole("button", { name: "Lưu" }).click();
  await page.getByText("Còn thiếu: Cơ quan nhận").waitFor();

  await page.goto("/rounds");
  await page.getByRole("button", { name: "Mở kỳ" }).first().click();
  const opening = page.getByRole("dialog");
  await opening.getByLabel("Chế độ báo cáo").selectOption("DX-01");
  await choosePeriod(opening, "Tháng", "Tháng 7");
  await opening.getByText("Chế độ báo cáo còn thiếu: Cơ quan nhận").waitFor();
  assert.ok(await opening.getByRole("button", { name: "Mở kỳ" }).isDisabled());
  await opening.getByRole("button", { name: "Bỏ qua" }).click();

  await page.goto("/catalogue/regimes");
  await page.getByRole("row", { name: /DX-01/ }).getByRole("button", { name: "Sửa" }).click();
  await page.getByRole("dialog").getByLabel("Cơ quan nhận").fill("UBND tỉnh");
  await page.getByRole("dialog").getByRole("button", { name: "Lưu" }).click();
  await page.getByRole("row", { name: /DX-01/ }).getByText("Đủ các trường bắt buộc").waitFor();

  await page.goto("/rounds");
  await page.getByRole("button", { name: "Mở kỳ" }).first().click();
  await opening.getByLabel("Chế độ báo cáo").selectOption("DX-01");
  // Asked in the running quarter already.
  await choosePeriod(opening, "Quý", "Quý II");
  await opening.getByText("Một số liệu chỉ hỏi một nơi").waitFor();
  await choosePeriod(opening, "Tháng", "Tháng 7");
  await opening.getByText("Thời gian chốt số liệu: 15/06/2021 đến 14/07/2021.").waitFor();
  await opening.getByRole("button", { name: "Mở kỳ" }).click();
  await page.waitForURL(`**/rounds/${MONTH}`);
  await settled(page);
});

test("a unit is left out, brought back, given more time; the office types for it, returns one cell, and sees what was sent", async () => {
  const { page } = office;
  const board = await ask(page, `/api/rounds/${MONTH}`);
  const unit = encodeURIComponent(board.rows[0].unit.id);
  const post = async (path, data) => {
    const answer = await page.request.post(`/api/rounds/${MONTH}/${path}`, { data });
    assert.ok(answer.ok(), `${path}: ${await answer.text()}`);
    return answer.json();
  };
  const out = await post(`units/${unit}/exclude`, { reason: "Đã sáp nhập" });
  assert.deepEqual([out.rows.length, out.excluded.length], [board.rows.length - 1, 1]);
  assert.equal((await post(`units/${unit}/bring-back`, {})).rows.length, board.rows.length);
  await post(`units/${unit}/extend`, { due: "2021-07-30", reason: "Mưa lũ" });

  await page.goto(`/rounds/${MONTH}/forms/${unit}`);
  await page.getByText("Bạn đang nhập thay đơn vị").waitFor();
  const form = await ask(page, `/api/rounds/${MONTH}/forms/${unit}`);
  assert.equal(form.due, "2021-07-30");
  const [row] = form.rows;
  const cell = { indicator: row.indicator, measure: row.measure, text: "7", note: "theo điện thoại" };
  const saved = await page.request.put(`/api/rounds/${MONTH}/forms/${unit}/cells`, { data: { cells: [cell] } });
  assert.ok(saved.ok(), await saved.text());
  await post(`forms/${unit}/send`, {});
  await page.reload();
  await page.getByRole("button", { name: "Trả lại" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Thêm chỗ cần sửa" }).click();
  await dialog.getByLabel("Cần sửa gì").fill("Xem lại đơn vị tính");
  await dialog.getByRole("button", { name: "Trả lại" }).click();
  await page.getByText("Xem lại đơn vị tính").waitFor();
  const versions = await ask(page, `/api/rounds/${MONTH}/forms/${unit}/versions`);
  assert.deepEqual([versions.versions.length, versions.rows[0].said[0]], [1, "7"]);
  assert.deepEqual(office.complaints, []);
});

test("the calendar of days off is kept by the place", async () => {
  const { page } = office;
  await page.goto("/catalogue");
  await page.getByRole("tab", { name: "Ngày nghỉ" }).click();
  await page.getByLabel("Năm", { exact: true }).selectOption("2027");
  await page.getByRole("button", { name: "Thêm ngày" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Ngày", { exact: true }).fill("15/3/2027");
  await dialog.getByLabel("Tên, lý do").fill("Ngày nghỉ của tỉnh");
  await dialog.getByRole("button", { name: "Lưu" }).click();
  await page.getByText("15/03/2027").waitFor();
  await settled(page);
});
