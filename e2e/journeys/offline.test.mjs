// A line that breaks: what is typed waits, also over days, closed pages and two tabs, and goes when the line is back.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { ask, open, person, signIn, until } from "../lib/browser.mjs";
import { figure, put, said, saved } from "../lib/grid.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { PEOPLE, PERIOD, UNIT } from "../lib/roles.mjs";
import { walk } from "../lib/walk.mjs";

const step = walk();
const FORM = `/rounds/${PERIOD}/forms/${UNIT}`;
let place, folder, browser, officer, other, page;

before(async () => {
  folder = newFolder();
  place = await start("demo", folder);
  browser = await open();
  officer = await person(browser, place.url);
  other = await person(browser, place.url);
  for (const { page } of [officer, other]) {
    await signIn(page, PEOPLE.reporter, place.accounts.get(PEOPLE.reporter));
    await page.goto(FORM);
    await figure(page, 0).waitFor();
  }
  page = officer.page;
});
after(async () => {
  await browser?.close();
  await place?.stop();
  if (folder) forget(folder);
});

const kept = async () => (await ask(other.page, `/api${FORM}`)).rows.map((row) => row.printed);
const line = (on) => officer.context.setOffline(!on);
/** Sets the time of entry of waiting cells, as if hours had gone by. The demo's clock shows another year. */
const enteredAt = (page, at) =>
  page.evaluate((at) => new Promise((resolve, reject) => {
    const opened = indexedDB.open("solieu");
    opened.onsuccess = () => {
      const transaction = opened.result.transaction("cells", "readwrite");
      const store = transaction.objectStore("cells");
      store.getAll().onsuccess = (e) => e.target.result.forEach((cell) => store.put({ ...cell, entered_at: at }));
      transaction.oncomplete = () => (opened.result.close(), resolve());
      transaction.onerror = () => reject(transaction.error);
    };
  }), at);

step("the page is kept by the browser", async () => {
  await page.waitForFunction(() => navigator.serviceWorker.controller || navigator.serviceWorker.ready.then(() => true));
  await until(() => page.evaluate(async () => (await caches.keys()).length === 1), "its files are kept");
  const manifest = await (await page.request.get("/manifest.webmanifest")).json();
  for (const icon of manifest.icons) assert.equal((await page.request.get(icon.src)).headers()["content-type"], "image/png");
});

step("without a line it is typed on, loaded again, closed and opened", async () => {
  await line(false);
  await put(page, figure(page, 0), "501");
  await page.getByText(/ô chờ gửi/).waitFor();
  await page.reload();
  await figure(page, 0).waitFor();
  await page.getByText(/Đang làm việc khi mất mạng/).waitFor();
  await until(async () => (await said(figure(page, 0))) === "501", "the typed cell is there");
  await put(page, figure(page, 1), "502");
  await page.close();
  page = await officer.context.newPage();
  await page.goto(FORM);
  await figure(page, 0).waitFor();
  // The form shows first, what waits in the store a moment later.
  await until(async () => (await said(figure(page, 0))) === "501" && (await said(figure(page, 1))) === "502", "both typed cells are there");
  assert.ok(!(await kept()).includes("501"), "nothing went");
});

step("what somebody else typed meanwhile is asked about, both values shown; the rest goes in order with its time", async () => {
  await put(other.page, figure(other.page, 1), "777");
  await saved(other.page);
  const now = new Date((await ask(other.page, `/api${FORM}`)).history.at(-1).at);
  await enteredAt(page, new Date(now - 3 * 3_600_000).toISOString());
  await page.reload();
  await figure(page, 0).waitFor();
  await line(true);
  await until(async () => (await kept())[0] === "501", "the first cell went");
  await page.getByText(/ô có số của người khác/).waitFor();
  assert.equal((await kept())[1], "777", "not written over");
  await page.getByRole("button", { name: "Xem ô" }).click();
  await page.getByText(/đã ghi 777 .* bạn gõ 502/).first().waitFor();
  await page.getByRole("button", { name: "Lấy số kia" }).first().click();
  await until(async () => (await said(figure(page, 1))) === "777", "theirs, chosen");
  const { history } = await ask(other.page, `/api${FORM}`);
  const typed = history.findLast((event) => event.what === "saved" && event.entered_at);
  assert.ok(new Date(typed.at) - new Date(typed.entered_at) > 2.9 * 3_600_000, "entry and arrival are both kept");
});

step("two tabs send once", async () => {
  const second = await officer.context.newPage();
  await second.goto(FORM);
  await figure(second, 0).waitFor();
  await line(false);
  await put(page, figure(page, 0), "601");
  await until(async () => (await said(figure(second, 0))) === "601", "the other tab shows it");
  await put(second, figure(second, 2), "603");
  const saves = [];
  for (const tab of [page, second]) tab.on("request", (request) => request.method() === "PUT" && /cells$/.test(request.url()) && saves.push(request.postDataJSON()));
  await line(true);
  await until(async () => (await kept())[0] === "601" && (await kept())[2] === "603", "both are kept");
  const sent = saves.flatMap((save) => save.cells.map((cell) => cell.text));
  assert.ok(sent.filter((text) => text === "601").length <= 2 && sent.includes("603"), sent.join());
  const before = (await ask(other.page, `/api${FORM}`)).cut;
  await new Promise((resolve) => setTimeout(resolve, 2500));
  assert.equal((await ask(other.page, `/api${FORM}`)).cut, before, "nothing goes twice");
  await second.close();
});

step("an answer that was lost is no conflict with oneself", async () => {
  await page.route("**/cells", async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await put(page, figure(page, 0), "701");
  await until(async () => (await kept())[0] === "701", "the server has it");
  await put(page, figure(page, 0), "702");
  await until(async () => (await kept())[0] === "702", "and what was typed after it");
  assert.equal(await page.getByText(/ô có số của người khác/).count(), 0);
});

step("send, pressed twice without a line, goes once when the line is back, with both times", async () => {
  for (const { key } of (await ask(page, `/api${FORM}`)).findings) await page.request.post(`/api/findings/${encodeURIComponent(key)}/answer`, { data: { kind: "explained", text: "Số nhập thử." } });
  await page.reload();
  await figure(page, 0).waitFor();
  await line(false);
  await page.getByRole("button", { name: "Gửi biểu" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/biểu sẽ chờ trong máy này/).waitFor();
  await dialog.getByRole("button", { name: "Gửi biểu" }).dblclick().catch(() => undefined);
  await page.getByText("Chờ gửi", { exact: true }).waitFor();
  await page.reload();
  await page.getByText("Chờ gửi", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Thôi gửi" }).waitFor();
  await line(true);
  await page.getByText("Biểu đã gửi nên đang khóa.").first().waitFor();
  const { submission, history } = await ask(other.page, `/api${FORM}`);
  assert.equal(submission.state, "sent");
  assert.equal(history.filter((event) => event.what === "sent").length, 2, "once before, once now");
});

step("a session that ended meanwhile: sign in again, the typed cells are still there", async () => {
  const office = await person(browser, place.url);
  await signIn(office.page, PEOPLE.office, place.accounts.get(PEOPLE.office));
  await office.page.request.post(`/api${FORM}/return`, { data: { reason: "xem lại" } });
  await page.reload();
  await page.getByText("xem lại").first().waitFor();
  await line(false);
  await put(page, figure(page, 0), "801");
  await officer.context.clearCookies();
  await line(true);
  await page.getByLabel("Tên đăng nhập").fill(PEOPLE.reporter);
  await page.getByLabel("Mật khẩu").fill(place.accounts.get(PEOPLE.reporter));
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await until(async () => (await kept())[0] === "801", "sent after signing in");
});
