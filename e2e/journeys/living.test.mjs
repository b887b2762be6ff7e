// Several people write one report: typing as in a word processor, figures at the caret, remarks, suggestions, parts of
// departments, and two browsers in one paragraph while the line is cut now and then.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { ask, open, person, PHONE, settled, signIn, until } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { at, caret, living as report, openReport as openAt, saved, words } from "../lib/prose.mjs";
import { PERIOD } from "../lib/roles.mjs";
import { walk } from "../lib/walk.mjs";

/** How long two people write together; a minute in the long run. */
const TOGETHER_MS = Number(process.env.TOGETHER_MS ?? 20_000);

const step = walk();
let place, folder, browser, office, unit, second;

before(async () => {
  folder = newFolder();
  place = await start("demo", folder);
  browser = await open();
  [office, unit, second] = await Promise.all([person(browser, place.url), person(browser, place.url), person(browser, place.url)]);
  await signIn(office.page, "vanphong", place.accounts.get("vanphong"));
  await signIn(unit.page, "nongnghiep", place.accounts.get("nongnghiep"));
  await signIn(second.page, "vanphong", place.accounts.get("vanphong"));
});
after(async () => {
  await browser?.close();
  await place?.stop();
  if (folder) forget(folder);
});

const living = (page) => report(page, PERIOD);
const openReport = (page) => openAt(page, PERIOD);
const passageOf = async (page, test) => (await living(page)).passages.find(test);

let body;

step("the office types: paragraphs split, bullets and headings are made by how they begin, and it saves by itself", async () => {
  const { page } = office;
  await openReport(page);
  body = await passageOf(page, (p) => p.kind === "body" && p.inlines.every((i) => i.type === "text") && words(p).length > 60);
  assert.ok(body, "there is a paragraph of words alone");
  await caret(page, body.id);
  await page.keyboard.press("Enter");
  await page.keyboard.type("- Lúa mùa sinh trưởng tốt");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Ngô thu hoạch xong");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.type("1. Mục mới gõ");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+b");
  await page.keyboard.type("Chữ đậm");
  await page.keyboard.press("Control+b");
  await page.keyboard.type(" chữ thường");
  await saved(page);
  const { passages } = await living(page);
  const from = passages.findIndex((p) => p.id === body.id);
  const typed = passages.slice(from + 1, from + 5);
  assert.deepEqual(typed.map((p) => [p.kind, words(p)]).slice(0, 2), [["dash", "Lúa mùa sinh trưởng tốt"], ["plus", "Ngô thu hoạch xong"]]);
  assert.equal(typed[2].kind, "clause");
  assert.match(words(typed[2]), /Mục mới gõ$/);
  assert.deepEqual(typed[3].inlines.map((i) => [i.text, !!i.bold]), [["Chữ đậm", true], [" chữ thường", false]]);
  assert.equal(new Set(passages.map((p) => p.id)).size, passages.length, "ids stand once");

  await page.keyboard.press("Control+z");
  await saved(page);
});

step("a figure is chosen at the caret by keys alone and keeps its binding", async () => {
  const { page } = office;
  await caret(page, body.id);
  await page.keyboard.type(" Toàn huyện còn ");
  await page.keyboard.type("/");
  const pick = page.getByRole("dialog", { name: "Chèn số liệu" });
  await pick.waitFor();
  await page.keyboard.type("ho ngheo");
  await pick.getByRole("option", { name: /Số hộ nghèo/ }).first().waitFor();
  await until(async () => (await pick.getByRole("option", { selected: true }).innerText()).includes("hộ nghèo"), "the search without diacritics finds it");
  await page.keyboard.press("Enter");
  await pick.getByRole("option", { name: /Giá trị kèm đơn vị tính.*\d/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.type(" trong kỳ.");
  await saved(page);
  const passage = await passageOf(page, (p) => p.id === body.id);
  const chip = passage.inlines.find((i) => i.type === "figure");
  assert.equal(chip.figure.phrasing, "phrase");
  assert.match(chip.text, /\d.* hộ$/);
  assert.match(words(passage), /Toàn huyện còn .* hộ trong kỳ\.$/);

  await at(page, body.id).locator(".figure-chip").click();
  await page.getByText(chip.name).first().waitFor();
  await page.getByText("Đổi cách in số này").click();
  await page.locator(".figure-settings").getByRole("option", { name: /^Giá trị \d/ }).click();
  await saved(page);
  assert.equal((await passageOf(page, (p) => p.id === body.id)).inlines.find((i) => i.type === "figure").figure.phrasing ?? "number", "number");
});

step("a footnote, a table, and what comes from Word", async () => {
  const { page } = office;
  await caret(page, body.id);
  await page.getByRole("button", { name: "Chú thích", exact: true }).click();
  await page.keyboard.type("Theo Công văn số 12.");
  await page.keyboard.press("Enter");
  await page.keyboard.type(" Tiếp theo.");
  await page.getByRole("button", { name: "Bảng", exact: true }).click();
  await page.keyboard.type("Biểu gõ tay");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Chỉ tiêu");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Số");
  await saved(page);
  const { passages } = await living(page);
  const now = passages.find((p) => p.id === body.id);
  const note = passages.find((p) => p.kind === "note" && words(p) === "Theo Công văn số 12.");
  assert.ok(note, "the footnote has its words");
  assert.ok(now.inlines.some((i) => i.type === "note" && i.id === note.id) && words(now).endsWith(" Tiếp theo."), "the caret went back to the mark");
  const table = passages[passages.findIndex((p) => p.id === body.id) + 1];
  assert.equal(table.kind, "table");
  assert.deepEqual(table.table.rows[0].slice(0, 2).map((cell) => words(cell)), ["Chỉ tiêu", "Số"]);

  await caret(page, body.id);
  await page.keyboard.press("Enter");
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/html", `<html><head><style>p {color: red}</style></head><body>
      <p class=MsoNormal style="font-size:20pt">Dán <b>đậm</b> và <i>nghiêng</i> từ Word</p>
      <p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">-<span>   </span></span>Gạch từ Word</p>
      <table><tr><td><p>Xã</p></td><td><p>Hộ</p></td></tr><tr><td><p>Nậm Kha</p></td><td style="text-align:right"><p>12</p></td></tr></table></body></html>`);
    data.setData("text/plain", "Dán");
    document.querySelector(".paper").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await saved(page);
  const after = (await living(page)).passages;
  const pasted = after.slice(after.findIndex((p) => p.id === body.id) + 1).slice(0, 3);
  assert.deepEqual(pasted[0].inlines.map((i) => [i.text, !!i.bold, !!i.italic]), [["Dán ", false, false], ["đậm", true, false], [" và ", false, false], ["nghiêng", false, true], [" từ Word", false, false]]);
  assert.deepEqual([pasted[1].kind, words(pasted[1])], ["dash", "Gạch từ Word"]);
  assert.equal(pasted[2].kind, "table");
  assert.deepEqual(pasted[2].table.rows.map((row) => row.map((cell) => words(cell))), [["Xã", "Hộ"], ["Nậm Kha", "12"]]);
});

step("a remark on words is answered and settled", async () => {
  const { page } = office;
  await caret(page, body.id, 0);
  await page.keyboard.down("Shift");
  for (let i = 0; i < 8; i++) await page.keyboard.press("ArrowRight");
  await page.keyboard.up("Shift");
  await page.getByRole("button", { name: "Nhận xét", exact: true }).click();
  await page.getByLabel("Nhận xét mới").fill("Xem lại cách diễn đạt.");
  await page.getByRole("button", { name: "Gửi nhận xét" }).click();
  await page.locator(".remark-quote").first().waitFor();
  const { threads } = await ask(page, `/api/living/${PERIOD}/remarks`);
  const thread = threads.find((t) => t.text === "Xem lại cách diễn đạt.");
  assert.ok(thread.quote.length >= 6 && words(await passageOf(page, (p) => p.id === body.id)).startsWith(thread.quote));
  const item = page.locator(".talk-item").filter({ hasText: thread.text });
  await item.getByRole("button", { name: "Trả lời" }).click();
  await item.getByLabel("Trả lời").fill("Đã xem.");
  await item.getByRole("button", { name: "Gửi nhận xét" }).click();
  await item.getByText("Đã xem.").waitFor();
  await item.getByRole("button", { name: "Đã giải quyết" }).click();
  await item.waitFor({ state: "detached" });
});

let own, foreign;

step("a department writes in its own part, and is told where it may not", async () => {
  const { page } = unit;
  await openReport(page);
  const view = await living(page);
  const ofWords = (p) => p.kind === "body" && p.inlines.some((i) => i.type === "text") && words(p).length > 40;
  own = view.passages.find((p) => p.editable && ofWords(p));
  // Of others' parts a department sees the headings.
  foreign = view.passages.find((p) => !p.editable && /section|clause/.test(p.kind) && words(p).length > 12);
  assert.ok(own && foreign, "some of it is the department's, some is not");
  const before = words(foreign);
  await caret(page, foreign.id, 3);
  await page.keyboard.type("x");
  await page.getByText("nên bạn không sửa được").waitFor();
  assert.equal(words(await passageOf(page, (p) => p.id === foreign.id)), before);

  await caret(page, own.id);
  await page.keyboard.type(" Phòng đã rà soát.");
  await saved(page);
});

step("the office proposes a change, the department accepts it, and the paragraph's history tells", async () => {
  await openReport(office.page);
  await caret(office.page, own.id);
  await office.page.getByRole("button", { name: "Đề xuất sửa" }).click();
  const dialog = office.page.getByRole("dialog", { name: "Đề xuất sửa đoạn" });
  await dialog.getByRole("textbox", { name: "Đoạn đề xuất" }).click();
  await office.page.keyboard.press("Control+End");
  await office.page.waitForTimeout(60);
  await office.page.keyboard.type(" Đề nghị bổ sung.");
  await dialog.getByRole("button", { name: "Gửi đề xuất" }).click();
  await dialog.waitFor({ state: "detached" });
  assert.ok(!words(await passageOf(office.page, (p) => p.id === own.id)).includes("Đề nghị bổ sung."), "the text stays as it is");

  const { page } = unit;
  await page.getByRole("tab", { name: /^Nhận xét/ }).click();
  const item = page.locator(".talk-item").filter({ hasText: "Đề nghị bổ sung." });
  await item.locator("ins").first().waitFor();
  await item.getByRole("button", { name: "Chấp nhận" }).click();
  await until(async () => (await at(page, own.id).textContent()).includes("Đề nghị bổ sung."), "it stands in the text");
  assert.match(words(await passageOf(page, (p) => p.id === own.id)), /Đề nghị bổ sung\.$/);
  await page.getByRole("tab", { name: "Lịch sử" }).click();
  await caret(page, own.id, 2);
  await page.locator(".editions").getByText("Đề nghị bổ sung.").first().waitFor();
  await page.locator(".editions li").nth(1).getByRole("button", { name: "Lấy lại bản này" }).click();
  await saved(page);
  await until(async () => !words(await passageOf(page, (p) => p.id === own.id)).includes("Đề nghị bổ sung."), "the earlier edition stands again");
});

step("the department sends its part; the office returns one sentence, which is marked; then it is accepted", async () => {
  const { page } = unit;
  await page.getByRole("button", { name: "Gửi phần này" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Gửi phần này" }).click();
  await page.locator(".doclet-bar").getByText("Đã gửi").waitFor();

  await openReport(office.page);
  await office.page.getByRole("tab", { name: "Các phòng" }).click();
  const part = office.page.locator(".talk-item").filter({ hasText: "Nông nghiệp" }).filter({ hasText: "Đã gửi" });
  await part.getByRole("button", { name: "Trả lại" }).click();
  const dialog = office.page.getByRole("dialog", { name: /^Trả lại phần/ });
  const sentence = dialog.getByLabel(/Phòng đã rà soát\./).first();
  await sentence.check();
  await dialog.getByPlaceholder("Lý do trả lại câu này").fill("Nói rõ rà soát việc gì.");
  await dialog.getByRole("button", { name: "Trả lại" }).click();
  await dialog.waitFor({ state: "detached" });

  await page.locator(".doclet-bar").getByText("Bị trả lại").waitFor();
  await page.locator(".returned-words").first().waitFor();
  assert.match(await page.locator(".returned-words").first().getAttribute("title"), /Nói rõ rà soát việc gì/);
  await caret(page, own.id);
  await page.keyboard.type(" Đã rà soát diện tích.");
  await saved(page);
  await page.getByRole("button", { name: "Gửi phần này" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Gửi phần này" }).click();
  await page.locator(".doclet-bar").getByText("Đã gửi").waitFor();
  await part.getByRole("button", { name: "Nhận phần này" }).click();
  await office.page.locator(".talk-item").filter({ hasText: "Nông nghiệp" }).getByText("Đã nhận").waitFor();
});

step("this report stands beside the one before, and what was typed without a line is there after the page was closed", async () => {
  const { page, context } = office;
  await page.getByRole("button", { name: "So với kỳ trước" }).click();
  await page.locator(".compare tbody tr").nth(3).waitFor();
  await page.keyboard.press("Escape");
  await page.getByLabel("Đánh dấu câu giữ nguyên từ kỳ trước").check();

  await caret(page, body.id);
  await context.setOffline(true);
  await page.keyboard.type(" Gõ khi mất mạng.");
  await page.locator("[data-save=cut]").waitFor();
  await page.close();
  await context.setOffline(false);
  office.page = await context.newPage();
  await openReport(office.page);
  assert.match(await at(office.page, body.id).textContent(), /Gõ khi mất mạng\./);
  assert.equal(words(await passageOf(office.page, (p) => p.id === body.id)).split("Gõ khi mất mạng.").length, 2, "once");
});

step("two browsers write in one paragraph while the line is cut now and then: both texts are there once", async () => {
  await openReport(second.page);
  const writers = [
    { ...office, tag: "Ly", place: "end" },
    { ...second, tag: "Ho", place: 0 },
  ];
  const end = Date.now() + TOGETHER_MS;
  const typed = [];
  let lost = 0;
  const write = async ({ page, context, tag, place }, turn) => {
    await caret(page, body.id, place);
    // Every other save arrives, and its answer is lost.
    let saves = 0;
    await page.route("**/api/living/*/prose", async (route) => {
      if (saves++ % 2) return route.continue();
      await route.fetch().catch(() => undefined);
      lost++;
      await route.abort().catch(() => undefined);
    });
    for (let n = 0; Date.now() < end; n++) {
      const word = `${tag}${n}z`;
      typed.push(word);
      await page.keyboard.type(`${word} `, { delay: 30 });
      if (n % 9 === 4 + turn * 3) await context.setOffline(true);
      if (n % 9 === 7) await context.setOffline(false);
    }
    await context.setOffline(false);
    await page.unroute("**/api/living/*/prose");
  };
  await Promise.all(writers.map(write));
  for (const { page } of writers) await page.locator("[data-save=saved]").waitFor({ timeout: 60_000 });
  const text = words(await passageOf(second.page, (p) => p.id === body.id));
  const wrong = typed.filter((word) => text.split(word).length !== 2);
  console.log(`${typed.length} words typed by two in ${TOGETHER_MS / 1000} s, ${typed.length - wrong.length} found once; ${lost} answers lost`);
  const whole = await living(second.page);
  const astray = whole.passages.filter((p) => p.id !== body.id && typed.some((word) => words(p).includes(word))).map((p) => p.id);
  assert.deepEqual(wrong, [], `${typed.length} words typed; the text: ${text}; words in other paragraphs: ${astray.join(", ") || "none"}`);
  // What the other wrote comes with the next look at the report.
  for (const { page } of writers) {
    const shown = async () => (await at(page, body.id).textContent()).split(/[\s.]+/);
    await until(async () => {
      const there = await shown();
      return typed.every((word) => there.filter((w) => w === word).length === 1);
    }, "each page shows every word once");
  }
});

step("a phone reads it, and what stands beside is a sheet", async () => {
  const { page, context } = await person(browser, place.url);
  await signIn(page, "lanhdao", place.accounts.get("lanhdao"));
  await page.setViewportSize(PHONE);
  await openReport(page);
  await settled(page);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390, "nothing wider than the screen");
  await page.getByRole("button", { name: /^Cần xem/ }).click();
  await page.getByRole("dialog").getByRole("tab", { name: /^Nhận xét/ }).click();
  await context.close();
});

step("nobody's console complains", () => {
  const lost = /Failed to load resource: net::|ERR_INTERNET_DISCONNECTED|EventSource/;
  for (const { complaints } of [office, unit, second]) assert.deepEqual(complaints.filter((line) => !lost.test(line)), []);
});
