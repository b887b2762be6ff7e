// A first rule, written as somebody would who was told nothing: by names, with suggestions, its result beside it; then changed, taken back, switched off.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { ask, open, person, settled, signIn, until } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { caret, saved } from "../lib/prose.mjs";
import { PEOPLE, PERIOD } from "../lib/roles.mjs";
import { walk } from "../lib/walk.mjs";

/** What a first rule may take, the person's thinking left out. */
const FIRST_RULE_MS = 60_000;

const step = walk();
let place, folder, browser, office, began;

before(async () => {
  folder = newFolder();
  place = await start("demo", folder);
  browser = await open();
  office = await person(browser, place.url);
});
after(async () => {
  await browser?.close();
  await place?.stop();
  if (folder) forget(folder);
});

const shot = async (name) => process.env.SHOTS && office.page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
const written = async () => (await ask(office.page, "/api/rules")).rows.filter((r) => r.id.startsWith("quy-tac-"));
const field = () => office.page.getByRole("combobox", { name: "Quy tắc", exact: true });
const option = (name) => office.page.getByRole("option", { name }).first();
const sound = async () => {
  const { violations } = await new AxeBuilder({ page: office.page }).analyze();
  assert.deepEqual(violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => `${v.id}: ${v.nodes[0]?.target}`), []);
};

/** Two indicators of one unit of measure that communes state, the second the larger: `[a] <= [b]`. */
let pair;

step("the office opens the rules and begins one", async () => {
  const { page } = office;
  await signIn(page, PEOPLE.office, place.accounts.get(PEOPLE.office));
  const { rows } = await ask(page, "/api/indicators");
  const unique = rows.filter((i) => rows.filter((o) => o.name === i.name).length === 1 && !/[[\]]/.test(i.name));
  const units = unique.map((i) => i.measure_unit);
  const unit = units.find((u) => units.filter((o) => o === u).length > 1);
  pair = unique.filter((i) => i.measure_unit === unit).slice(0, 2);
  const other = unique.find((i) => i.measure_unit !== unit && /đồng|ha|tấn/.test(i.measure_unit) && i.measure_unit !== unit);
  pair.push(other);
  await page.goto("/catalogue");
  began = Date.now();
  await page.getByRole("tab", { name: "Quy tắc" }).click();
  await page.getByRole("button", { name: "Viết quy tắc" }).click();
  await page.getByRole("heading", { name: "Viết quy tắc" }).waitFor();
  await settled(page);
  await shot("rule-empty");
  await sound();
});

step("names are chosen from what is typed, the result stands beside at once", async () => {
  const { page } = office;
  const [a, b] = pair;
  await field().click();
  await page.keyboard.type(a.name.slice(0, 12), { delay: 15 });
  await option(a.name).waitFor();
  await shot("rule-suggest");
  await option(a.name).click();
  await page.keyboard.type("<= ", { delay: 15 });
  await page.keyboard.type(b.code, { delay: 15 });
  await option(b.name).waitFor();
  await page.keyboard.press("Enter");
  await until(async () => (await page.locator(".tried > li").count()) > 0, "the result stands beside the rule");
  assert.match(await field().inputValue(), /<= \[/);
  await page.keyboard.press("Escape");
  await shot("rule-result");
  await sound();
});

step("it is kept, and the first rule took less than a minute", async () => {
  const { page } = office;
  await page.getByRole("button", { name: "Lưu quy tắc" }).click();
  await page.getByText("Đã lưu quy tắc và dùng ngay.").waitFor();
  assert.ok(Date.now() - began < FIRST_RULE_MS, `${Date.now() - began} ms`);
  const [rule] = await written();
  assert.equal(rule.formula, `${pair[0].code} <= ${pair[1].code}`);
  await shot("rule-kept");
});

step("units of measure that do not fit are said where they stand, and are not kept", async () => {
  const { page } = office;
  await page.goto("/catalogue/rules/new");
  await field().fill(`${pair[0].code} + ${pair[2].code} > 0`);
  await page.getByText(/không cộng, trừ hay so sánh được với/).waitFor();
  assert.equal(await page.locator(".formula-paint mark").innerText(), pair[2].code);
  assert.equal(await page.getByRole("button", { name: "Lưu quy tắc" }).isDisabled(), true);
  await page.keyboard.press("Escape");
  await shot("rule-units");
});

step("a rule is changed, and taken back", async () => {
  const { page } = office;
  const [rule] = await written();
  await page.goto(`/catalogue/rules/${rule.id}`);
  await until(async () => (await field().inputValue()).includes("<="), "the rule stands in the field");
  await page.getByLabel("Khi không khớp", { exact: true }).selectOption("warning");
  await page.getByLabel("Câu báo khi không khớp").fill("Phần lớn hơn tổng, đề nghị xem lại");
  await page.getByRole("button", { name: "Lưu thay đổi" }).click();
  await page.getByText("Đã lưu thay đổi.").waitFor();
  assert.equal((await written())[0].severity, "warning");
  await page.getByRole("button", { name: "Hoàn tác" }).first().click();
  await until(async () => (await written())[0].severity === "error", "the change is taken back");
});

step("an indicator is computed from others by the same words", async () => {
  const { page } = office;
  const [a, b] = pair;
  const { rows } = await ask(page, `/api/indicators?search=${encodeURIComponent("tỷ lệ")}`);
  const share = rows.find((i) => i.measure_unit === "%" && i.name !== a.name);
  await page.goto("/catalogue");
  await page.getByLabel("Tìm theo tên hoặc mã").fill(share.code);
  await until(async () => (await page.locator("tbody tr").count()) === 1, "one indicator is left");
  await page.getByRole("button", { name: "Sửa" }).click();
  await page.getByRole("combobox", { name: /Công thức tính/ }).fill(`100 * ${a.code} / ${b.code}`);
  await page.getByText(/^100 × |^[\d.,]+ \/ [\d.,]+ = /).waitFor();
  await shot("rule-indicator");
  await page.getByRole("button", { name: "Lưu" }).click();
  await page.getByText("Đã lưu").first().waitFor();
  const { rows: [kept] } = await ask(page, `/api/indicators?search=${share.code}`);
  assert.equal(kept.formula, `100 * ${a.code} / ${b.code}`);
});

step("a figure of the report is computed by the same words", async () => {
  const { page } = office;
  const [a, b] = pair;
  await page.goto(`/reports/living/${PERIOD}`);
  await page.getByRole("textbox", { name: "Văn bản báo cáo" }).waitFor();
  const prose = (await ask(page, `/api/living/${PERIOD}`)).passages.find((p) => p.kind === "body" && p.inlines.every((i) => i.type === "text"));
  await caret(page, prose.id);
  await page.getByRole("button", { name: "Chèn số" }).click();
  await shot("rule-insert");
  await page.getByRole("button", { name: "Tính bằng công thức" }).click();
  await page.getByRole("combobox", { name: "Công thức" }).fill(`${a.code} + ${b.code} `);
  await page.getByText(/ \+ .* = /).waitFor();
  await shot("rule-figure");
  await page.getByRole("button", { name: "Chèn", exact: true }).click();
  await saved(page);
  const { passages } = await ask(page, `/api/living/${PERIOD}`);
  const figure = passages.flatMap((p) => p.inlines).find((i) => i.type === "figure" && i.figure.formula);
  assert.equal(figure.figure.formula, `${a.code} + ${b.code}`);
  assert.match(figure.text, /^[\d.]+$/);
});

step("the reference shows every word with its cases", async () => {
  const { page } = office;
  await page.goto("/catalogue/rules/language");
  await page.getByText("MIN(A; B; C)").first().waitFor();
  const { entries } = await ask(page, "/api/rules/language");
  assert.ok(entries.every((e) => e.cases.length > 0));
  await shot("rule-language");
  await sound();
});

step("nothing was complained of", () => assert.deepEqual(office.complaints, []));
