// As of a day: a figure is corrected; the list of restated figures and the report as it stood tell what was known then.
import assert from "node:assert/strict";
import { after, before, test as step } from "node:test";
import { ask, open, person, settled, signIn } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { PEOPLE, PERIOD } from "../lib/roles.mjs";

const shot = async (page, name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });

let folder, place, browser, office, cut, figure;

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

step("a figure of an earlier year is taken from two files; what was known between tells the first", async () => {
  const { page } = office;
  const { rows } = await ask(page, "/api/indicators");
  figure = rows.find((row) => row.timing !== "ratio" && !row.restricted);
  const unit = (await ask(page, "/api/units")).find((unit) => unit.kind === "district");
  const take = async (text, source, replace) => {
    const csv = `Đơn vị;Kỳ;Chỉ tiêu;Giá trị;Nguồn\n${unit.name};Năm 2019;${figure.name};${text};${source}\n`;
    const file = { name: "nien-giam.csv", mimeType: "text/csv", buffer: Buffer.from(csv) };
    const said = await page.request.post("/api/history", { multipart: { says: JSON.stringify({ replace }), file } });
    assert.ok(said.ok(), await said.text());
  };
  await take("1.000", "Niên giám 2019", []);
  cut = (await ask(page, `/api/living/${PERIOD}`)).cut;
  await take("1.250", "Niên giám 2020", [0]);
  await page.goto(`/figures/restated?as_of=${cut}`);
  const row = page.getByRole("row").filter({ hasText: figure.name });
  await row.getByText("Đổi số").waitFor();
  assert.ok((await row.innerText()).includes("1.000") && (await row.innerText()).includes("1.250"));
  await row.getByText("Các lần nêu").click();
  await row.getByText("Niên giám 2019").waitFor();
});

step("the list is searched and filtered, and a later day knows everything", async () => {
  const { page } = office;
  await page.getByRole("button", { name: "Mới có" }).click();
  await page.getByRole("row").filter({ hasText: figure.name }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Tất cả" }).click();
  await page.getByRole("searchbox").fill("không có chỉ tiêu này");
  await page.getByText("Không có dòng nào khớp").waitFor();
  await page.goto("/figures/restated?as_of=2031-01-01");
  await page.getByText("Không có số nào thay đổi từ ngày ấy").waitFor();
});

step("the series tells the figure as it was known, and leads back to now", async () => {
  const { page } = office;
  const unit = (await ask(page, "/api/units")).find((unit) => unit.kind === "district");
  const series = `/figures/${encodeURIComponent(figure.code)}?area=${encodeURIComponent(unit.id)}&grain=year&boundaries=then&from=2019`;
  const of2019 = page.getByRole("row").filter({ hasText: "Năm 2019" }).first();
  await page.goto(`${series}&as_of=${cut}`);
  await page.getByText(`Đang xem số liệu như sổ đã ghi đến mốc ${cut}.`).waitFor();
  await of2019.getByText("1.000", { exact: true }).waitFor();
  await of2019.getByRole("button").click();
  await page.getByText("Niên giám 2019").first().waitFor();
  assert.equal(await page.getByText("Niên giám 2020").count(), 0, "nobody knew of it then");
  await page.keyboard.press("Escape");
  await shot(page, "series-as-of");
  await page.getByRole("button", { name: "Về số hiện nay" }).click();
  await of2019.getByText("1.250", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Xem như đã biết vào một ngày" }).click();
  await page.getByRole("dialog").getByLabel("Cuối ngày").fill("01/01/2031");
  await page.getByRole("button", { name: "Xem theo sổ ngày ấy" }).click();
  await page.getByText("Đang xem số liệu như sổ đã ghi đến hết ngày 01/01/2031.").waitFor();
  await page.goto(`/figures/units/${encodeURIComponent(unit.id)}?period=2019&boundaries=then&as_of=${cut}`);
  const row = page.getByRole("row").filter({ hasText: figure.name }).first();
  await row.getByText("1.000", { exact: true }).waitFor();
  await shot(page, "profile-as-of");
  await page.getByRole("link", { name: "Xem số khác thường" }).click();
  await page.getByRole("heading", { level: 1, name: `Số khác thường: ${unit.name}` }).waitFor();
  await page.getByText(`Đang xem số liệu như sổ đã ghi đến mốc ${cut}.`).waitFor();
  await page.getByText("Năm 2019: đã xét 0 số", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Về số hiện nay" }).click();
  await page.getByText("Đang xem số liệu").waitFor({ state: "detached" });
  assert.ok(!page.url().includes("as_of"));
});

step("the report stands beside what prints otherwise now", async () => {
  const { page } = office;
  await page.goto(`/reports/living/${PERIOD}`);
  await page.getByRole("button", { name: "Xem thử" }).click();
  await page.getByRole("menuitem", { name: "Xem như vào một ngày" }).click();
  await page.waitForURL(`**/reports/living/${PERIOD}/then`);
  const early = await ask(page, `/api/living/${PERIOD}/then?as_of=${cut - 40}`);
  assert.ok(early.figures.length > 0, "forms came in since");
  await page.goto(`/reports/living/${PERIOD}/then?as_of=${cut - 40}`);
  await page.getByRole("heading", { name: `Số nay in khác (${early.figures.length})` }).waitFor();
  const frame = page.frameLocator("iframe");
  await frame.getByText("BÁO CÁO").first().waitFor();
  await settled(page);
});

step("nobody's console complains", async () => {
  assert.deepEqual(office.complaints, []);
});
