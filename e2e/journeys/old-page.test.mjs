// A page that was open while the program was upgraded, and a browser whose store is full: the person is told, nothing typed is lost.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { between } from "../lib/between.mjs";
import { ask, open, person, signIn, until } from "../lib/browser.mjs";
import { figure, put, said, saved } from "../lib/grid.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { PEOPLE, PERIOD, UNIT } from "../lib/roles.mjs";
import { walk } from "../lib/walk.mjs";

const step = walk();
const FORM = `/rounds/${PERIOD}/forms/${UNIT}`;
let place, front, folder, browser, officer, page;
let upgraded = false;

before(async () => {
  folder = newFolder();
  place = await start("demo", folder);
  front = await between(place.url, (path, body) => (path === "/sw.js" && upgraded ? `${body}\n// one version later` : undefined));
  browser = await open();
  officer = await person(browser, front.url);
  page = officer.page;
  await signIn(page, PEOPLE.reporter, place.accounts.get(PEOPLE.reporter));
  await page.goto(FORM);
  await figure(page, 0).waitFor();
});
after(async () => {
  await browser?.close();
  await front?.stop();
  await place?.stop();
  if (folder) forget(folder);
});

const kept = async () => (await ask(page, `/api${FORM}`)).rows[0].printed;

step("an upgrade under an open page is told; what was typed without a line is there after it is taken", async () => {
  await page.waitForFunction(() => navigator.serviceWorker.ready.then(() => true));
  await page.reload();
  await figure(page, 0).waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await officer.context.setOffline(true);
  await put(page, figure(page, 0), "733");
  await page.getByText(/ô chờ gửi/).waitFor();
  upgraded = true;
  await officer.context.setOffline(false);
  await page.getByText("Sổ Liệu có bản mới").waitFor();
  await page.getByRole("button", { name: "Tải lại trang" }).click();
  await page.getByText("Sổ Liệu có bản mới").waitFor({ state: "detached" });
  await figure(page, 0).waitFor();
  await until(async () => (await kept()) === "733", "the typed cell arrives");
  assert.equal(await said(figure(page, 0)), "733");
});

step("a full browser store is told, and the cell typed again once there is room is kept", async () => {
  // A store without room ends each writing step as the standard says: what was put is taken back.
  await page.evaluate(() => {
    window.roomy = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
      const put = window.roomy.apply(this, given);
      this.transaction.abort();
      return put;
    };
  });
  await put(page, figure(page, 0), "734");
  await page.getByText("Bộ nhớ của trình duyệt đã đầy").waitFor();
  assert.equal(await said(figure(page, 0)), "734", "it stays on the screen");
  await page.evaluate(() => (IDBObjectStore.prototype.put = window.roomy));
  await put(page, figure(page, 0), "735");
  await saved(page);
  await until(async () => (await kept()) === "735", "kept by the server");
});

step("nobody complained", () => assert.deepEqual(officer.complaints.filter((line) => !/ERR_INTERNET_DISCONNECTED|Quota/.test(line)), []));
