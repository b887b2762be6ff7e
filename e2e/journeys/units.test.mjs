// Units in time: an old name is found, its life is seen on maps of then and now; a reorganisation is entered, looked at, applied and taken back.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before } from "node:test";
import { ask, DESK, open, person, PHONE, settled, signIn } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { walk } from "../lib/walk.mjs";

const step = walk();
let place, folder, browser, office, admin;

before(async () => {
  folder = newFolder();
  place = await start("serve", folder);
  browser = await open();
  office = await person(browser, place.url);
  await signIn(office.page, "tonghop", place.accounts.get("tonghop"));
  admin = await person(browser, place.url);
  await signIn(admin.page, "quantri", place.accounts.get("quantri"));
  const outlines = await ask(office.page, "/api/outlines?level=province");
  const begun = await office.page.request.post("/api/living/2026-Q3/start", { data: { from: { from: "outline", outline: outlines[0].id }, replace: false, place: "tỉnh Lai Châu" } });
  assert.ok(begun.ok(), await begun.text());
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

/** A picture for people to look at, where they say; desk and phone. */
async function look(page, name) {
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  if (process.env.PICTURES) mkdirSync(process.env.PICTURES, { recursive: true });
  for (const [size, viewport] of [["desk", DESK], ["phone", PHONE]]) {
    await page.setViewportSize(viewport);
    await settled(page);
    assert.ok(await wide(), `${name}: nothing hangs over on a ${size}`);
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name}-${size}.png`, fullPage: true });
  }
  await page.setViewportSize(DESK);
}

const row = (page, name) => page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });

step("an old name is found without diacritics, and says what became of it", async () => {
  const { page } = office;
  await page.goto("/catalogue/units");
  await row(page, "tỉnh Lai Châu").waitFor();
  await page.getByRole("searchbox").fill("muong than");
  await page.getByRole("cell", { name: "03619" }).waitFor();
  const old = page.getByRole("row").filter({ has: page.getByRole("cell", { name: "03619" }) });
  assert.match(await old.innerText(), /huyện Than Uyên/);
  await old.getByRole("link", { name: "xã Than Uyên" }).waitFor();
  await accessible(page);
  await look(page, "search");
  await page.getByRole("searchbox").fill("Thừa Thiên Huế");
  await page.getByText("tên “tỉnh Thừa Thiên Huế” đến 01/01/2025").waitFor();
  await page.getByText("Danh mục cả nước").first().waitFor();
  await page.getByRole("searchbox").fill("03619");
  await page.getByText("theo mã 03619").waitFor();
  await page.getByRole("link", { name: "xã Mường Than" }).click();
});

step("its life tells the resolution, on a map of then and of now", async () => {
  const { page } = office;
  await page.getByRole("heading", { level: 1, name: "xã Mường Than" }).waitFor();
  await page.getByRole("cell", { name: "1670/NQ-UBTVQH15" }).waitFor();
  assert.equal(await page.locator(".unit-map img").count(), 2, "two maps are drawn");
  await page.getByText("xã Mường Than trên bản đồ ngày 30/06/2025").waitFor();
  await page.getByText("xã Than Uyên trên bản đồ ngày 01/07/2025").waitFor();
  await accessible(page);
  await look(page, "life");
  await page.getByRole("region", { name: "Đã nhập vào, chia thành" }).getByRole("link", { name: "xã Than Uyên", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "xã Than Uyên" }).waitFor();
  const from = page.getByRole("region", { name: "Hình thành từ" });
  for (const name of ["thị trấn Than Uyên", "xã Mường Than", "xã Mường Cang", "xã Hua Nà"]) await from.getByRole("link", { name, exact: true }).waitFor();
  // Elsewhere old boundaries do not come with the program, and the page says so.
  await page.goto("/catalogue/units/vn-00712");
  await page.getByText("Chương trình không kèm ranh giới ngày 30/06/2025 của thị trấn Phố Bảng.").first().waitFor();
});

step("an agency is entered below a commune, and taken out again", async () => {
  const { page } = office;
  await page.goto("/catalogue/units");
  await page.getByRole("button", { name: "Thêm đơn vị" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Tên đầy đủ").fill("Trạm Y tế xã Mường Kim");
  await dialog.getByLabel("Thuộc đơn vị").selectOption({ label: "xã Mường Kim" });
  await accessible(page);
  await dialog.getByRole("button", { name: "Thêm đơn vị" }).click();
  await page.getByRole("heading", { level: 1, name: "Trạm Y tế xã Mường Kim" }).waitFor();
  await page.getByRole("button", { name: "Xóa đơn vị" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Xóa đơn vị" }).click();
  await page.getByRole("heading", { level: 1, name: "Danh mục" }).waitFor();
});

step("a reorganisation that does not hold is refused with what to do", async () => {
  const { page } = office;
  await page.goto("/catalogue/units/reorganise");
  await page.getByLabel("Có hiệu lực từ ngày").fill("01/01/2027");
  await page.getByLabel("Căn cứ").fill("Nghị quyết 12/NQ-UBTVQH16 ngày 01/12/2026");
  await page.getByRole("button", { name: "Chọn đơn vị" }).click();
  const dialog = page.getByRole("dialog");
  for (const name of ["xã Mường Kim", "xã Khoen On"]) {
    await dialog.getByRole("searchbox").fill(name);
    await dialog.getByRole("checkbox", { name: new RegExp(`^${name}`) }).check();
  }
  await dialog.getByRole("button", { name: "Đóng", exact: true }).last().click();
  const panel = (title) => page.locator("section.panel").filter({ has: page.getByRole("heading", { level: 2, name: title }) });
  await panel("Đơn vị thành lập mới").getByRole("button", { name: "Thêm dòng" }).click();
  await page.getByLabel("Tên đơn vị mới").fill("xã Kim On");
  await panel("Ai kế thừa ai").getByRole("button", { name: "Thêm dòng" }).click();
  await page.getByRole("button", { name: "Xem ảnh hưởng" }).click();
  await page.getByRole("alert").filter({ hasText: "kết thúc nhưng chưa có ai kế thừa" }).waitFor();
  await panel("Ai kế thừa ai").getByRole("button", { name: "Thêm dòng" }).click();
  await accessible(page);
});

step("what it does is seen before it applies; it applies, and the new unit is found", async () => {
  const { page } = office;
  await page.getByRole("button", { name: "Xem ảnh hưởng" }).click();
  await page.getByText("Không còn báo cáo: xã Khoen On, xã Mường Kim").or(page.getByText("Không còn báo cáo: xã Mường Kim, xã Khoen On")).waitFor();
  await page.getByText("Bắt đầu báo cáo: xã Kim On").waitFor();
  await page.getByText("xã Mường Kim → xã Kim On: toàn bộ").waitFor();
  await accessible(page);
  await look(page, "reorganise");
  // What was typed is there after a look elsewhere.
  await page.reload();
  assert.equal(await page.getByLabel("Tên đơn vị mới").inputValue(), "xã Kim On");
  await page.getByRole("button", { name: "Xem ảnh hưởng" }).click();
  await page.getByRole("button", { name: "Áp dụng", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Áp dụng", exact: true }).click();
  await page.getByRole("region", { name: "Đã áp dụng" }).getByRole("link", { name: "xã Kim On" }).click();
  await page.getByRole("heading", { level: 1, name: "xã Kim On" }).waitFor();
  await page.getByRole("region", { name: "Hình thành từ" }).getByRole("link", { name: "xã Mường Kim", exact: true }).waitFor();
});

step("it is taken back, asked first, and everything is as it was", async () => {
  const { page } = office;
  await page.goto("/catalogue/units/reorganise");
  await page.getByRole("button", { name: "Thu hồi" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Thu hồi" }).click();
  await page.getByText("Chưa có lần sắp xếp nào được nhập.").waitFor();
  const { rows } = await ask(page, "/api/units/found?search=xã Kim On");
  assert.deepEqual(rows.filter((hit) => !hit.unit.listed), []);
});

step("an administrator loads the whole country into the ledger", async () => {
  const { page } = admin;
  await page.goto("/admin");
  await page.getByRole("tab", { name: "Đơn vị" }).click();
  await page.getByRole("button", { name: "Nạp cả nước vào sổ" }).click();
  const began = Date.now();
  await page.getByRole("dialog").getByRole("button", { name: /^Nạp \d/ }).click();
  await page.getByText(/Sổ đã có đủ .* đơn vị của cả nước/).first().waitFor();
  console.log(`the country was loaded in ${Date.now() - began} ms`);
  const { held, listed } = await ask(page, "/api/units/country");
  assert.equal(held, listed);
  assert.ok((await ask(page, "/api/units")).length < 200, "lists to choose from hold the place's own units");
});

step("nobody's page complained", () => {
  assert.deepEqual([...office.complaints, ...admin.complaints], []);
});
