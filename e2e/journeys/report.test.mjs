// From last quarter's Word file to this quarter's issued report, as the office, one unit and the leader do it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { ask, open, person, settled, signIn, until } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { figure, figures, paste, put, said, saved } from "../lib/grid.mjs";
import { settle } from "../lib/truth.mjs";
import { caret, saved as proseSaved } from "../lib/prose.mjs";
import { walk } from "../lib/walk.mjs";

const REPORT = fileURLToPath(new URL("../../demo/report/q1-2021.docx", import.meta.url));
const PERIOD = "2021-Q2";
const UNIT_ACCOUNT = { name: "donvi", password: "nương ngô đầu bản phía đông", display: "Cán bộ đơn vị thử" };

const step = walk();
let place, folder, browser, office, unit, leader, form;

before(async () => {
  folder = newFolder();
  place = await start("serve", folder);
  browser = await open();
  office = await person(browser, place.url);
  leader = await person(browser, place.url);
  unit = await person(browser, place.url);
});
after(async () => {
  await browser?.close();
  await place?.stop();
  if (folder) forget(folder);
});

const formPath = () => `/rounds/${PERIOD}/forms/${encodeURIComponent(form.unit.id)}`;

step("the office reads last quarter's report and reviews by keyboard", async () => {
  const { page } = office;
  await signIn(page, "tonghop", place.accounts.get("tonghop"));
  await page.getByRole("link", { name: "Báo cáo", exact: true }).click();
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Chọn tệp" }).click()]);
  await chooser.setFiles(REPORT);
  await page.waitForURL(/\/reports\/read\//);
  await page.getByRole("button", { name: "Tiếp nhận thành hệ thống" }).waitFor();

  const id = decodeURIComponent(page.url().split("/").at(-1));
  const before = await ask(page, `/api/readings/${encodeURIComponent(id)}`);
  assert.ok(before.facts.length > 150, `${before.facts.length} figures read`);
  assert.ok(before.outline === undefined || before.outline.length > 5);
  assert.ok(before.tasks.length > 0 && before.relations.length > 0);
  assert.ok(before.doubtful_open > 3, "there is something to review");

  for (let turn = 0; turn < 4; turn++) {
    await page.keyboard.press("Enter");
    // What cannot be confirmed as it stands gets the caret into the empty field; here it stays words.
    if (await page.evaluate(() => document.activeElement?.matches("input"))) {
      await page.keyboard.press("Escape");
      await page.keyboard.press("s");
    }
  }
  await until(async () => {
    const { proposals } = await ask(page, `/api/readings/${encodeURIComponent(id)}`);
    return proposals.filter((p) => p.decision).length >= 4;
  }, "four decisions are kept");
});

step("the office adopts it and opens the next round", async () => {
  const { page } = office;
  await page.getByRole("button", { name: "Tiếp nhận thành hệ thống" }).click();
  const dialog = page.getByRole("dialog");
  const rest = dialog.getByRole("checkbox");
  if (await rest.count()) await rest.check();
  await dialog.getByRole("button", { name: "Tiếp nhận", exact: true }).click();
  await page.getByText("Báo cáo đã thành hệ thống.").waitFor({ timeout: 60_000 });

  await page.getByRole("link", { name: "Mở kỳ mới" }).click();
  await page.getByRole("button", { name: "Mở kỳ" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Mở kỳ" }).click();
  await page.waitForURL(`**/rounds/${PERIOD}`);
  const board = await ask(page, `/api/rounds/${PERIOD}`);
  assert.ok(board.rows.length >= 10, `${board.rows.length} units have a form`);

  // The unit of this journey: its form has a rule that its own cells can break.
  const forms = await Promise.all(board.rows.map((row) => ask(page, `/api/rounds/${PERIOD}/forms/${encodeURIComponent(row.unit.id)}`)));
  const rules = await ask(page, "/api/rules");
  const own = (view, rule) => {
    const codes = rule.formula.match(/[\p{L}\p{N}_.-]+/gu) ?? [];
    const here = new Set(view.rows.map((row) => row.indicator));
    return rule.kind === "sum-of-parts" && !rule.formula.includes("#") && codes.every((code) => here.has(code));
  };
  form = forms.find((view) => view.rows.length > 2 && rules.rows.some((rule) => own(view, rule))) ?? forms.toSorted((a, b) => b.rows.length - a.rows.length)[0];
  assert.ok(form.rows.length > 2);
});

step("the administrator gives the unit an account; its person chooses a password through the link", async () => {
  const { page, context } = await person(browser, place.url);
  await signIn(page, "quantri", place.accounts.get("quantri"));
  await page.getByRole("link", { name: "Quản trị", exact: true }).click();
  await page.getByRole("button", { name: "Thêm tài khoản" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Tên đăng nhập").fill(UNIT_ACCOUNT.name);
  await dialog.getByLabel("Họ và tên").fill(UNIT_ACCOUNT.display);
  await dialog.getByLabel("Đơn vị", { exact: true }).selectOption(form.unit.id);
  // The form may be that of the army or the police.
  await dialog.getByLabel("Được xem số liệu quốc phòng, an ninh").check();
  await dialog.getByRole("button", { name: "Lưu và tạo đường dẫn" }).click();
  const link = await page.getByLabel("Đường dẫn một lần").inputValue();
  await page.getByRole("button", { name: "Đóng" }).last().click();
  await page.getByRole("cell", { name: UNIT_ACCOUNT.display }).first().waitFor();
  await context.close();
  await unit.page.goto(link);
  await unit.page.getByLabel("Mật khẩu mới", { exact: true }).fill(UNIT_ACCOUNT.password);
  await unit.page.getByLabel("Nhập lại mật khẩu mới").fill(UNIT_ACCOUNT.password);
  await unit.page.getByRole("button", { name: "Đặt mật khẩu và đăng nhập" }).click();
  await unit.page.getByRole("navigation", { name: "Trình đơn" }).waitFor();
});

step("the unit finds its form, types and pastes; the form saves by itself", async () => {
  const { page } = unit;
  await page.goto(formPath());
  await figure(page, 0).waitFor();
  const count = form.rows.length;
  assert.equal(await page.getByRole("grid").getAttribute("aria-rowcount"), String(count + 1));

  await put(page, figure(page, 0), "1347,5");
  assert.equal(await said(figure(page, 0)), "1.347,5", "written the Vietnamese way");
  await saved(page);

  await figure(page, 1).click();
  await paste(page, form.rows.slice(1).map((_, at) => String(at + 2)).join("\n"));
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /Điền \d+ ô/ }).click();
  await page.getByText(`Đã nhập ${count}/${count} ô`).waitFor();
  await settled(page);
  await page.waitForFunction(() => !document.body.innerText.includes("Đang lưu"));

  await page.reload();
  await figure(page, 0).waitFor();
  assert.equal(await said(figure(page, 0)), "1.347,5");
  assert.equal(await said(figure(page, 1)), "2");
});

step("a contradiction is pointed out at once and stops the form until it is explained", async () => {
  const { page } = unit;
  const view = await ask(page, `/api${formPath()}`);
  assert.ok(view.findings.length > 0, "numbers in a row break a sum or a ratio");
  const before = view.findings.filter((f) => !f.answer).length;
  await page.getByRole("tab", { name: `Vấn đề (${view.findings.length})` }).waitFor();
  for (let left = before; left > 0; left--) {
    const card = page.getByRole("article").filter({ has: page.getByRole("button", { name: "Giải trình", exact: true }) }).first();
    await card.getByRole("button", { name: "Giải trình", exact: true }).click();
    await page.getByLabel("Giải trình của đơn vị").fill("Số nhập thử để kiểm tra luồng giải trình.");
    await page.getByRole("button", { name: "Gửi giải trình" }).click();
    await page.getByLabel("Giải trình của đơn vị").waitFor({ state: "detached" });
    await settled(page);
  }
  const explained = await ask(page, `/api${formPath()}`);
  assert.equal(explained.findings.filter((f) => !f.answer).length, 0);
});

step("the unit sends; the form is locked; the office returns it with a reason; it is mended and approved", async () => {
  const send = async (page) => {
    await page.getByRole("button", { name: "Gửi biểu" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Gửi biểu" }).click();
    await page.getByText("Biểu đã gửi nên đang khóa.").first().waitFor();
    assert.equal(await figures(page).count(), await page.locator(".cell-locked").count(), "nothing to type in");
  };
  await send(unit.page);

  await office.page.goto(formPath());
  await office.page.getByRole("button", { name: "Trả lại" }).click();
  await office.page.getByLabel("Lý do trả lại").fill("Xem lại số đầu tiên.");
  await office.page.getByRole("dialog").getByRole("button", { name: "Trả lại" }).click();
  await office.page.getByText("Bị trả lại").first().waitFor();

  await unit.page.reload();
  await unit.page.getByText("Xem lại số đầu tiên.").first().waitFor();
  await put(unit.page, figure(unit.page, 0), "1348");
  await saved(unit.page);
  const view = await ask(unit.page, `/api${formPath()}`);
  for (const finding of view.findings.filter((f) => !f.answer)) {
    const answer = await unit.page.request.post(`/api/findings/${encodeURIComponent(finding.key)}/answer`, { data: { kind: "explained", text: "Đã xem lại." } });
    assert.ok(answer.ok(), await answer.text());
  }
  await unit.page.reload();
  await send(unit.page);

  await office.page.reload();
  await office.page.getByRole("button", { name: "Duyệt", exact: true }).click();
  await office.page.getByRole("dialog").getByRole("button", { name: "Duyệt", exact: true }).click();
  await office.page.getByText("Đã duyệt", { exact: true }).first().waitFor();
});

step("the living report says where a figure is from, and its prose is edited in place", async () => {
  const { page } = office;
  await page.goto(`/reports/living/${PERIOD}`);
  const sheet = page.getByRole("textbox", { name: "Văn bản báo cáo" });
  await sheet.waitFor();
  const view = await ask(page, `/api/living/${PERIOD}`);
  assert.ok(view.notices.length > 0, "other units have not reported");
  await page.locator(".notice-item").first().waitFor();

  await sheet.locator(".figure-chip[data-state=approved], .figure-chip[data-state=partial]").first().click();
  await page.getByRole("tab", { name: "Nguồn số", selected: true }).waitFor();
  await page.getByRole("heading", { name: "Số gốc" }).waitFor();
  assert.ok(await page.locator(".basis-rows li").count() > 0, "a figure has its rows");

  const passage = view.passages.find((p) => p.kind === "body" && p.inlines.every((i) => i.type === "text"));
  assert.ok(passage, "the report has a paragraph without figures");
  const words = "Câu này được thêm khi soạn báo cáo.";
  await caret(page, passage.id);
  await page.keyboard.type(` ${words}`);
  await proseSaved(page);
  await page.reload();
  await page.getByText(words).waitFor();
});

step("the leader approves a cut and issues; Word and PDF are real files", async () => {
  const { page } = leader;
  const open = await ask(office.page, `/api/findings?period=${PERIOD}&severity=error&state=open`);
  for (const finding of open.rows) {
    const answer = await office.page.request.post(`/api/findings/${encodeURIComponent(finding.key)}/answer`, { data: { kind: "accepted", text: "Đã đối chiếu với đơn vị." } });
    assert.ok(answer.ok(), await answer.text());
  }
  await settle(office.page, PERIOD);
  await signIn(page, "lanhdao", place.accounts.get("lanhdao"));
  await page.goto(`/reports/living/${PERIOD}`);
  await page.getByRole("button", { name: "Phê duyệt", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Phê duyệt", exact: true }).click();
  await page.getByText(/phê duyệt .*mốc \d+/).first().waitFor();

  const issuer = (await page.getByRole("button", { name: "Ban hành", exact: true }).count()) ? page : office.page;
  if (issuer !== page) await issuer.goto(`/reports/living/${PERIOD}`);
  await issuer.getByRole("button", { name: "Ban hành", exact: true }).click();
  const dialog = issuer.getByRole("dialog");
  await dialog.getByLabel("Người ký").fill("Trần Văn Thử");
  await dialog.getByRole("button", { name: "Ban hành", exact: true }).click();
  await issuer.getByRole("link", { name: "Xem bản ban hành" }).click();
  await issuer.waitForURL(`**/reports/issued/${PERIOD}`);

  for (const [link, magic, holds] of [["Tải Word", "PK\u0003\u0004", "word/footnotes.xml"], ["Tải PDF", "%PDF-", "%%EOF"]]) {
    const [download] = await Promise.all([issuer.waitForEvent("download"), issuer.getByRole("link", { name: link }).click()]);
    const bytes = readFileSync(await download.path()).toString("latin1");
    assert.ok(bytes.startsWith(magic) && bytes.includes(holds) && bytes.length > 10_000, `${link}: ${bytes.length} bytes`);
  }
});

step("a later correction shows beside the issued report and changes nothing in it", async () => {
  const { page } = office;
  const issued = await ask(page, `/api/issued/${PERIOD}`);
  const living = await ask(page, `/api/living/${PERIOD}`);
  const printed = new Set(living.passages.flatMap((p) => p.inlines).filter((i) => i.type === "figure" && i.state !== "missing").map((i) => i.figure.indicator));
  const row = form.rows.find((r) => printed.has(r.indicator));
  assert.ok(row, "the report prints a figure of this unit");

  await page.goto(formPath());
  await page.getByRole("button", { name: `Đính chính: ${row.name}` }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Số đúng").fill("99999");
  await dialog.getByLabel("Lý do đính chính").fill("Đơn vị gửi nhầm.");
  await dialog.getByRole("button", { name: "Ghi đính chính" }).click();
  await dialog.waitFor({ state: "detached" });

  await page.goto(`/reports/issued/${PERIOD}`);
  await page.getByText("Đơn vị gửi nhầm.").first().waitFor();
  const now = await ask(page, `/api/issued/${PERIOD}`);
  assert.equal(now.html, issued.html, "the issued page is frozen");
  assert.equal(now.report.issued.hash, issued.report.issued.hash);
  assert.ok(now.corrections.length > 0 && issued.corrections.length === 0);
});

step("a task is moved and keeps its remark", async () => {
  const { page } = office;
  await page.goto("/tasks");
  await page.getByRole("button", { name: "Cập nhật" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Tình trạng").selectOption({ label: "Hoàn thành" });
  await dialog.getByLabel("Kết quả, vướng mắc").fill("Đã xong trong tháng.");
  await dialog.getByRole("button", { name: "Lưu" }).click();
  await page.getByText("Đã xong trong tháng.").waitFor();
});

step("nobody saw an error on the way", () => {
  assert.deepEqual([...office.complaints, ...unit.complaints, ...leader.complaints], []);
});
