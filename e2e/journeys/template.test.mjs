// The office's own Word template, and what a report says of itself before it goes out.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { ask, open, person, PHONE, settled, signIn, until } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { PERIOD } from "../lib/roles.mjs";
import { walk } from "../lib/walk.mjs";

const step = walk();
let place, folder, browser, office, work;

before(async () => {
  folder = newFolder();
  work = mkdtempSync(join(tmpdir(), "solieu-template-"));
  place = await start("demo", folder);
  browser = await open();
  office = await person(browser, place.url);
  await signIn(office.page, "vanphong", place.accounts.get("vanphong"));
});
after(async () => {
  await browser?.close();
  await place?.stop();
  if (folder) forget(folder);
  if (work) forget(work);
});

/** A Word file with these paragraphs, packed by zip. */
function template(name, ...lines) {
  const home = mkdtempSync(join(work, "docx-"));
  const put = (path, text) => {
    execFileSync("mkdir", ["-p", join(home, path, "..")]);
    writeFileSync(join(home, path), text);
  };
  const main = "application/vnd.openxmlformats-officedocument.wordprocessingml";
  put("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${main}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${main}.styles+xml"/></Types>`);
  put("_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`);
  put("word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`);
  const w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
  put("word/styles.xml", `<w:styles ${w}/>`);
  put("word/document.xml", `<w:document ${w}><w:body>${lines.map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`).join("")}</w:body></w:document>`);
  const file = join(work, name);
  execFileSync("zip", ["-q", "-r", file, "."], { cwd: home });
  return file;
}

const filled = (bytes) => {
  const file = join(work, "filled.docx");
  writeFileSync(file, bytes);
  return execFileSync("unzip", ["-p", file, "word/document.xml"]).toString();
};

step("a template with a field that nobody knows is shown with what is wrong", async () => {
  const { page } = office;
  await page.goto("/reports/register");
  await settled(page);
  await page.locator("input[type=file]").setInputFiles(template("la.docx", "{cơ quan ban hành}", "{tên lạ}"));
  await page.getByText("Chưa dùng được").waitFor();
  await page.getByText("{tên lạ}", { exact: false }).first().waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => v.id), []);
});

step("a template that fits is used for the draft", async () => {
  const { page } = office;
  await page.locator("input[type=file]").setInputFiles(template("mau.docx", "Mẫu của cơ quan", "{độ khẩn}", "{trích yếu}", "{nội dung}", "{nơi nhận}"));
  await page.getByText("Dùng được", { exact: true }).waitFor();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/template.png`, fullPage: true });
  const answer = await page.request.get(`/api/living/${PERIOD}/preview?to=filled`);
  assert.equal(answer.status(), 200, await answer.text().catch(() => ""));
  const xml = filled(await answer.body());
  assert.match(xml, /Mẫu của cơ quan/);
  assert.ok(!xml.includes("{nội dung}"));
});

step("what the report says of itself is written down, and the draft says it", async () => {
  const { page } = office;
  await page.goto(`/reports/living/${PERIOD}`);
  await page.locator(".paper > p").first().waitFor();
  await page.getByRole("button", { name: "Xem thử" }).click();
  await page.getByRole("menuitem", { name: "Chuẩn bị phát hành" }).click();
  const dialog = page.getByRole("dialog", { name: "Chuẩn bị phát hành" });
  await dialog.getByLabel("Độ khẩn").selectOption("immediate");
  await dialog.getByLabel("Phạm vi lưu hành").fill("LƯU HÀNH NỘI BỘ");
  await dialog.getByLabel("Địa chỉ, điện thoại, thư điện tử").fill("Số 1 đường Lê Lợi, Nậm Sơn");
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/prepare.png` });
  await dialog.getByRole("button", { name: "Lưu" }).click();
  await until(async () => (await ask(page, `/api/living/${PERIOD}/issue?year=2021`)).urgency === "immediate", "the urgency is kept");
  const html = await (await page.request.get(`/api/living/${PERIOD}/preview?to=html`)).text();
  for (const words of ["HỎA TỐC", "LƯU HÀNH NỘI BỘ", "Số 1 đường Lê Lợi, Nậm Sơn"]) assert.ok(html.includes(words), words);
  const xml = filled(await (await page.request.get(`/api/living/${PERIOD}/preview?to=filled`)).body());
  assert.match(xml, /HỎA TỐC/);
});

step("on a phone the panel is whole; the template is taken out after a question", async () => {
  const { page } = office;
  await page.setViewportSize(PHONE);
  await page.goto("/reports/register");
  await settled(page);
  await page.getByRole("button", { name: "Gỡ mẫu" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Gỡ mẫu" }).click();
  await page.getByText("Chưa có mẫu.", { exact: false }).waitFor();
  assert.equal((await page.request.get(`/api/living/${PERIOD}/preview?to=filled`)).status(), 404);
  assert.deepEqual(office.complaints, []);
});
