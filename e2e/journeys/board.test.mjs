// Where things stand on the last evening: the rule reminds by the clock, the office by page and by letter, the board follows
// without reload, the league table is counted and exported.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { ask, open, person, signIn, until } from "../lib/browser.mjs";
import { header, mailbox, words } from "../lib/mailbox.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { PEOPLE, PERIOD, UNIT } from "../lib/roles.mjs";
import { walk } from "../lib/walk.mjs";

const LATE = "xa-phieng-lan";
const WAITING = "lao-dong";
const MAIL = { user: "solieu", password: "mật khẩu rất dài" };

let place, folder, browser, post, office, unit;
before(async () => {
  folder = newFolder();
  post = await mailbox(MAIL);
  place = await start("demo", folder);
  browser = await open();
});
after(async () => {
  await browser?.close();
  await place?.stop();
  await post?.close();
  if (folder) forget(folder);
});

const as = async (name) => {
  const someone = await person(browser, place.url);
  await signIn(someone.page, name, place.accounts.get(name));
  return someone;
};

const step = walk();

step("the rule has reminded of what was overdue when the clock began, once", async () => {
  office = await as(PEOPLE.office);
  await until(async () => (await ask(office.page, `/api/reminders?unit=${LATE}`)).total === 1, "a reminder by rule");
  const { rows } = await ask(office.page, `/api/reminders?unit=${LATE}`);
  assert.equal(rows[0].rule.when, "overdue");
  assert.match(rows[0].subject, /quá hạn 2 ngày/);
  await place.stop();
  place = await start("demo", folder);
  await office.context.close();
  office = await as(PEOPLE.office);
  assert.equal((await ask(office.page, `/api/reminders?unit=${LATE}`)).total, 1, "not again after a restart");
});

step("the administrator sets the mail server and tries it", async () => {
  const { page, context, complaints } = await as(PEOPLE.administrator);
  await page.goto("/admin");
  await page.getByRole("tab", { name: "Thư điện tử" }).click();
  await page.getByLabel("Máy chủ (SMTP)").fill("127.0.0.1");
  await page.getByLabel("Cổng").fill(String(post.port));
  await page.getByLabel("Mã hóa đường truyền").selectOption("none");
  await page.getByLabel("Tên đăng nhập máy chủ thư").fill(MAIL.user);
  await page.getByLabel("Mật khẩu", { exact: true }).fill("sai hoàn toàn");
  await page.getByLabel("Địa chỉ người gửi").fill("solieu@nam-son.vi-du.vn");
  await page.getByLabel("Tên người gửi").fill("Văn phòng UBND huyện Nậm Sơn");
  await page.getByLabel("Địa chỉ mở Sổ Liệu").fill(place.url);
  await page.getByLabel("Cho phép gửi thư").check();
  await page.getByRole("button", { name: "Lưu cài đặt thư" }).click();
  await page.getByText("Đã có mật khẩu", { exact: false }).waitFor();
  const tryIt = async () => {
    await page.getByRole("button", { name: "Gửi thư thử" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Gửi đến địa chỉ").fill("quantri@nam-son.vi-du.vn");
    await dialog.getByRole("button", { name: "Gửi thư thử" }).click();
    return dialog;
  };
  const dialog = await tryIt();
  await dialog.getByText("không nhận tên hoặc mật khẩu", { exact: false }).waitFor();
  await dialog.getByRole("button", { name: "Bỏ qua" }).click();
  await page.getByLabel("Mật khẩu", { exact: true }).fill(MAIL.password);
  await page.getByRole("button", { name: "Lưu cài đặt thư" }).click();
  await page.getByText("Đã lưu.").first().waitFor();
  await tryIt();
  await page.getByText("Máy chủ thư đã nhận thư thử", { exact: false }).waitFor();
  assert.equal(post.letters.length, 1);
  assert.equal(header(post.letters[0], "Subject"), "Thư thử từ Sổ Liệu");
  assert.equal(await page.getByLabel("Mật khẩu", { exact: true }).inputValue(), "");
  assert.ok(!JSON.stringify(await ask(page, "/api/mail")).includes(MAIL.password));
  assert.deepEqual(complaints.filter((c) => !c.includes("502")), []);
  await context.close();
});

step("the office writes down an address and reminds by page and letter", async () => {
  const { page } = office;
  await page.goto(`/rounds/${PERIOD}`);
  const row = page.locator(`tr[data-unit=${UNIT}]`);
  await row.getByRole("button", { name: /^Việc với/ }).click();
  await page.getByRole("menuitem", { name: "Sửa người liên hệ" }).click();
  await page.getByRole("dialog").getByLabel("Thư điện tử").fill("ubnd.namkha@nam-son.vi-du.vn");
  await page.getByRole("dialog").getByRole("button", { name: "Lưu" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await row.getByRole("button", { name: /^Việc với/ }).click();
  await page.getByRole("menuitem", { name: "Nhắc đơn vị này" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Nội dung").fill("Kính gửi {đơn vị}, đã {tên lạ}.");
  await dialog.getByText("không dùng được", { exact: false }).waitFor();
  await dialog.getByLabel("Mẫu nhắc").selectOption("qua-han");
  await dialog.getByLabel("Mẫu nhắc").selectOption("bi-tra-lai");
  await dialog.getByLabel("Xem trước").getByText("Biểu quý II năm 2021 cần sửa và gửi lại").waitFor();
  await dialog.getByRole("button", { name: "Gửi lời nhắc" }).click();
  await page.getByText("Đã nhắc 1 đơn vị, trong đó 1 đơn vị có thư điện tử.").waitFor();
  await until(() => post.letters.length === 2, "the letter");
  const letter = post.letters[1];
  assert.deepEqual(letter.to, ["ubnd.namkha@nam-son.vi-du.vn"]);
  assert.equal(header(letter, "Subject"), "Biểu quý II năm 2021 cần sửa và gửi lại");
  assert.match(header(letter, "From"), /Văn phòng UBND huyện Nậm Sơn/);
  assert.match(words(letter), /Kính gửi xã Nậm Kha/i);
  assert.match(words(letter), new RegExp(`${place.url}/rounds/${PERIOD}/forms/${UNIT}`));
  await until(async () => (await ask(page, `/api/reminders?unit=${UNIT}`)).rows[0].letter.state === "sent", "its fate");
});

step("the unit sees it on its page, and marks it as seen", async () => {
  unit = await as(PEOPLE.reporter);
  const { page } = unit;
  await page.goto("/work");
  await page.getByText("lời nhắc chưa xem", { exact: false }).first().waitFor();
  await page.goto(`/rounds/${PERIOD}/forms/${UNIT}`);
  await page.getByText("Biểu quý II năm 2021 cần sửa và gửi lại").waitFor();
  await page.getByRole("button", { name: "Đã xem" }).click();
  await page.getByText("Biểu quý II năm 2021 cần sửa và gửi lại").waitFor({ state: "detached" });
  assert.equal((await ask(office.page, `/api/reminders?unit=${UNIT}`)).rows[0].seen, true);
});

step("a call is remembered, and outages are", async () => {
  const { page } = office;
  await page.goto(`/rounds/${PERIOD}`);
  await page.locator(`tr[data-unit=${LATE}]`).getByRole("button", { name: /^Việc với/ }).click();
  await page.getByRole("menuitem", { name: "Đã gọi điện" }).click();
  await page.getByRole("dialog").getByLabel("Đã trao đổi").fill("hẹn gửi trong buổi chiều");
  await page.getByRole("dialog").getByRole("button", { name: "Ghi lại" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const { rows } = await ask(page, `/api/reminders?unit=${LATE}`);
  assert.deepEqual([rows[0].how, rows[0].text], ["phone", "hẹn gửi trong buổi chiều"]);
});

step("the board of a second browser follows without reload", async () => {
  const other = await as(PEOPLE.office);
  await other.page.goto(`/rounds/${PERIOD}`);
  const row = other.page.locator(`tr[data-unit=${WAITING}]`);
  await row.getByText("Đã gửi").waitFor();
  await other.page.evaluate(() => (window.notReloaded = true));
  const approved = await office.page.request.post(`/api/rounds/${PERIOD}/forms/${WAITING}/approve`, { data: {} });
  assert.equal(approved.status(), 200, await approved.text());
  await row.getByText("Đã duyệt").waitFor();
  await row.getByText("vừa thay đổi").waitFor();
  assert.equal(await other.page.evaluate(() => window.notReloaded), true);
  await other.page.getByRole("combobox").first().selectOption("late");
  await until(async () => (await other.page.locator("tr[data-unit]").count()) >= 1, "late units");
  assert.deepEqual(other.complaints, []);
  await other.context.close();
});

step("the league table counts, its formula stands on the page and can be written anew", async () => {
  const { page } = office;
  await page.goto("/rounds/league");
  await page.getByText("Điểm = 100 * DH / KY").waitFor();
  const before = await ask(page, "/api/league");
  const late = before.rows.rows.find((row) => row.unit.id === LATE);
  assert.equal(late.marks[0].punctual.is, "overdue");
  assert.equal(late.score, "0");
  await page.getByRole("button", { name: "Sửa" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Công thức tính điểm").fill("100 * DH / KY - NN01");
  await dialog.getByRole("button", { name: "Lưu" }).click();
  await dialog.getByText("NN01", { exact: false }).waitFor();
  await dialog.getByLabel("Công thức tính điểm").fill("100 * DH / KY - 10 * TRE");
  await dialog.getByRole("button", { name: "Lưu" }).click();
  await page.getByText("Điểm = 100 * DH / KY - 10 * TRE").waitFor();
  assert.equal((await ask(page, "/api/league")).rows.rows.find((row) => row.unit.id === LATE).score, "-20");
  // An outage over the last day: nobody is late any more.
  const recorded = await page.request.post("/api/outages", { data: { from: "2021-06-16T08:00", to: "2021-06-17T20:00", reason: "mất đường truyền toàn huyện" } });
  assert.equal(recorded.status(), 200, await recorded.text());
  assert.equal((await ask(page, "/api/league")).rows.rows.find((row) => row.unit.id === LATE).marks[0].punctual.is, "open");
  await page.goto(`/rounds/${PERIOD}`);
  await page.getByText("Đúng hạn, do sự cố").first().waitFor();
});

step("the board is exported so that a spreadsheet opens it right", async () => {
  const response = await office.page.request.get(`/api/rounds/${PERIOD}/board.csv`);
  const text = (await response.body()).toString("utf8");
  assert.ok(text.startsWith("\ufeffĐơn vị;Tình trạng;"));
  assert.match(text, /\r\nxã Phiêng Lằn;Chưa gửi;16\/06\/2021;/i);
  assert.match(response.headers()["content-disposition"], /theo-doi-2021-Q2\.csv/);
  assert.deepEqual([...office.complaints, ...unit.complaints], []);
});
