// Every page of every role: accessible, within the screen, silent on the console, and asking no other host.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, DESK, open, person, PHONE, settled, signIn } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { PAGES, PEOPLE } from "../lib/roles.mjs";

/** Pages that people read on a phone; wide tables scroll inside their own frame. */
const READ_ON_PHONES = /^\/(work|rounds|reports|findings|tasks|figures|me)$|^\/rounds\/[^/]+$|^\/reports\/living\//;

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

/** Serious findings of axe, one line each. */
async function serious(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((v) => v.impact === "serious" || v.impact === "critical")
    .map((v) => `${v.id}: ${v.help} (${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join("; ")})`);
}

const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

test("sign-in", async () => {
  for (const viewport of [DESK, PHONE]) {
    const { page, context, complaints } = await person(browser, place.url, viewport);
    await page.goto("/");
    await page.getByRole("button", { name: "Đăng nhập" }).waitFor();
    assert.deepEqual(await serious(page), []);
    assert.ok((await overflow(page)) <= 0);
    assert.deepEqual(complaints, []);
    await context.close();
  }
});

for (const [role, name] of Object.entries(PEOPLE)) {
  test(`pages of ${role}`, async () => {
    const { page, context, complaints } = await person(browser, place.url);
    await signIn(page, name, place.accounts.get(name));
    const { menu } = await ask(page, "/api/session");
    const paths = [...menu, "me"].flatMap((entry) => PAGES[entry] ?? assert.fail(`no page is known for ${entry}`));
    if (role === "office") {
      const [reading] = await ask(page, "/api/readings");
      const { rows } = await ask(page, "/api/indicators");
      paths.push(`/reports/read/${encodeURIComponent(reading.id)}`, `/figures/${encodeURIComponent(rows[0].code)}`, "/ui");
    }
    const said = [];
    for (const path of paths) {
      await page.setViewportSize(DESK);
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      // The page of all components shows the one that stands for loading, too.
      if (path !== "/ui") await settled(page);
      said.push(...(await serious(page)).map((line) => `${path}: ${line}`));
      if ((await overflow(page)) > 0) said.push(`${path}: wider than the desk`);
      if (READ_ON_PHONES.test(path)) {
        await page.setViewportSize(PHONE);
        const over = await overflow(page);
        if (over > 0) said.push(`${path}: ${over} px wider than the phone`);
      }
    }
    assert.deepEqual([...said, ...complaints], []);
    await context.close();
  });
}
