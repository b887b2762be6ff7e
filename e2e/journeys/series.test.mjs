// Figures over time: a province brings in the history of Than Uyên from a workbook, sees it on the boundaries of then, of today and of before the reform, summed and explained; what a district did itself ends with it.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { ask, open, person, PHONE, settled, signIn } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { walk } from "../lib/walk.mjs";
import { plain } from "../lib/xlsx.mjs";

const step = walk();
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** The new communes of 1 July 2025, and what each is made of. */
const REFORM = {
  "xã Than Uyên": ["thị trấn Than Uyên", "xã Mường Than", "xã Mường Cang", "xã Hua Nà"],
  "xã Mường Than": ["xã Phúc Than", "xã Mường Mít"],
  "xã Mường Kim": ["xã Pha Mu", "xã Tà Hừa", "xã Mường Kim", "xã Tà Mung"],
  "xã Khoen On": ["xã Ta Gia", "xã Khoen On"],
};
const OLD = Object.values(REFORM).flat();
const ROMAN = ["I", "II", "III", "IV"];
/** Quarters from 2019 to the third of 2026. */
const QUARTERS = Array.from({ length: 31 }, (_, i) => ({ year: 2019 + Math.floor(i / 4), quarter: (i % 4) + 1, index: i }));
const isOld = ({ year, quarter }) => year < 2025 || (year === 2025 && quarter < 3);
const born = (unit, { index }) => 5 + OLD.indexOf(unit) + (index % 4) * 2 + Math.floor(index / 4);
const bornNew = (unit, at) => REFORM[unit].reduce((sum, old) => sum + born(old, at), 0) + 1;
const budget = ({ index }) => 12_500 + index * 40;
const words = ({ year, quarter }) => `Quý ${ROMAN[quarter - 1]}/${year}`;
const printed = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");
let place, folder, browser, office;

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

const shot = async (page, name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
async function accessible(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => `${v.id}: ${v.nodes[0]?.target}`), []);
}
const fits = async (page) => assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing hangs over");
const give = (page, name, rows) => page.locator("input[type=file]").setInputFiles([{ name, mimeType: XLSX, buffer: plain("Số liệu", rows) }]);
const unitOf = async (page, name, day) => {
  const lives = (u) => u.placements.some((p) => (!p.from || p.from <= day) && (!p.to || day < p.to));
  return (await ask(page, "/api/units?ever=true")).find((u) => u.name === name && u.kind !== "department" && lives(u)).id;
};
/** The row of a table by its head. */
const row = (page, region, head) => page.getByRole("region", { name: region }).getByRole("row").filter({ has: page.getByRole("rowheader", { name: head, exact: true }) });

step("a province begins from its outline, with its units on both sides of the reform", async () => {
  const { page } = office;
  await page.goto("/reports");
  await page.getByRole("button", { name: "Bắt đầu báo cáo mới" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Loại kỳ").selectOption({ label: "Quý" });
  await dialog.getByLabel("Năm", { exact: true }).selectOption("2026");
  await dialog.getByLabel("Kỳ", { exact: true }).selectOption({ label: "Quý IV" });
  await dialog.getByLabel("Bắt đầu từ").selectOption({ label: "Đề cương: Báo cáo kinh tế - xã hội của tỉnh, thành phố" });
  await dialog.getByLabel("Tên đơn vị lập báo cáo").fill("tỉnh Lai Châu");
  await dialog.getByRole("button", { name: "Bắt đầu", exact: true }).click();
  await page.getByRole("textbox", { name: "Văn bản báo cáo" }).waitFor();
  const names = (await ask(page, "/api/units?ever=true")).map((u) => u.name);
  assert.ok(["huyện Than Uyên", ...OLD, ...Object.keys(REFORM)].every((name) => names.includes(name)));
});

step("a workbook of history is looked at row by row; what is not clear is asked", async () => {
  const { page } = office;
  await page.goto("/figures");
  await page.getByRole("link", { name: "Đưa số cũ vào từ Excel" }).click();
  const rows = [["Đơn vị", "Kỳ", "Chỉ tiêu", "Loại số", "Giá trị", "Nguồn"]];
  for (const at of QUARTERS) {
    for (const unit of isOld(at) ? OLD : Object.keys(REFORM)) {
      const value = isOld(at) ? born(unit, at) : bornNew(unit, at);
      // Marks are written otherwise in old lists.
      rows.push([unit === "xã Ta Gia" ? "xã Tà Gia" : unit, words(at), "Trẻ em sinh ra trong kỳ của huyện cũ", "", value, "Sổ theo dõi"]);
    }
    if (isOld(at)) rows.push(["huyện Than Uyên", words(at), "Chi thường xuyên của cấp huyện", "", budget(at), "Quyết toán"]);
  }
  rows.push(["xã Than Uyên", "Quý I/2024", "Trẻ em sinh ra trong kỳ của huyện cũ", "", 9, ""]);
  rows.push(["xã Hua Nà", "Quý I năm ngoái", "Trẻ em sinh ra trong kỳ của huyện cũ", "", 9, ""]);
  rows.push(["xã Hua Nà", "Quý I/2018", "Trẻ em sinh ra trong kỳ của huyện cũ", "", "chín", ""]);
  await give(page, "Than Uyên 2019-2026.xlsx", rows);
  await page.getByText(`Mỗi dòng một số · ${rows.length - 1} số`).waitFor();
  const births = page.getByLabel(/Trẻ em sinh ra trong kỳ của huyện cũ.*là/);
  await births.selectOption({ label: "Chỉ tiêu mới" });
  await page.getByLabel("Mã", { exact: true }).fill("DS90");
  await page.getByLabel("Tên chỉ tiêu").fill("Trẻ sinh ra ở huyện cũ");
  await page.getByLabel("Đơn vị tính").fill("trẻ");
  await page.getByRole("button", { name: "Áp dụng" }).click();
  await page.getByText("Chưa rõ chỉ tiêu: 26").waitFor();
  await page.getByLabel(/Chi thường xuyên của cấp huyện.*là/).selectOption({ label: "Chỉ tiêu mới" });
  const spending = page.getByRole("group", { name: "Chi thường xuyên của cấp huyện" });
  await spending.getByLabel("Mã", { exact: true }).fill("TC90");
  await spending.getByLabel("Đơn vị tính").fill("triệu đồng");
  await spending.getByLabel("Là việc riêng của cấp").selectOption({ label: "Huyện" });
  await spending.getByRole("button", { name: "Áp dụng" }).click();
  await page.getByText(/^Chưa rõ chỉ tiêu: /).waitFor({ state: "detached" });
  // Names that nobody bore then: one of them by its marks, one before its time.
  await page.getByLabel(/“xã Tà Gia” \(26 số/).selectOption({ label: "xã Ta Gia" });
  await page.getByText(/Chưa rõ đơn vị: 1$/).waitFor();
  await page.getByText("Chưa rõ kỳ: 1").waitFor();
  await page.getByText("Không phải số: 1").waitFor();
  await page.getByText("Không đơn vị nào mang tên này trong kỳ ấy.").waitFor();
  await accessible(page);
  await shot(page, "history-preview");
  const figures = 26 * 12 + 5 * 4 + 26;
  await page.getByRole("button", { name: `Nhận ${figures} số` }).click();
  await page.getByText(`Đã nhận ${figures} số`).waitFor();
});

step("what differs from what is kept is a question, and a file is taken back as one", async () => {
  const { page } = office;
  await page.goto("/figures/history");
  const wide = [["STT", "Đơn vị", "Quý I/2019", "Quý II/2019", "Quý I/2018"], [1, "xã Hua Nà", 999, born("xã Hua Nà", QUARTERS[1]), 4]];
  await give(page, "bảng.xlsx", wide);
  await page.getByLabel("Chỉ tiêu của bảng (3 số) là").selectOption("known");
  await page.getByRole("searchbox", { name: "Tìm chỉ tiêu" }).fill("o huyen cu");
  await page.getByRole("radio", { name: /^Trẻ sinh ra ở huyện cũ/ }).check();
  await page.getByText("Đã có, giống hệt: 1").waitFor();
  await page.getByText(`Đang có ${born("xã Hua Nà", QUARTERS[0])}. Số đang có được giữ trừ khi chọn thay.`).waitFor();
  await page.getByLabel("Thay", { exact: true }).check();
  await page.getByText("Sẽ thay số đang có: 1").waitFor();
  await page.getByRole("button", { name: "Nhận 2 số" }).click();
  const brought = page.getByRole("row").filter({ hasText: "bảng.xlsx" });
  await brought.getByRole("button", { name: "Gỡ lại" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Gỡ lại" }).click();
  await brought.getByText("Đã gỡ").waitFor();
  const area = await unitOf(page, "xã Hua Nà", "2024-01-01");
  const { total } = await ask(page, `/api/indicators/DS90/series?area=${area}&boundaries=then&grain=quarter`);
  assert.equal(total.points[0].period, "2019-Q1", "2018 is gone");
  assert.equal(total.points[0].printed, String(born("xã Hua Nà", QUARTERS[0])), "what was there before stands again");
});

const sumOld = (at) => OLD.reduce((sum, unit) => sum + born(unit, at), 0);
const sumNew = (at) => Object.keys(REFORM).reduce((sum, unit) => sum + bornNew(unit, at), 0);
const sumAt = (at) => (isOld(at) ? sumOld(at) : sumNew(at));

step("the district's area goes on across the reform, told by today's communes, and the reform is explained", async () => {
  const { page } = office;
  const district = await unitOf(page, "huyện Than Uyên", "2024-01-01");
  await page.goto("/figures/DS90");
  await page.getByRole("button", { name: "tỉnh Lai Châu", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /tỉnh Lai Châu/ }).click();
  await dialog.getByRole("searchbox").fill("huyen than uyen");
  await dialog.getByRole("checkbox", { name: /huyện Than Uyên/ }).check();
  await dialog.getByRole("button", { name: "Xem địa bàn này" }).click();
  await page.waitForURL((url) => url.searchParams.get("area") === district);
  await settled(page);
  await page.getByText("Số các kỳ được tính theo địa giới hiện nay").waitFor();
  await page.getByText(/Từ 01\/0?7\/2025 \(.*1670\/NQ-UBTVQH15.*\): 12 đơn vị thành 4 đơn vị/).waitFor();
  await page.getByText("xã Mường Than gồm xã Phúc Than, xã Mường Mít").waitFor();
  await page.getByText(/cấp huyện kết thúc: huyện Than Uyên/).waitFor();
  const periods = "Các kỳ: huyện Than Uyên";
  for (const at of [QUARTERS[25], QUARTERS[26], QUARTERS[30]]) {
    const name = `Quý ${ROMAN[at.quarter - 1]} năm ${at.year}`;
    await row(page, periods, name).getByRole("button").getByText(printed(sumAt(at)), { exact: true }).waitFor();
    await row(page, periods, name).getByText(isOld(at) ? "12/12 đơn vị" : "4/4 đơn vị").waitFor();
  }
  const units = page.getByRole("region", { name: "Từng đơn vị" });
  assert.deepEqual((await units.getByRole("rowheader").getByRole("link").allInnerTexts()).sort(), Object.keys(REFORM).sort());
  // The new Mường Than holds nothing of the old one.
  const muongThan = await ask(page, `/api/indicators/DS90/series?area=${district}&boundaries=today&grain=quarter`);
  const line = muongThan.rows.find((r) => r.unit.name === "xã Mường Than");
  assert.equal(line.points[0].printed, String(born("xã Phúc Than", QUARTERS[0]) + born("xã Mường Mít", QUARTERS[0])));
  await accessible(page);
  await shot(page, "series-today");
});

step("each number says where it comes from", async () => {
  const { page } = office;
  await row(page, "Các kỳ: huyện Than Uyên", "Quý II năm 2025").getByRole("button").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Than Uyên 2019-2026.xlsx, dòng").first().waitFor();
  assert.equal(await dialog.getByRole("row").count(), 13);
  await accessible(page);
  await shot(page, "series-basis");
  await page.keyboard.press("Escape");
});

step("years and running totals are made of the quarters, across the reform", async () => {
  const { page } = office;
  await page.getByLabel("Kỳ", { exact: true }).selectOption({ label: "Năm" });
  const of2025 = QUARTERS.filter((at) => at.year === 2025).reduce((sum, at) => sum + sumAt(at), 0);
  await row(page, "Các kỳ: huyện Than Uyên", "Năm 2025").getByRole("button").getByText(printed(of2025), { exact: true }).waitFor();
  const least = QUARTERS.filter((at) => at.year === 2026).reduce((sum, at) => sum + sumAt(at), 0);
  await row(page, "Các kỳ: huyện Than Uyên", "Năm 2026").getByRole("button").getByText(`ít nhất ${printed(least)}`).waitFor();
  await row(page, "Các kỳ: huyện Than Uyên", "Năm 2026").getByText(/Thiếu: xã .* \(tháng 10, 11, 12\)/).waitFor();
  await shot(page, "series-years");
  await page.getByLabel("Kỳ", { exact: true }).selectOption({ label: "Quý" });
  await page.getByLabel("Tính").selectOption({ label: "Lũy kế từ đầu năm" });
  const upto = QUARTERS.filter((at) => at.year === 2025 && at.quarter < 4).reduce((sum, at) => sum + sumAt(at), 0);
  await row(page, "Các kỳ: huyện Than Uyên", "Quý III năm 2025").getByRole("button").getByText(printed(upto), { exact: true }).waitFor();
  await page.getByLabel("Tính").selectOption({ label: "Trong kỳ" });
});

step("on the boundaries of before, old communes have bounds where a new one was not divided", async () => {
  const { page } = office;
  await page.getByLabel("Theo địa giới").selectOption({ label: "Trước 01/7/2025" });
  await page.getByText("Số các kỳ được tính theo địa giới ngày 30/06/2025").waitFor();
  await settled(page);
  const units = page.getByRole("region", { name: "Từng đơn vị" });
  assert.equal(await units.getByRole("rowheader").getByRole("link").count(), 12);
  const after = bornNew("xã Khoen On", QUARTERS[30]);
  await units.getByRole("row").filter({ has: page.getByRole("link", { name: "xã Ta Gia" }) }).getByText(`từ 0 đến ${after}`).waitFor();
  await row(page, "Các kỳ: huyện Than Uyên", "Quý III năm 2026").getByRole("button").getByText(printed(sumNew(QUARTERS[30])), { exact: true }).waitFor();
  await shot(page, "series-before");
});

step("as the unit that it was, a district ends; what it did itself is compared with nothing", async () => {
  const { page } = office;
  const district = await unitOf(page, "huyện Than Uyên", "2024-01-01");
  await page.getByLabel("Theo địa giới").selectOption({ label: "Của từng kỳ" });
  await row(page, "Các kỳ: huyện Than Uyên", "Quý III năm 2025").getByText("Đơn vị này không tồn tại trong kỳ").waitFor();
  await page.goto(`/figures/TC90?area=${district}&boundaries=today&grain=quarter&to=2026`);
  await row(page, "Các kỳ: huyện Than Uyên", "Quý II năm 2025").getByRole("button").getByText(printed(budget(QUARTERS[25]))).waitFor();
  const gone = row(page, "Các kỳ: huyện Than Uyên", "Quý III năm 2025");
  await gone.getByText("không so được").waitFor();
  await gone.getByText("Đây là việc riêng của cấp huyện; cấp này kết thúc từ 01/07/2025").waitFor();
  await accessible(page);
  await shot(page, "series-district");
});

step("the profile of a unit has all its figures, beside what they were and among its peers", async () => {
  const { page } = office;
  const muongKim = await unitOf(page, "xã Mường Kim", "2026-01-01");
  await page.goto(`/figures/units/${muongKim}?period=2026-Q3`);
  await page.getByRole("heading", { level: 1, name: "Hồ sơ số liệu: xã Mường Kim" }).waitFor();
  const births = page.getByRole("row").filter({ hasText: "Trẻ sinh ra ở huyện cũ" });
  await births.getByText(String(bornNew("xã Mường Kim", QUARTERS[30])), { exact: true }).waitFor();
  await births.getByText("1/4").waitFor();
  await accessible(page);
  await shot(page, "profile");
  const desk = page.viewportSize();
  await page.setViewportSize(PHONE);
  await settled(page);
  await fits(page);
  await shot(page, "profile-phone");
  await page.setViewportSize(desk);
});

step("a figure ten times too large stands out from the past of its unit", async () => {
  const { page } = office;
  const muongKim = await unitOf(page, "xã Mường Kim", "2026-01-01");
  const wrong = bornNew("xã Mường Kim", QUARTERS[30]) * 10;
  await page.goto("/figures/history");
  await give(page, "nhầm.xlsx", [["Đơn vị", "Kỳ", "Chỉ tiêu", "Giá trị"], ["xã Mường Kim", "Quý III/2026", "Trẻ sinh ra ở huyện cũ", wrong]]);
  await page.getByLabel("Thay", { exact: true }).check();
  await page.getByRole("button", { name: "Nhận 1 số" }).click();
  const brought = page.getByRole("row").filter({ hasText: "nhầm.xlsx" });
  await brought.waitFor();
  await page.goto(`/figures/units/${muongKim}?period=2026-Q3`);
  await page.getByRole("link", { name: "Xem số khác thường" }).click();
  await page.getByRole("heading", { level: 1, name: "Số khác thường: xã Mường Kim" }).waitFor();
  const strange = page.getByRole("row").filter({ hasText: "Trẻ sinh ra ở huyện cũ" });
  await strange.getByText(String(wrong), { exact: true }).waitFor();
  await strange.getByText(/cao hơn, gấp .* lần biên độ thường gặp/).waitFor();
  await strange.getByText("Bằng khoảng 10 lần mức thường gặp.").waitFor();
  await accessible(page);
  await shot(page, "outliers");
  // What is copied goes into Excel row by row; what is printed has the figures and no controls.
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Chép sang Excel" }).click();
  await page.getByText("Đã chép bảng").first().waitFor();
  const copied = (await page.evaluate(() => navigator.clipboard.readText())).split("\n").map((line) => line.split("\t"));
  assert.ok(copied[0][0].includes("Số khác thường: xã Mường Kim, Quý III năm 2026"), copied[0][0]);
  assert.ok(copied.some((row) => row[1] === "Trẻ sinh ra ở huyện cũ" && row[3] === String(wrong)), JSON.stringify(copied));
  await page.emulateMedia({ media: "print" });
  await strange.getByText(String(wrong), { exact: true }).waitFor();
  assert.equal(await page.getByRole("button", { name: "In", exact: true }).isVisible(), false);
  await shot(page, "outliers-print");
  await page.emulateMedia({ media: null });
  // The whole province: the place above is asked in the same way.
  const place = await unitOf(page, "tỉnh Lai Châu", "2026-01-01");
  await page.goto(`/figures/units/${place}/outliers?period=2026-Q3`);
  await page.getByRole("row").filter({ hasText: "xã Mường Kim" }).getByText(String(wrong), { exact: true }).waitFor();
  await page.getByRole("searchbox").fill("khong co dau");
  await page.getByText("Không có dòng nào khớp").waitFor();
  await page.getByRole("searchbox").fill("muong kim");
  await page.getByRole("row").filter({ hasText: "xã Mường Kim" }).waitFor();
  const size = page.viewportSize();
  await page.setViewportSize(PHONE);
  await settled(page);
  await fits(page);
  await shot(page, "outliers-phone");
  await page.setViewportSize(size);
  await page.getByRole("link", { name: "Trẻ sinh ra ở huyện cũ" }).first().click();
  await page.getByRole("region", { name: "Các kỳ: xã Mường Kim" }).waitFor();
  await page.goto("/figures/history");
  await brought.getByRole("button", { name: "Gỡ lại" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Gỡ lại" }).click();
  await brought.getByText("Đã gỡ").waitFor();
  await page.goto(`/figures/units/${muongKim}/outliers?period=2026-Q3`);
  await page.getByText("Không có số nào khác thường trong kỳ này").waitFor();
});

step("on a phone nothing hangs over", async () => {
  const { page } = office;
  await page.setViewportSize(PHONE);
  const district = await unitOf(page, "huyện Than Uyên", "2024-01-01");
  await page.goto(`/figures/DS90?area=${district}`);
  await page.getByRole("region", { name: "Các kỳ: huyện Than Uyên" }).waitFor();
  await settled(page);
  await fits(page);
  const chart = await page.locator(".series-figure").evaluate((figure) => ({ left: figure.scrollLeft, all: figure.scrollWidth - figure.clientWidth }));
  assert.ok(chart.all > 0 && chart.left >= chart.all - 1, "the newest periods are seen first");
  await shot(page, "series-phone");
  await page.goto("/figures/history");
  await settled(page);
  await fits(page);
  await shot(page, "history-phone");
  assert.deepEqual(office.complaints, []);
});
