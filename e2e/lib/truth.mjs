// What keeps a report from being approved, dealt with by the way an office would: numbers that are not there are written out of the
// sentence, the rest is explained.
import { ask } from "./browser.mjs";

/** Deals with every place of the report that waits; what was done, by kind. */
export async function settle(page, period, reason = "Đã đối chiếu với đơn vị.") {
  const at = `/api/living/${period}`;
  const done = new Map();
  for (let turn = 0; turn < 500; turn++) {
    const view = await ask(page, at);
    const notice = view.notices.find((n) => n.open);
    if (!notice) return done;
    // One reason for all of a kind; a finding is answered by itself, and missing figures are written out of their paragraph.
    const alike = notice.takes_reason && notice.kind !== "finding" ? view.notices.filter((n) => n.open && n.takes_reason && n.kind === notice.kind) : [notice];
    const answer = notice.takes_reason
      ? await page.request.post(`${at}/notices/explain`, { data: { places: alike.map(({ key, seen }) => ({ key, seen })), reason } })
      : await page.request.put(`${at}/prose`, { data: { edits: [without(view.passages.find((p) => p.id === notice.passage), view.notices)] } });
    if (!answer.ok()) throw new Error(`${notice.key}: ${answer.status()} ${await answer.text()}`);
    done.set(notice.kind, (done.get(notice.kind) ?? 0) + alike.length);
  }
  throw new Error("the list does not end");
}

/** A paragraph as it is kept: what is shown without what is computed for it. */
const stored = (inlines) => inlines.map(({ text, name, state, number, ...inline }) => (inline.type === "text" ? { ...inline, text } : inline));

/** The change that takes figures nobody reported out of a paragraph. */
function without({ id, kind, inlines }, notices) {
  const missing = new Set(notices.filter((n) => n.kind === "missing").map((n) => n.figure));
  const base = stored(inlines);
  const now = base.map((inline) => (inline.type === "figure" && missing.has(inline.figure.id) ? { type: "text", text: "một số" } : inline));
  return { type: "write", id, base: { kind, inlines: base }, now: { kind, inlines: now }, after: null };
}
