// What was said to be saved is there after the server was cut off in the middle of everything.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { open, person, signIn } from "../lib/browser.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { figure, put, said } from "../lib/grid.mjs";
import { PEOPLE, PERIOD, UNIT } from "../lib/roles.mjs";

const folder = newFolder();
after(() => forget(folder));

test("a saved cell outlives a killed server", async () => {
  const browser = await open();
  let place = await start("demo", folder);
  try {
    const password = place.accounts.get(PEOPLE.reporter);
    const before = await person(browser, place.url);
    await signIn(before.page, PEOPLE.reporter, password);
    await before.page.goto(`/rounds/${PERIOD}/forms/${UNIT}`);
    await put(before.page, figure(before.page, 0), "4321");
    await before.page.getByText(/Đã lưu lúc/).waitFor();
    await place.kill();

    // What was typed while nobody answered waits in the browser and says so.
    await put(before.page, figure(before.page, 0), "4322");
    await before.page.getByText(/Chưa lưu được, sẽ thử lại/).waitFor();
    await before.context.close();

    place = await start("demo", folder);
    const later = await person(browser, place.url);
    await signIn(later.page, PEOPLE.reporter, password);
    await later.page.goto(`/rounds/${PERIOD}/forms/${UNIT}`);
    await figure(later.page, 0).waitFor();
    assert.equal(await said(figure(later.page, 0)), "4.321");
  } finally {
    await browser.close();
    await place.stop();
  }
});
