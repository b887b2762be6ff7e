// A reading is reviewed by keyboard alone: filtered, compared, corrected, split, joined, taken back, and adopted.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { ask, open, person, signIn, until } from "../lib/browser.mjs";
import { makePerson } from "../lib/people.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { walk } from "../lib/walk.mjs";

const TEXT = `ỦY BAN NHÂN DÂN
XÃ BÌNH AN

BÁO CÁO
Tình hình kinh tế - xã hội quý I năm 2024

I. KINH TẾ
1. Nông nghiệp
Tổng diện tích gieo trồng đạt 1.250 ha, trong đó: lúa 800 ha, ngô 300 ha, rau màu 160 ha.
Đã kiểm tra 45/60 hộ chăn nuôi. Sản lượng thịt hơi xuất chuồng đạt 350 tấn.
Tổng đàn gia súc có 4.500 con, trong đó đàn trâu 1.500 con, đàn bò 3.000 con.
2. Thu, chi ngân sách
Thu ngân sách đạt 12 tỷ 500 triệu đồng, bằng 25% dự toán. Chi ngân sách 9,5 tỷ đồng.
II. XÃ HỘI
1. Y tế
Khám bệnh cho 2.150 lượt người. Tiêm chủng cho 320 trẻ em.
2. Giáo dục
Toàn xã có 6 trường học với 48 lớp, 1.320 học sinh.
Hoàn thành mô hình điểm số 17 của tỉnh.
`;

const SECOND = { name: "tonghop2", display_name: "Cán bộ thứ hai", grants: [{ role: "compiler", scope: null, sectors: [], restricted: true }], active: true };
const SECOND_PASSWORD = "nương ngô đầu bản phía đông";

const step = walk();
let place, folder, browser, office, second, id;

before(async () => {
  folder = newFolder();
  place = await start("serve", folder);
  browser = await open();
  office = await person(browser, place.url);
  second = await person(browser, place.url);
});
after(async () => {
  await browser?.close();
  await place?.stop();
  if (folder) forget(folder);
});

const press = async (...keys) => {
  for (const key of keys) await office.page.keyboard.press(key);
};
const reading = (page = office.page) => ask(page, `/api/readings/${encodeURIComponent(id)}`);
const kept = () => office.page.locator("[data-saving=saved]").waitFor();
const shot = async (name) => process.env.SHOTS && office.page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
const rows = () => office.page.getByRole("listbox", { name: "Đề xuất" }).getByRole("option");
const chosen = () => office.page.getByRole("listbox", { name: "Đề xuất" }).getByRole("option", { selected: true });
const detail = () => office.page.getByRole("region", { name: "Chi tiết đề xuất" });
const search = async (words) => {
  await press("1", "/");
  await office.page.keyboard.type(words);
  await press("Enter");
  await press("Home");
};
const factPrinted = (view, surface) => view.facts.find((f) => f.surface === surface);
const broken = (view) => view.relations.filter((r) => !r.holds);

step("a report is read; every key is told", async () => {
  const { page } = office;
  await signIn(page, "tonghop", place.accounts.get("tonghop"));
  await page.goto("/reports");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Chọn tệp" }).click()]);
  await chooser.setFiles({ name: "bao-cao-quy-1.txt", mimeType: "text/plain", buffer: Buffer.from(TEXT) });
  await page.waitForURL(/\/reports\/read\//);
  id = decodeURIComponent(page.url().split("/").at(-1));
  await page.getByRole("listbox", { name: "Đề xuất" }).waitFor();
  await press("?");
  await page.getByRole("dialog").getByText("Tách thành hai số").waitFor();
  await shot("help");
  await press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
});

step("the contradiction is filtered out, its places are compared, and one comes back", async () => {
  const { page } = office;
  const view = await reading();
  const [law] = broken(view);
  assert.ok(law, "the sum of the areas does not hold");
  await press("4");
  await page.getByRole("button", { name: /^Mâu thuẫn \d/, pressed: true }).waitFor();
  assert.equal(await rows().count(), Number((await page.getByRole("button", { name: /^Mâu thuẫn/ }).innerText()).match(/\d+/)[0]));
  await press("Home");
  const first = await chosen().innerText();
  await press("r");
  const compare = page.getByRole("region", { name: "Đối chiếu" });
  await compare.getByText(law.expression).waitFor();
  assert.equal(await compare.getByRole("listitem").count(), law.members.length);
  await shot("compare");
  await press("ArrowRight");
  await until(async () => (await chosen().innerText()) !== first, "the other place is chosen");
  await press("b");
  await until(async () => (await chosen().innerText()) === first, "back again");
});

step("a corrected value mends the sum; undo breaks it again, redo mends it", async () => {
  const { page } = office;
  await search("160");
  await press("v");
  const field = page.getByRole("textbox", { name: "Giá trị" });
  await field.waitFor();
  await field.fill("150x");
  await press("Enter");
  await page.getByText("Đây không phải số. Gõ kiểu 1.347,19.").waitFor();
  await field.fill("150");
  await press("Enter");
  await until(async () => broken(await reading()).length === 0, "the sum holds");
  const view = await reading();
  const now = factPrinted(view, "160");
  assert.equal(now.value, "150", "the value is corrected, what was printed stays");
  assert.equal(view.as_read.find((f) => f.id === now.id).value, "160");
  await detail().getByText("máy đọc: 160").waitFor();
  await shot("corrected");
  await press("u");
  await until(async () => broken(await reading()).length === 1, "undone");
  await press("Shift+U");
  await until(async () => broken(await reading()).length === 0, "done again");
  const { steps } = await reading();
  assert.equal(steps.length, 1, "one step, taken back and done again");
});

step("a ratio is split and joined again; a unit of measure and a kind are corrected", async () => {
  const { page } = office;
  const before = (await reading()).facts.length;
  await search("45");
  await press("c");
  await until(async () => (await reading()).facts.length === before + 1, "split");
  const two = await reading();
  assert.deepEqual([factPrinted(two, "45").unit, factPrinted(two, "60").unit], ["hộ", "hộ"].map(() => factPrinted(two, "60").unit));
  await press("g");
  await until(async () => (await reading()).facts.length === before, "joined");
  assert.equal(factPrinted(await reading(), "45/60").denominator, "60");
  await search("350");
  await press("d");
  await page.getByRole("combobox", { name: "Đơn vị tính" }).fill("kg");
  await press("Enter");
  await until(async () => factPrinted(await reading(), "350").unit === "kg", "the unit is corrected");
  await press("l");
  await page.getByRole("combobox", { name: "Loại số" }).waitFor();
  await press("ArrowDown", "Enter");
  await until(async () => factPrinted(await reading(), "350").kind !== "actual", "the kind is corrected");
});

step("the direction and the whole are corrected by keyboard; undo takes both back", async () => {
  const { page } = office;
  const wholes = page.getByRole("dialog", { name: "Số này là một phần của số nào?" });
  const part = () => reading().then((view) => factPrinted(view, "300"));
  const { part_of: before } = await part();
  await search("300");
  await press("f");
  await wholes.waitFor();
  await page.keyboard.type("không có số nào như vậy");
  await wholes.getByText("Không có dòng nào khớp").waitFor();
  await wholes.getByLabel("Tìm số tổng").fill("");
  await press("Home", ...Array(40).fill("ArrowUp"));
  await wholes.getByRole("option", { name: "Không phải là một phần của số nào", selected: true }).waitFor();
  await shot("whole");
  await press("Enter");
  await until(async () => !(await part()).part_of, "it is no part");
  await press("f");
  await wholes.waitFor();
  await press("ArrowDown", "Enter");
  await until(async () => (await part()).part_of, "it is a part again");
  await press("i");
  await page.getByRole("combobox", { name: "Chiều" }).waitFor();
  await press("ArrowDown", "Enter");
  await until(async () => (await part()).direction === "up", "it goes up");
  await detail().getByText("máy đọc: không nêu").waitFor();
  await press("u", "u", "u");
  await until(async () => (await part()).part_of === before && !(await part()).direction, "all three are taken back");
});

step("what is no figure goes, what was missed comes, by keyboard alone", async () => {
  const { page } = office;
  await search("48");
  await press("x");
  await until(async () => !factPrinted(await reading(), "48"), "discarded");
  await press("u");
  await until(async () => factPrinted(await reading(), "48"), "taken back");
  await kept();
  await press("1", "End", "n");
  await page.getByText("Chọn con số bị bỏ sót").waitFor();
  const selected = () => page.evaluate(() => String(window.getSelection()));
  for (let turn = 0; turn < 40 && (await selected()) !== "17"; turn++) await press("ArrowRight");
  for (let turn = 0; turn < 40 && (await selected()) !== "17"; turn++) await press("ArrowLeft");
  assert.equal(await selected(), "17");
  await shot("picking");
  await press("Enter");
  await until(async () => factPrinted(await reading(), "17"), "added");
  const subject = page.getByRole("textbox", { name: "Nói về" });
  await subject.fill("mô hình điểm");
  await press("Enter");
  await until(async () => factPrinted(await reading(), "17").subject === "mô hình điểm", "it says what it measures");
});

step("all that is sure is confirmed at once and can be taken back at once", async () => {
  const { page } = office;
  await kept();
  const decided = async () => (await reading()).proposals.filter((p) => p.decision && p.decision.decision !== "undone").length;
  const before = await decided();
  await press("Shift+A");
  await page.getByRole("dialog").getByRole("button", { name: /Xác nhận \d+ đề xuất/ }).waitFor();
  await shot("accept");
  await press("Enter");
  await until(async () => (await decided()) > before + 3, "many at once");
  const many = await decided();
  await press("u");
  await until(async () => (await decided()) === before, "taken back as one");
  await press("Shift+U");
  await until(async () => (await decided()) === many, "and done again");
});

step("one comes back to where one was", async () => {
  const { page } = office;
  await search("học sinh");
  // The server has what was done again; the page may still be hearing of it.
  await until(async () => (await chosen().innerText()).startsWith("Đã quyết định"), "the page shows it done again");
  const row = await chosen().innerText();
  await page.goto("/tasks");
  await page.goBack();
  await chosen().waitFor();
  assert.equal(await chosen().innerText(), row);
  assert.equal(await page.getByRole("searchbox").inputValue(), "học sinh");
});

step("two officers at one figure: the second is told, and chooses", async () => {
  const admin = await person(browser, place.url);
  await signIn(admin.page, "quantri", place.accounts.get("quantri"));
  const { unit } = await ask(admin.page, "/api/session");
  const { name, ...account } = SECOND;
  await makePerson(admin.page, name, { ...account, unit: unit.id }, SECOND_PASSWORD);
  await admin.context.close();

  await signIn(second.page, SECOND.name, SECOND_PASSWORD);
  const view = await reading(second.page);
  const pupils = view.proposals.find((p) => p.printed.startsWith("1.320"));
  const skip = { seen: view.seen, changes: [{ change: "decided", proposal: pupils.id, decision: { decision: "skipped" } }] };
  const { page } = office;
  await search("1.320");
  const sent = await second.page.request.post(`/api/readings/${encodeURIComponent(id)}/review`, { data: skip });
  assert.ok(sent.ok(), await sent.text());
  await press("v");
  await page.getByRole("textbox", { name: "Giá trị" }).fill("1.325");
  await press("Enter");
  await page.getByText(`${SECOND.display_name} vừa quyết định khác`).waitFor();
  await shot("meanwhile");
  assert.equal(factPrinted(await reading(), "1.320").value, "1320", "nothing is written over");
  await page.getByRole("button", { name: "Ghi của tôi" }).focus();
  await press("Enter");
  await until(async () => factPrinted(await reading(), "1.320").value === "1325", "a person chose");
});

step("the page and its dialogs are accessible", async () => {
  const check = async (where) => {
    const { violations } = await new AxeBuilder({ page: office.page }).analyze();
    const serious = violations.filter((v) => v.impact === "serious" || v.impact === "critical");
    assert.deepEqual(serious.map((v) => `${where}: ${v.id}: ${v.nodes.map((n) => n.target).join("; ")}`), []);
  };
  await check("page");
  for (const key of ["f", "m", "h", "?"]) {
    await press(key);
    await office.page.getByRole("dialog").waitFor();
    await check(key);
    await press("Escape");
    await office.page.getByRole("dialog").waitFor({ state: "detached" });
  }
});

step("the rest is decided and adopted; the corrected figure is the one that counts", async () => {
  const { page } = office;
  await press("2");
  for (let turn = 0; turn < 60; turn++) {
    const { doubtful_open } = await reading();
    if (doubtful_open === 0) break;
    await press("Enter");
    if (await page.evaluate(() => document.activeElement?.matches("input"))) await press("Escape", "s");
    await kept();
  }
  assert.equal((await reading()).doubtful_open, 0);
  await page.getByRole("button", { name: "Tiếp nhận thành hệ thống" }).focus();
  await press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Tiếp nhận", exact: true }).focus();
  await press("Enter");
  await page.getByText("Báo cáo đã thành hệ thống.").waitFor({ timeout: 60_000 });
  const { rows } = await ask(page, "/api/indicators?search=rau%20m%C3%A0u");
  assert.equal(rows.length, 1, JSON.stringify(rows));
  const series = await ask(page, `/api/indicators/${encodeURIComponent(rows[0].code)}/series`);
  assert.ok(JSON.stringify(series).includes('"150"') && !JSON.stringify(series).includes('"160"'), JSON.stringify(series).slice(0, 600));
});

step("several files are read at once; one that is refused does not stop the rest", async () => {
  const { page } = office;
  await page.goto("/reports");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Chọn tệp" }).click()]);
  const file = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  await chooser.setFiles([file("quy-2.txt", TEXT.replace("quý I", "quý II")), file("thu-moi.txt", "Kính mời dự họp."), file("quy-3.txt", TEXT.replace("quý I", "quý III"))]);
  await page.getByRole("link", { name: "quy-3.txt" }).waitFor();
  await page.getByText(/thu-moi\.txt: Tệp này không có số liệu nào/).waitFor();
  assert.equal((await ask(page, "/api/readings")).length, 3);
  const original = await page.request.get(`/api/readings/${encodeURIComponent(id)}/file`);
  assert.equal(await original.text(), TEXT, "the file is kept as it came");
});

step("nobody saw an error on the way", () => {
  assert.deepEqual([...office.complaints, ...second.complaints], []);
});
