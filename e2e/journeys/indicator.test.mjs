// An indicator lives: it is renamed, given in another unit of measure, mapped to official codes, and comes and goes with a catalogue as a file.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { ask, open, person, PHONE, settled, signIn, until } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { PEOPLE } from "../lib/roles.mjs";
import { walk } from "../lib/walk.mjs";

const step = walk();
const TEA = "NN05";
const HERD = "NN08";
/** The first day of the demo's open quarter. */
const DAY = "01/04/2021";
const IN_NEW = /^Số liệu, kế hoạch đã có của các kỳ kết thúc từ ngày đó/;
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

/** A dialog is shown as it stands on the screen, a page in full. */
const shot = async (name, page = office.page) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: (await page.getByRole("dialog").count()) === 0 });
const sound = async (page = office.page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => `${v.id}: ${v.nodes[0]?.target}`), []);
};
const dialog = () => office.page.getByRole("dialog");
const said = (text) => office.page.locator(".toast").filter({ hasText: text }).last();
const indicator = async (code) => (await ask(office.page, `/api/indicators?search=${code}`)).rows.find((i) => i.code === code);
const life = () => office.page.getByRole("region", { name: "Quá trình thay đổi của chỉ tiêu" });
const change = (text) => life().getByRole("row").filter({ hasText: text });

async function note(kind, fields) {
  await office.page.getByRole("button", { name: "Ghi thay đổi" }).click();
  await dialog().getByLabel("Thay đổi").selectOption({ label: kind });
  for (const [label, text] of Object.entries(fields)) await dialog().getByLabel(label, { exact: true }).fill(text);
}
const save = async () => {
  await dialog().getByRole("button", { name: "Lưu" }).click();
  await dialog().waitFor({ state: "detached" });
};

step("from the list to the page of an indicator", async () => {
  const { page } = office;
  await page.goto("/catalogue");
  await page.getByLabel("Tìm theo tên hoặc mã").fill("dien tich che");
  await page.getByRole("link", { name: "Diện tích chè", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Diện tích chè" }).waitFor();
  await page.getByText("Chưa ghi thay đổi nào").waitFor();
  await settled(page);
  await sound();
  await shot("indicator-1-page");
});

step("a rename is noted with its paper, taken back, done again", async () => {
  const { page } = office;
  await note("Đổi tên", { "Từ ngày": DAY, "Tên mới": "Diện tích chè hiện có" });
  assert.ok(await dialog().getByRole("button", { name: "Lưu" }).isDisabled(), "no paper, no change");
  await dialog().getByLabel("Văn bản, lý do").fill("Công văn 15/TCTK");
  await sound();
  await shot("indicator-2-rename");
  await save();
  await page.getByRole("heading", { level: 1, name: "Diện tích chè hiện có" }).waitFor();
  await change("Đổi tên từ “Diện tích chè” thành “Diện tích chè hiện có”").getByRole("button", { name: "Hoàn tác" }).click();
  await page.getByRole("heading", { level: 1, name: "Diện tích chè", exact: true }).waitFor();
  await change("Đã hoàn tác").getByRole("button", { name: "Làm lại" }).click();
  await page.getByRole("heading", { level: 1, name: "Diện tích chè hiện có" }).waitFor();
});

step("what has figures is not simply given another unit of measure: its dialog leads to its life", async () => {
  const { page } = office;
  await page.goto("/catalogue");
  await page.getByLabel("Tìm theo tên hoặc mã").fill(TEA);
  await page.getByRole("row").filter({ hasText: "Diện tích chè hiện có" }).getByRole("button", { name: "Sửa" }).click();
  const unit = dialog().getByLabel("Đơn vị tính");
  assert.equal(await unit.getAttribute("readonly"), "");
  await settled(page);
  await sound();
  await shot("indicator-3-dialog");
  await dialog().getByRole("link", { name: "Ghi việc đổi đơn vị tính" }).click();
  await page.waitForURL(`**/catalogue/indicators/${TEA}?note=measure_unit`);
  assert.equal(await dialog().getByLabel("Thay đổi").inputValue(), "measure_unit");
});

step("another unit of measure with its factor converts what was given, and the series says so", async () => {
  const { page } = office;
  const before = (await ask(page, `/api/indicators/${TEA}/series?grain=quarter`)).total.points[0];
  await dialog().getByLabel("Từ ngày", { exact: true }).fill(DAY);
  await dialog().getByLabel("Đơn vị tính mới").fill("nghìn ha");
  await dialog().getByLabel("Hệ số quy đổi").fill("0,001");
  await dialog().getByLabel("Văn bản, lý do").fill("Thông tư 01/2021");
  await dialog().getByRole("button", { name: "Lưu" }).click();
  await dialog().getByText(/Đã có \d+ số liệu, kế hoạch của các kỳ kết thúc từ ngày đó/).waitFor();
  await dialog().getByLabel(IN_NEW).check();
  await sound();
  await shot("indicator-4-unit");
  await save();
  await change("1 ha = 0,001 nghìn ha").getByText("Tự quy đổi").waitFor();
  await sound();
  await shot("indicator-5-changes");
  await page.getByRole("link", { name: "Xem số liệu" }).click();
  await page.getByText("Chỉ tiêu đã thay đổi trong thời gian này").waitFor();
  await page.getByText(`Từ ${DAY}: Đổi đơn vị tính từ ha sang nghìn ha; số cũ đã quy đổi, 1 ha = 0,001 nghìn ha`).waitFor();
  await settled(page);
  await sound();
  await shot("indicator-6-series");
  const after = (await ask(page, `/api/indicators/${TEA}/series?grain=quarter`)).total.points[0];
  assert.equal(Number(after.value), Number(before.value) / 1000);
});

step("without a factor the series breaks there, and is whole again once that is taken back", async () => {
  const { page } = office;
  await page.goto(`/catalogue/indicators/${HERD}`);
  await note("Đổi đơn vị tính", { "Từ ngày": DAY, "Đơn vị tính mới": "đơn vị vật nuôi", "Văn bản, lý do": "Thông tư 02/2021" });
  await dialog().getByLabel(IN_NEW).check();
  await save();
  await change("không quy đổi được").getByText("Đứt chuỗi").waitFor();
  await page.getByRole("link", { name: "Xem số liệu" }).click();
  await page.getByText(`Từ ${DAY}: Đổi đơn vị tính từ con sang đơn vị vật nuôi, không quy đổi được`).waitFor();
  await settled(page);
  await shot("indicator-7-broken");
  await page.goto(`/catalogue/indicators/${HERD}`);
  await change("không quy đổi được").getByRole("button", { name: "Hoàn tác" }).click();
  await said("Đã hoàn tác").waitFor();
  await until(async () => (await indicator(HERD)).measure_unit === "con", "the unit of measure is what it was");
});

step("official codes have their time, and are compared only with a named paper", async () => {
  const { page } = office;
  await page.goto(`/catalogue/indicators/${TEA}`);
  await page.getByRole("button", { name: "Sửa mã chính thức" }).click();
  await dialog().getByRole("button", { name: "Thêm mã" }).click();
  await dialog().getByLabel("Mã", { exact: true }).fill("t0805");
  await dialog().getByLabel("Hiệu lực từ", { exact: true }).fill("01/01/2021");
  await dialog().getByLabel("Hết hiệu lực").fill("01/07/2025");
  await dialog().getByLabel("Đã đối chiếu", { exact: true }).check();
  await dialog().getByRole("button", { name: "Lưu" }).click();
  await dialog().getByText("hãy ghi đối chiếu với văn bản nào").waitFor();
  await dialog().getByLabel("Đối chiếu với").fill("Phụ lục Quyết định 05/2023/QĐ-TTg");
  await sound();
  await shot("indicator-8-code");
  await save();
  const row = page.getByRole("row").filter({ hasText: "T0805" });
  await row.getByText("01/01/2021 – 01/07/2025").waitFor();
  await row.getByText("Đã đối chiếu").waitFor();
  await page.getByText("Có mã chính thức", { exact: true }).waitFor();
  await sound();
  await shot("indicator-9-codes");
});

step("how figures of several units join is chosen in plain words", async () => {
  const { page } = office;
  await page.goto("/catalogue");
  await page.getByLabel("Tìm theo tên hoặc mã").fill(HERD);
  await page.getByRole("row").filter({ hasText: HERD }).getByRole("button", { name: "Sửa" }).click();
  await dialog().getByLabel("Số của nhiều đơn vị, nhiều kỳ gộp lại").selectOption({ label: "Bình quân theo một chỉ tiêu khác" });
  assert.ok(await dialog().getByRole("button", { name: "Lưu" }).isDisabled(), "by which is not said yet");
  await dialog().getByRole("group", { name: "Bình quân theo chỉ tiêu" }).getByRole("searchbox").fill("ho ngheo");
  await dialog().getByRole("radio", { name: /^Số hộ nghèo/ }).check();
  await dialog().getByLabel("Là việc riêng của cấp").selectOption({ label: "Huyện" });
  await sound();
  await shot("indicator-10-joining");
  await save();
  const { joining, weight_name } = await indicator(HERD);
  assert.deepEqual([joining.by.by, weight_name, joining.level], ["weighted", "Số hộ nghèo", "district"]);
});

step("the catalogue goes out as a file, comes back changed, is compared, chosen, taken and taken back", async () => {
  const { page } = office;
  const menu = async (item) => {
    await page.getByRole("button", { name: "Danh mục dạng tệp" }).click();
    await page.getByRole("menuitem", { name: item }).click();
  };
  await page.goto("/catalogue");
  const [download] = await Promise.all([page.waitForEvent("download"), menu("Tải danh mục (.csv)")]);
  const lines = readFileSync(await download.path(), "utf8").split("\n");
  const head = lines[0].replace("\ufeff", "").split(";");
  const at = (name) => head.indexOf(name);
  const cells = lines.find((line) => line.startsWith("NN09;")).split(";");
  const added = [...cells];
  cells[at("Tên chỉ tiêu")] = "Tổng đàn gia cầm";
  cells[at("Tính chất")] = "lũy kế";
  cells[at("Có kế hoạch")] = "có";
  added[at("Mã")] = "NN90";
  added[at("Tên chỉ tiêu")] = "Đàn ong";
  added[at("Đơn vị tính")] = "đàn";
  const gone = "NN104";
  const file = [...lines.filter((line) => !line.startsWith(`${gone};`)).map((line) => (line.startsWith("NN09;") ? cells.join(";") : line)).filter(Boolean), added.join(";"), ""].join("\n");
  await menu("Nhập danh mục từ tệp");
  await shot("indicator-11-file");
  await dialog().locator("input[type=file]").setInputFiles({ name: "danh-muc.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await dialog().getByText("Mới (1)").waitFor();
  await dialog().getByText("Khác (1)").waitFor();
  await dialog().getByText("Không có trong tệp, giữ nguyên (1)").waitFor();
  await dialog().getByText("tính chất: Thời điểm → Lũy kế từ đầu năm").waitFor();
  await dialog().getByRole("button", { name: "Chọn tất cả" }).click();
  await sound();
  await shot("indicator-12-difference");
  await dialog().getByRole("button", { name: "Nhận 2 chỉ tiêu" }).click();
  await dialog().waitFor({ state: "detached" });
  assert.equal((await indicator("NN09")).name, "Tổng đàn gia cầm");
  assert.ok(await indicator("NN90"));
  assert.ok(await indicator(gone), "what the file does not have stays");
  await page.goto("/catalogue/indicators/NN09");
  await change("Nhận theo danh mục từ tệp danh-muc.csv").getByRole("button", { name: "Hoàn tác" }).click();
  await page.getByRole("heading", { level: 1, name: "Đàn gia cầm", exact: true }).waitFor();
  assert.equal(await indicator("NN90"), undefined);
});

step("a file cannot change the unit of measure of figures either", async () => {
  const { page } = office;
  const text = await (await page.request.get("/api/life/catalogue")).text();
  await page.goto("/catalogue");
  await page.getByRole("button", { name: "Danh mục dạng tệp" }).click();
  await page.getByRole("menuitem", { name: "Nhập danh mục từ tệp" }).click();
  await dialog().locator("input[type=file]").setInputFiles({ name: "danh-muc.csv", mimeType: "text/csv", buffer: Buffer.from(text.replace(/^(NN09;[^;]*;)con/m, "$1nghìn con")) });
  await dialog().getByText("đơn vị tính: con → nghìn con").waitFor();
  await dialog().getByRole("button", { name: "Chọn tất cả" }).click();
  await dialog().getByRole("button", { name: "Nhận 1 chỉ tiêu" }).click();
  await dialog().getByText("“Đàn gia cầm” đã có số liệu nên không thay thẳng đơn vị tính được.").waitFor();
  await shot("indicator-13-refused");
  await page.keyboard.press("Escape");
});

step("a phone shows all of it", async () => {
  const small = await person(browser, place.url);
  await signIn(small.page, PEOPLE.leader, place.accounts.get(PEOPLE.leader));
  await small.page.setViewportSize(PHONE);
  await small.page.goto(`/catalogue/indicators/${TEA}`);
  await settled(small.page);
  assert.equal(await small.page.getByRole("button", { name: "Ghi thay đổi" }).count(), 0, "a leader looks and does not change");
  const wide = await small.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `the page is ${wide}px too wide`);
  await sound(small.page);
  await shot("indicator-phone", small.page);
  assert.deepEqual([...office.complaints, ...small.complaints], []);
});
