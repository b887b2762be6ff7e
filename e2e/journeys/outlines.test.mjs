// Outlines: a place without any report begins from the outline of its level, keeps one of its own, and the next report is offered what the last one left open.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { ask, open, person, PHONE, settled, signIn, until } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { caret, living, saved, words } from "../lib/prose.mjs";
import { walk } from "../lib/walk.mjs";

const step = walk();
const FIRST = "2026-Q3";
const NEXT = "2026-Q4";
let place, folder, browser, office, own;

before(async () => {
  folder = newFolder();
  place = await start("serve", folder);
  browser = await open();
  office = await person(browser, place.url);
  await signIn(office.page, "tonghop", place.accounts.get("tonghop"));
});
after(async () => {
  await browser?.close();
  await place?.stop();
  if (folder) forget(folder);
});

async function accessible(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => `${v.id}: ${v.nodes[0]?.target}`), []);
}

/** Chooses a quarter and what to begin from. */
async function choose(dialog, quarter, from) {
  await dialog.getByLabel("Loại kỳ").selectOption({ label: "Quý" });
  await dialog.getByLabel("Năm", { exact: true }).selectOption("2026");
  await dialog.getByLabel("Kỳ", { exact: true }).selectOption({ label: `Quý ${quarter}` });
  await dialog.getByLabel("Bắt đầu từ").selectOption({ label: from });
}

step("a place that never reported begins from the outline of a commune", async () => {
  const { page } = office;
  await page.goto("/reports");
  await page.getByText("Có thể bắt đầu từ đề cương của cấp mình").waitFor();
  await page.getByRole("button", { name: "Bắt đầu báo cáo mới" }).click();
  const dialog = page.getByRole("dialog");
  await choose(dialog, "III", "Đề cương: Báo cáo kinh tế - xã hội của xã, phường");
  assert.ok(await dialog.getByRole("button", { name: "Bắt đầu", exact: true }).isDisabled(), "a place has a name");
  await dialog.getByLabel("Tên đơn vị lập báo cáo").fill("xã Than Uyên");
  await accessible(page);
  await dialog.getByRole("button", { name: "Bắt đầu", exact: true }).click();
  await page.getByRole("textbox", { name: "Văn bản báo cáo" }).waitFor();
  await page.getByText("KẾT QUẢ THỰC HIỆN NHIỆM VỤ QUÝ III NĂM 2026").waitFor();
  const { passages, doclets, report } = await living(page, FIRST);
  const figures = passages.flatMap((p) => [p.inlines, ...(p.table?.rows.flat().map((c) => c.inlines) ?? [])]).flat().filter((i) => i.type === "figure");
  assert.ok(figures.length > 100 && figures.every((f) => f.state === "missing"), "every figure waits for its number");
  assert.ok(report.notices > 50, "and is told as missing");
  assert.deepEqual(doclets.map((d) => d.unit.name).includes("Công an xã"), true);
});

step("its draft prints in Word under the name of the place", async () => {
  const { page } = office;
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Xem thử" }).click().then(() => page.getByRole("menuitem", { name: /Word/ }).first().click()),
  ]);
  const bytes = readFileSync(await download.path());
  assert.equal(bytes.subarray(0, 2).toString(), "PK");
  const html = await (await page.request.get(`/api/living/${FIRST}/preview?to=html`)).text();
  assert.match(html, /UBND XÃ THAN UYÊN/);
  assert.match(html, /UBND TỈNH LAI CHÂU/);
});

step("its round is opened, and asks the departments for the figures", async () => {
  const { page } = office;
  const { next } = await ask(page, "/api/rounds");
  assert.equal(next.period, FIRST);
  const opened = await page.request.post("/api/rounds", { data: { period: FIRST } });
  assert.ok(opened.ok(), await opened.text());
  const { report } = await living(page, FIRST);
  assert.match(report.title, /quý III năm 2026/);
});

step("outlines are listed, filtered, looked at in every kind of period, also on a phone", async () => {
  const { page } = office;
  await page.goto("/catalogue/outlines");
  await page.getByRole("link", { name: "Báo cáo kinh tế - xã hội của tỉnh, thành phố" }).waitFor();
  await page.getByLabel("Cấp", { exact: true }).selectOption("commune");
  await page.getByRole("link", { name: /của tỉnh/ }).waitFor({ state: "detached" });
  await accessible(page);
  await page.getByRole("link", { name: /của xã, phường/ }).click();
  await page.getByText("Cơ quan đã có đủ").or(page.getByText(/chỉ tiêu chưa có/)).first().waitFor();
  await page.getByLabel("Kỳ báo cáo").selectOption("year");
  await page.getByText("CHỈ TIÊU KẾ HOẠCH NĂM").first().waitFor();
  await accessible(page);
  await page.setViewportSize(PHONE);
  await settled(page);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing hangs over");
  await page.setViewportSize({ width: 1366, height: 768 });
});

step("the office keeps its report as an outline, and hands it in again; faults are told by line", async () => {
  const { page } = office;
  await page.goto(`/reports/living/${FIRST}`);
  await page.getByRole("textbox", { name: "Văn bản báo cáo" }).waitFor();
  await page.getByRole("button", { name: "Xem thử" }).click();
  await page.getByRole("menuitem", { name: "Lưu làm đề cương" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Tên đề cương").fill("Đề cương của Than Uyên");
  await dialog.getByRole("button", { name: "Lưu đề cương" }).click();
  await dialog.getByRole("link", { name: "Xem đề cương" }).click();
  await page.getByRole("heading", { level: 1, name: "Đề cương của Than Uyên" }).waitFor();
  own = new URL(page.url()).pathname.split("/").pop();
  const text = await (await page.request.get(`/api/outlines/${own}/text`)).text();
  assert.match(text, /Thu ngân sách trên địa bàn trong quý đạt \{TC01 \| 1 số lẻ\} triệu đồng/);

  await page.getByRole("button", { name: "Nội dung đề cương" }).click();
  await page.getByRole("menuitem", { name: "Đưa bản sửa lên" }).click();
  const hand = page.getByRole("dialog");
  const broken = text.replace("{TC01 | 1 số lẻ} triệu đồng", "{TC999} triệu đồng");
  const line = broken.split("\n").findIndex((row) => row.includes("TC999")) + 1;
  await hand.getByLabel("Nội dung đề cương").fill(broken);
  await hand.getByRole("button", { name: "Lưu đề cương" }).click();
  await hand.getByText(`Dòng ${line}: không có chỉ tiêu TC999`).waitFor();
  await hand.getByLabel("Nội dung đề cương").fill(text.replace("Đề cương của Than Uyên", "Đề cương quý của Than Uyên"));
  await hand.getByRole("button", { name: "Lưu đề cương" }).click();
  await page.getByRole("heading", { level: 1, name: "Đề cương quý của Than Uyên" }).waitFor();

  await page.getByRole("button", { name: "Nội dung đề cương" }).click();
  await page.getByRole("menuitem", { name: "Gỡ khỏi danh sách" }).click();
  await page.getByText("Đã gỡ", { exact: true }).first().waitFor();
  await page.getByRole("button", { name: "Nội dung đề cương" }).click();
  await page.getByRole("menuitem", { name: "Đưa lại vào danh sách" }).click();
  await until(async () => !(await ask(page, `/api/outlines/${own}`)).row.removed, "it is in the list again");
});

step("the next report is offered what was left open, and nothing gets in by itself", async () => {
  const { page } = office;
  await page.goto(`/reports/living/${FIRST}`);
  await page.getByRole("textbox", { name: "Văn bản báo cáo" }).waitFor();
  const { passages } = await living(page, FIRST);
  const limits = passages.findIndex((p) => words(p) === "Tồn tại, hạn chế");
  await caret(page, passages[limits + 1].id);
  await page.keyboard.press("Enter");
  await page.keyboard.type("Tuyến đường bản Đông chưa giải phóng xong mặt bằng.");
  await saved(page);
  const added = await page.request.post("/api/tasks", { data: { text: "Làm xong cầu bản Mường", lead: null, due: "2026-08-20", period: FIRST } });
  assert.ok(added.ok(), await added.text());

  await page.goto("/reports");
  await page.getByRole("button", { name: "Bắt đầu báo cáo mới" }).click();
  const dialog = page.getByRole("dialog");
  await choose(dialog, "IV", "Đề cương: Báo cáo kinh tế - xã hội của xã, phường");
  await dialog.getByRole("button", { name: "Bắt đầu", exact: true }).click();
  await page.waitForURL(`**/reports/living/${NEXT}`);
  await page.getByRole("textbox", { name: "Văn bản báo cáo" }).waitFor();
  const before = (await living(page, NEXT)).passages.map(words).join("\n");
  assert.doesNotMatch(before, /bản Đông|bản Mường/);

  await page.getByRole("tab", { name: "Kỳ trước" }).click();
  const offer = (text) => page.locator("[data-offer]").filter({ hasText: text });
  await offer("Tuyến đường bản Đông").waitFor();
  await accessible(page);
  await offer("Tuyến đường bản Đông").getByRole("button", { name: "Đưa vào" }).click();
  await page.locator(".paper").getByText("Tuyến đường bản Đông chưa giải phóng xong mặt bằng.").waitFor();
  await offer("Tiếp tục thực hiện: Làm xong cầu bản Mường").getByRole("button", { name: "Đưa vào" }).click();
  await page.locator(".paper").getByText("Tiếp tục thực hiện: Làm xong cầu bản Mường").waitFor();
  await offer("Chưa hoàn thành nhiệm vụ").getByRole("button", { name: "Bỏ qua" }).click();
  await page.getByText("Đã bỏ qua (1)").click();
  await page.getByRole("button", { name: "Xem lại" }).click();
  await offer("Chưa hoàn thành nhiệm vụ").waitFor();
  const now = (await living(page, NEXT)).passages.map(words);
  const place = (text) => now.findIndex((line) => line.includes(text));
  assert.ok(place("Tồn tại, hạn chế") < place("bản Đông") && place("bản Đông") < place("Nguyên nhân"));
  assert.ok(place("NHIỆM VỤ TRỌNG TÂM QUÝ I NĂM 2027") < place("cầu bản Mường"));
});

step("what began from an outline is put back", async () => {
  const { page } = office;
  await page.getByRole("button", { name: "Trả lại như trước khi bắt đầu" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Trả lại như trước khi bắt đầu" }).click();
  await page.waitForURL("**/reports");
  assert.deepEqual((await ask(page, "/api/living")).map((r) => r.period), [FIRST]);
  assert.deepEqual(office.complaints, []);
});
