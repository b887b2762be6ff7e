// The living report as people write in it.
import { ask } from "./browser.mjs";

export const living = (page, period) => ask(page, `/api/living/${period}`);
/** A passage as it reads. */
export const words = (passage) => passage.inlines.map((i) => (i.type === "note" ? "" : i.text)).join("");
export const at = (page, id) => page.locator(`#passage-${id}`);
/** Everything typed has reached the server. */
export const saved = (page) => page.locator("[data-save=saved]").waitFor();

export async function openReport(page, period) {
  await page.goto(`/reports/living/${period}`);
  await page.locator(".paper > p").first().waitFor();
}

/** The caret after the nth letter of a paragraph, or at its end. */
export async function caret(page, id, offset = "end") {
  await at(page, id).scrollIntoViewIfNeeded();
  for (let tries = 0; tries < 50; tries++) {
    await put(page, id, offset);
    // The editor hears of it in the next turn; what came from the server just then may have put the caret elsewhere.
    await page.waitForTimeout(60);
    const stays = await page.evaluate((id) => document.getElementById(`passage-${id}`).contains(getSelection().anchorNode) && document.activeElement.matches(".paper"), id);
    if (stays) return;
  }
  throw new Error(`the caret does not stay in ${id}`);
}

const put = (page, id, offset) =>
  page.evaluate(([id, offset]) => {
    const element = document.getElementById(`passage-${id}`);
    element.closest(".paper").focus();
    const range = document.createRange();
    range.selectNodeContents(element);
    if (offset === "end") range.collapse(false);
    else {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      let left = offset;
      for (let node = walker.nextNode(); node; left -= node.length, node = walker.nextNode()) {
        if (left > node.length) continue;
        range.setStart(node, left);
        range.collapse(true);
        break;
      }
    }
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }, [id, offset]);
