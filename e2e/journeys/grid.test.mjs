// The entry grid by keyboard, mouse and clipboard; two people on one form; a thousand rows.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { ask, open, person, signIn, until } from "../lib/browser.mjs";
import { copied, field, figure, paste, put, said, saved } from "../lib/grid.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { PEOPLE, PERIOD, UNIT } from "../lib/roles.mjs";
import { walk } from "../lib/walk.mjs";

const step = walk();
const FORM = `/rounds/${PERIOD}/forms/${UNIT}`;
let place, folder, browser, one, two;

before(async () => {
  folder = newFolder();
  place = await start("demo", folder);
  browser = await open();
  one = await person(browser, place.url);
  two = await person(browser, place.url);
  for (const { page } of [one, two]) {
    await signIn(page, PEOPLE.reporter, place.accounts.get(PEOPLE.reporter));
    await page.goto(FORM);
    await figure(page, 0).waitFor();
  }
});
after(async () => {
  await browser?.close();
  await place?.stop();
  if (folder) forget(folder);
});

const column = async (page, count) => Promise.all(Array.from({ length: count }, (_, i) => said(figure(page, i))));
const kept = async (page) => (await ask(page, `/api${FORM}`)).rows.map((row) => row.printed);

step("keys move, type over, edit, take back", async () => {
  const { page } = one;
  await figure(page, 0).click();
  await page.keyboard.type("1347,5");
  await page.getByText("= 1.347,5").waitFor();
  await page.keyboard.press("Enter");
  assert.equal(await said(figure(page, 0)), "1.347,5");
  await page.keyboard.type("7");
  await page.keyboard.press("Escape");
  const second = await said(figure(page, 1));
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.press("F2");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("2");
  await page.keyboard.press("Enter");
  assert.deepEqual(await column(page, 2), ["1.347,25", second]);
  await page.keyboard.press("Alt+KeyP");
  assert.equal(await said(figure(page, 1)), "Không phát sinh");
  await page.keyboard.press("Delete");
  assert.equal(await said(figure(page, 1)), "");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  assert.deepEqual(await column(page, 2), ["1.347,5", second]);
  await page.keyboard.press("Control+y");
  assert.equal(await said(figure(page, 0)), "1.347,25");
  await page.keyboard.press("Alt+ArrowDown");
  await page.getByRole("menuitem", { name: /Không áp dụng/ }).click();
  await page.keyboard.press("Tab");
  await page.keyboard.type("có ghi chú");
  await page.keyboard.press("Tab");
  assert.match(await field(page).getAttribute("aria-label"), /Q\.II/, "the next figure");
  await saved(page);
});

step("a range is filled down, by key and by handle, copied and cleared", async () => {
  const { page } = one;
  await put(page, figure(page, 0), "41");
  await figure(page, 0).click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+d");
  assert.deepEqual(await column(page, 3), ["41", "41", "41"]);
  const { text, html } = await copied(page);
  assert.equal(text, "41\r\n41\r\n41");
  assert.match(html, /<table>/);
  await page.keyboard.press("Control+z");
  assert.notDeepEqual(await column(page, 3), ["41", "41", "41"], "one step");

  await figure(page, 0).click();
  const from = await page.locator(".grid-handle").boundingBox();
  const to = await figure(page, 1).boundingBox();
  await page.mouse.move(from.x + 4, from.y + 4);
  await page.mouse.down();
  await page.mouse.move(to.x + 40, to.y + 20, { steps: 4 });
  await page.mouse.up();
  assert.deepEqual(await column(page, 2), ["41", "41"]);
  await saved(page);
});

step("a table is pasted where its names say, after a look", async () => {
  const { page } = one;
  const { rows } = await ask(page, `/api${FORM}`);
  // The other way round, with a title over merged cells, as Word copies it.
  const lines = [rows[2], rows[1], rows[0]].map((row, i) => `<tr><td>${i + 1}</td><td><p>${row.name}</p></td><td>1.00${i}</td></tr>`);
  await figure(page, 3).click();
  await paste(page, "x", `<table><tr><td rowspan="1" colspan="2">Chỉ tiêu</td><td>Số</td></tr>${lines.join("")}</table>`);
  const dialog = page.getByRole("dialog");
  await dialog.getByText("3 ô sẽ điền").waitFor();
  await dialog.getByRole("button", { name: "Điền 3 ô" }).click();
  assert.deepEqual(await column(page, 3), ["1.002", "1.001", "1.000"]);
  await saved(page);
  await until(async () => (await kept(page))[0] === "1.002", "the server has it");
  await figure(page, 0).click();
  await page.keyboard.press("Control+z");
  assert.notEqual(await said(figure(page, 0)), "1.002");
  await page.keyboard.press("Control+Shift+z");
  assert.equal(await said(figure(page, 0)), "1.002");
  await saved(page);
});

step("a file stands beside a figure, is fetched, taken away and put back", async () => {
  const { page } = one;
  await figure(page, 0).click();
  await page.getByRole("button", { name: /^Tệp kèm \(/ }).click();
  const dialog = page.getByRole("dialog");
  const attach = async (name, content) => {
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), dialog.getByRole("button", { name: "Chọn tệp" }).click()]);
    await chooser.setFiles({ name, mimeType: "application/pdf", buffer: Buffer.from(content) });
  };
  await attach("trang.html", "<html>");
  await dialog.getByText(/không đính kèm được/).waitFor();
  await attach("Biên bản.pdf", "%PDF-1.7 thử");
  const link = dialog.getByRole("link", { name: "Biên bản.pdf" });
  await link.waitFor();
  const fetched = await page.request.get(await link.getAttribute("href"));
  assert.equal(await fetched.text(), "%PDF-1.7 thử");
  await dialog.getByRole("button", { name: "Gỡ Biên bản.pdf" }).click();
  await link.waitFor({ state: "detached" });
  await dialog.getByRole("button", { name: "Đóng" }).last().click();
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await page.getByRole("button", { name: /1 tệp kèm/ }).waitFor();
});

step("two people type at once: each sees the other, no key is lost, and a cell typed by both is asked about", async () => {
  const [a, b] = [one.page, two.page];
  const count = (await kept(a)).length;
  assert.ok(count >= 4);
  const mine = [0, 1];
  const yours = [2, 3];
  const round = async (page, cells, by) => {
    for (let turn = 0; turn < 12; turn++) for (const cell of cells) await put(page, figure(page, cell), String(by * 1000 + turn * 10 + cell));
  };
  await Promise.all([round(a, mine, 1), round(b, yours, 2)]);
  await Promise.all([saved(a), saved(b)]);
  const expected = [[0, 1110], [1, 1111], [2, 2112], [3, 2113]].map(([i, n]) => [i, n.toLocaleString("vi-VN")]);
  for (const [cell, value] of expected) {
    await until(async () => (await said(figure(a, cell))) === value && (await said(figure(b, cell))) === value, `cell ${cell} is ${value} on both pages`);
  }
  const now = await kept(a);
  for (const [cell, value] of expected) assert.equal(now[cell], value);
  await b.getByText(/Đang mở biểu này/).waitFor();

  // The cell under the cursor is left alone, whatever others save.
  await figure(b, 0).click();
  await b.keyboard.type("55");
  await put(a, figure(a, 0), "66");
  await saved(a);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.equal(await field(b).inputValue(), "55");
  await b.keyboard.press("Enter");
  await b.getByText(/ô có số của người khác/).waitFor();
  assert.equal((await kept(a))[0], "66", "not written over");
  await b.getByRole("button", { name: "Xem ô" }).click();
  await b.getByRole("button", { name: "Lấy số của tôi" }).first().click();
  await until(async () => (await kept(a))[0] === "55", "mine, chosen");
  await until(async () => (await said(figure(a, 0))) === "55", "seen without a reload");
});

step("a thousand rows: only those near the screen are drawn, wherever it is scrolled and whatever is filtered", async () => {
  const { page, context } = await person(browser, place.url);
  await signIn(page, PEOPLE.reporter, place.accounts.get(PEOPLE.reporter));
  // The demo asks little: its rows are told many times over on the way.
  await page.route(/forms\/[^/]+$/, async (route) => {
    const response = await route.fetch();
    const view = await response.json();
    const rows = Array.from({ length: 1000 }, (_, i) => ({ ...view.rows[i % view.rows.length], indicator: `ZZ${i}`, name: `Chỉ tiêu thử ${i}`, group: `Nhóm ${Math.floor(i / 40)}` }));
    await route.fulfill({ response, json: { ...view, rows } });
  });
  await page.goto(FORM);
  await figure(page, 0).waitFor();
  const grid = page.getByRole("grid");
  assert.equal(await grid.getAttribute("aria-rowcount"), "1001");
  const drawn = () => grid.locator("[data-row]").count();
  assert.ok((await drawn()) < 40, `${await drawn()} rows drawn`);
  await figure(page, 0).click();
  await page.keyboard.press("Control+End");
  await figure(page, 999).waitFor();
  assert.match(await field(page).getAttribute("aria-label"), /Chỉ tiêu thử 999/);
  assert.ok((await drawn()) < 40);
  await page.keyboard.press("Control+Home");
  for (let i = 0; i < 30; i++) await page.keyboard.press("PageDown");
  const at = async () => Number((await field(page).getAttribute("aria-label")).match(/thử (\d+)/)[1]);
  await until(async () => (await at()) > 100, "thirty pages down are more than a hundred rows");
  await page.getByRole("searchbox", { name: "Tìm chỉ tiêu trong biểu" }).fill("chi tieu thu 77");
  await until(async () => (await grid.getAttribute("aria-rowcount")) === "20", "nineteen rows fit");
  await context.close();
});

step("nothing was complained about", () => assert.deepEqual([...one.complaints, ...two.complaints].filter((line) => !/422/.test(line)), []));
