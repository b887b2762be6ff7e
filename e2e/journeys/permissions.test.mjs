// What people may not do is refused by the server, whatever the page shows.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, open, person, signIn } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { PEOPLE, PERIOD, UNIT } from "../lib/roles.mjs";

const OTHER = "xa-phieng-lan";

let place, folder, browser;
before(async () => {
  folder = newFolder();
  place = await start("demo", folder);
  browser = await open();
});
after(async () => {
  await browser?.close();
  await place?.stop();
  if (folder) forget(folder);
});

async function as(role) {
  const someone = await person(browser, place.url);
  await signIn(someone.page, PEOPLE[role], place.accounts.get(PEOPLE[role]));
  return someone;
}

test("a wrong password gets a sentence, and the field is empty again", async () => {
  const { page, context } = await person(browser, place.url);
  await page.goto("/");
  await page.getByLabel("Tên đăng nhập").fill(PEOPLE.office);
  await page.getByLabel("Mật khẩu").fill("khong-phai-mat-khau");
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.getByText(/mật khẩu/i).nth(1).waitFor();
  const refused = await page.request.post("/api/session", { data: { name: PEOPLE.office, password: "van-khong-dung" } });
  assert.equal(refused.status(), 401);
  const { vi } = await refused.json();
  await page.getByText(vi).waitFor();
  assert.equal(await page.getByLabel("Mật khẩu").inputValue(), "");
  await context.close();
});

test("roles keep to their own", async () => {
  const form = (unit) => `/api/rounds/${PERIOD}/forms/${unit}`;
  const account = { name: "nguoila", display_name: "Người lạ", grants: [{ role: "administrator", scope: null, sectors: [], restricted: false }], unit: "van-phong", active: true };
  // Role, method, address, body, and the status that must be answered. Another unit's form does not exist for a reporter.
  const table = [
    ["reporter", "get", form(UNIT), undefined, 200],
    ["reporter", "get", form(OTHER), undefined, 404],
    ["reporter", "put", `${form(OTHER)}/cells`, { cells: [] }, 404],
    ["reporter", "post", `${form(OTHER)}/send`, {}, 404],
    ["reporter", "post", `${form(UNIT)}/approve`, {}, 403],
    ["reporter", "get", "/api/accounts", undefined, 403],
    ["reporter", "get", "/api/log", undefined, 403],
    ["reporter", "get", "/api/readings", undefined, 403],
    ["reporter", "put", "/api/accounts/nguoila", account, 403],
    ["inspector", "get", form(UNIT), undefined, 200],
    ["inspector", "put", `${form(UNIT)}/cells`, { cells: [] }, 403],
    ["inspector", "get", "/api/readings", undefined, 403],
    ["inspector", "get", `/api/living/${PERIOD}/preview?to=html`, undefined, 403],
    ["reporter", "post", "/api/rounds", { period: "2021-Q3", due: "2021-09-16" }, 403],
    ["reporter", "post", `/api/living/${PERIOD}/approve`, { cut: 1 }, 403],
    ["leader", "put", `${form(UNIT)}/cells`, { cells: [] }, 403],
    ["leader", "get", "/api/accounts", undefined, 403],
    ["office", "get", "/api/accounts", undefined, 403],
    ["office", "post", `/api/living/${PERIOD}/approve`, { cut: 1 }, 403],
    ["administrator", "post", `${form(UNIT)}/approve`, {}, 403],
  ];
  const said = [];
  for (const role of new Set(table.map(([role]) => role))) {
    const { page, context } = await as(role);
    for (const [, method, path, data, status] of table.filter((row) => row[0] === role)) {
      const response = await page.request[method](path, data ? { data } : {});
      if (response.status() !== status) said.push(`${role} ${method} ${path}: ${response.status()}, not ${status}`);
    }
    await context.close();
  }
  assert.deepEqual(said, []);
});

test("a page that is not theirs says so and shows nothing", async () => {
  const { page, context, complaints } = await as("reporter");
  const { menu } = await ask(page, "/api/session");
  assert.ok(!menu.includes("admin") && !menu.includes("catalogue"), menu.join());
  const table = [
    ["/admin", "/api/accounts"],
    [`/rounds/${PERIOD}/forms/${OTHER}`, `/api/rounds/${PERIOD}/forms/${OTHER}`],
  ];
  for (const [path, asked] of table) {
    await page.goto(path);
    const { vi } = await (await page.request.get(asked)).json();
    await page.getByText(vi).first().waitFor();
    assert.equal(await page.getByRole("main").locator("table, [role=grid]").count(), 0, path);
  }
  assert.deepEqual(complaints, []);
  await context.close();
});

test("another site's page cannot act for someone who is signed in", async () => {
  const { page, context } = await as("office");
  const cookie = (await context.cookies()).find((c) => c.name === "solieu");
  assert.ok(cookie.httpOnly && cookie.sameSite === "Strict");
  for (const headers of [{ "sec-fetch-site": "cross-site" }, { origin: "https://vi-du.invalid" }]) {
    const response = await page.request.post("/api/rounds", { data: { period: "2021-Q3", due: "2021-09-16" }, headers });
    assert.equal(response.status(), 403);
    assert.equal((await response.json()).code, "other-site");
  }
  await context.close();
});
