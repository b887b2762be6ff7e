// Issuing as the office and the leader do it: signers, register, issue with recipients, the signed file back, a correction as a
// new issue, the public extract.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { ask, open, person, settled, signIn } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { PEOPLE, PERIOD } from "../lib/roles.mjs";
import { settle } from "../lib/truth.mjs";
import { walk } from "../lib/walk.mjs";

const step = walk();
const SIGNER = "Lò Thị Thử";
let place, folder, browser, office, leader;

before(async () => {
  folder = newFolder();
  place = await start("demo", folder);
  browser = await open();
  office = await person(browser, place.url);
  leader = await person(browser, place.url);
  await signIn(office.page, PEOPLE.office, place.accounts.get(PEOPLE.office));
  await signIn(leader.page, "lanhdao", place.accounts.get("lanhdao"));
});
after(async () => {
  await browser?.close();
  await place?.stop();
  if (folder) forget(folder);
});

const sound = async (page) => {
  const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze();
  assert.deepEqual(violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => `${v.id}: ${v.nodes[0]?.target}`), []);
};

/** Everything that blocks an approval is answered, and the leader approves. */
async function approve() {
  const { page } = leader;
  const open = await ask(office.page, `/api/findings?period=${PERIOD}&state=open`);
  for (const finding of open.rows) {
    const answer = await office.page.request.post(`/api/findings/${encodeURIComponent(finding.key)}/answer`, { data: { kind: "accepted", text: "Đã đối chiếu với đơn vị." } });
    assert.ok(answer.ok(), await answer.text());
  }
  await settle(office.page, PERIOD);
  await page.goto(`/reports/living/${PERIOD}`);
  await page.getByRole("button", { name: "Phê duyệt", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Phê duyệt", exact: true }).click();
  await page.getByRole("button", { name: "Ban hành", exact: true }).waitFor();
}

async function issue(fill) {
  const { page } = leader;
  await page.getByRole("button", { name: "Ban hành", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Số văn bản").waitFor();
  await fill?.(dialog);
  await dialog.getByRole("button", { name: "Ban hành", exact: true }).click();
  await page.getByRole("link", { name: "Xem bản ban hành" }).click();
  await page.waitForURL(`**/reports/issued/${PERIOD}`);
}

step("a number given on paper is entered, so that the next number is right; a signer is named", async () => {
  const { page } = office;
  await page.goto("/reports");
  await page.getByRole("link", { name: "Sổ đăng ký văn bản" }).click();
  await page.getByRole("button", { name: "Ghi số vào sổ" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Số", { exact: true }).fill("11");
  await dialog.getByLabel("Ngày văn bản").fill("05/06/2021");
  await dialog.getByLabel("Trích yếu").fill("Công tác phòng, chống dịch");
  await dialog.getByRole("button", { name: "Lưu" }).click();
  await page.getByRole("cell", { name: "11/BC-UBND" }).waitFor();
  await page.getByText("số tiếp theo 12").waitFor();
  await page.getByRole("button", { name: "Thêm người ký" }).click();
  await dialog.getByLabel("Họ tên").fill(SIGNER);
  await dialog.getByLabel("Quyền hạn ký").selectOption("in_place_of");
  await dialog.getByLabel("Chức vụ người ký").fill("PHÓ CHỦ TỊCH");
  await dialog.getByRole("button", { name: "Lưu" }).click();
  await page.getByText("KT. CHỦ TỊCH").waitFor();
  await settled(page);
  await sound(page);
});

step("the leader issues: the next number, the signer with authority, recipients of this issue", async () => {
  await approve();
  await issue(async (dialog) => {
    await dialog.getByLabel("Ngày ban hành").fill("21/06/2021");
    await dialog.getByLabel("Nơi nhận").fill("- UBND tỉnh;\n- Lưu: VT, TH");
    await dialog.getByLabel("Người soạn và số bản").fill("NVA.05");
  });
  const view = await ask(leader.page, `/api/issued/${PERIOD}`);
  assert.equal(view.shown.number, "12/BC-UBND");
  assert.equal(view.shown.signer, SIGNER);
  assert.deepEqual(view.recipients, ["UBND tỉnh;", "Lưu: VT, TH"]);
  assert.ok(view.html.includes("KT. CHỦ TỊCH") && view.html.includes("NVA.05"));
  await settled(leader.page);
  await sound(leader.page);
});

step("made again from its cut, the report is the same to the byte", async () => {
  const { page } = leader;
  await page.getByRole("button", { name: "Dựng lại và đối chiếu" }).click();
  await page.getByText("Nội dung từ sổ: giống hệt").waitFor();
  await page.getByText("Tệp Word: giống hệt").waitFor();
  await page.getByText(/Tệp PDF: (giống hệt|thiếu phông)/).waitFor();
});

step("the file comes back signed; another file does not fit; a person confirms, never the program", async () => {
  const { page } = leader;
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Tải PDF" }).click()]);
  const pdf = readFileSync(await download.path());
  const give = (name, buffer) => page.locator(".dropzone input[type=file]").setInputFiles({ name, mimeType: "application/pdf", buffer });
  await give("khac.pdf", Buffer.from("%PDF-1.7\nkhác\n%%EOF\n"));
  await page.getByText("Không khớp văn bản đã ban hành").waitFor();
  await give("da-ky.pdf", Buffer.concat([pdf, Buffer.from("\n% chữ ký\n%%EOF\n")]));
  await page.getByText("Đã nhận bản ký, chưa xác nhận").waitFor();
  await page.getByRole("button", { name: "Xác nhận chữ ký" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Căn cứ").fill("Cổng xác thực báo hợp lệ lúc 10 giờ");
  await dialog.getByRole("button", { name: "Xác nhận chữ ký" }).click();
  await page.getByText("Đã xác nhận chữ ký").waitFor();
  const back = await page.request.get(`/api/issued/${PERIOD}/signed`);
  assert.ok((await back.body()).subarray(0, pdf.length).equals(pdf));
});

step("the extract leaves restricted figures out, counted and not listed", async () => {
  const { page } = office;
  const view = await ask(page, `/api/issued/${PERIOD}`);
  assert.ok(view.left_out > 0);
  const html = await (await page.request.get(`/api/issued/${PERIOD}/extract?to=html`)).text();
  assert.ok(html.includes("Bản trích công khai") && html.includes(`đã lược ${view.left_out} nội dung`));
  const whole = await ask(page, `/api/living/${PERIOD}`);
  const all = (await ask(page, "/api/indicators")).rows.filter((i) => i.restricted).map((i) => i.code);
  const hidden = whole.passages.filter((p) => p.inlines.some((i) => i.type === "figure" && all.includes(i.figure.indicator)));
  for (const passage of hidden) {
    const longest = passage.inlines.filter((i) => i.type === "text").map((i) => i.text.trim()).sort((a, b) => b.length - a.length)[0];
    if (longest?.length > 25) assert.ok(!html.includes(longest), longest);
  }
  const docx = await page.request.get(`/api/issued/${PERIOD}/extract?to=docx`);
  assert.ok((await docx.body()).subarray(0, 2).equals(Buffer.from("PK")));
});

step("a correction is a new issue that says what changed; the first stays as it was", async () => {
  const { page } = office;
  const first = await ask(page, `/api/issued/${PERIOD}`);
  await page.goto(`/reports/issued/${PERIOD}`);
  await page.getByRole("button", { name: "Đính chính", exact: true }).click();
  await page.getByRole("dialog").getByLabel("Lý do").fill("Đơn vị báo nhầm số");
  await page.getByRole("dialog").getByRole("button", { name: "Mở đính chính" }).click();
  await page.waitForURL(`**/reports/living/${PERIOD}`);
  await page.getByText("Đang đính chính số 12/BC-UBND").waitFor();
  const living = await ask(page, `/api/living/${PERIOD}`);
  const passage = living.passages.findLast((p) => p.kind === "body" && p.inlines[0]?.type === "text");
  const content = ({ kind, inlines }) => ({ kind, inlines: inlines.map((i) => (i.type === "figure" ? { type: "figure", figure: i.figure } : i.type === "period" ? { type: "period", mention: i.mention } : i.type === "note" ? { type: "note", id: i.id } : i)) });
  const base = content(passage);
  const now = { ...base, inlines: [{ type: "text", text: "Thực tế cho thấy: " }, ...base.inlines] };
  const saved = await page.request.put(`/api/living/${PERIOD}/prose`, { data: { edits: [{ type: "write", id: passage.id, base, now, after: null }] } });
  assert.ok(saved.ok(), await saved.text());
  const last = living.passages.filter((p) => p.kind !== "note").at(-1);
  const line = (id, kind, text, after) => ({ type: "write", id, base: null, now: { kind, inlines: [{ type: "text", text }] }, after });
  const edits = [line("phu-luc-thu", "annex", "Danh sách đơn vị đối chiếu", last.id), line("phu-luc-thu-loi", "body", "Các đơn vị đã đối chiếu số liệu lần hai.", "phu-luc-thu")];
  const annexed = await page.request.put(`/api/living/${PERIOD}/prose`, { data: { edits } });
  assert.ok(annexed.ok(), await annexed.text());
  await approve();
  await issue((dialog) => dialog.getByLabel("Ngày ban hành").fill("25/06/2021"));
  const second = await ask(page, `/api/issued/${PERIOD}`);
  assert.equal(second.shown.number, "13/BC-UBND");
  assert.ok(second.html.includes("thay thế Báo cáo số 12/BC-UBND") && second.html.includes("Đơn vị báo nhầm số"));
  assert.ok(/nội dung đính chính/i.test(second.html) && second.html.includes("Thực tế cho thấy"));
  const again = await ask(page, `/api/issued/${PERIOD}?issue=1`);
  await page.goto(`/reports/issued/${PERIOD}`);
  await page.getByRole("button", { name: "Phụ lục thành tệp riêng" }).click();
  const [annex] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Danh sách đơn vị đối chiếu: PDF" }).click()]);
  assert.equal(annex.suggestedFilename(), `phu-luc-1-bao-cao-${PERIOD}-so-13.pdf`);
  assert.equal(again.html, first.html);
  const same = await ask(page, `/api/issued/${PERIOD}/same?issue=2`);
  assert.ok(same.document && same.docx);
  await page.goto("/reports/register");
  await page.getByText("Đính chính số 12/BC-UBND").waitFor();
  await page.getByText("Đã đính chính bằng số 13/BC-UBND").waitFor();
  await page.getByRole("searchbox").fill("phong chong dich");
  await page.getByRole("cell", { name: "13/BC-UBND", exact: true }).waitFor({ state: "detached" });
  await page.getByRole("cell", { name: "11/BC-UBND", exact: true }).waitFor();
});

step("no page complained", async () => {
  assert.deepEqual([...office.complaints, ...leader.complaints], []);
});
