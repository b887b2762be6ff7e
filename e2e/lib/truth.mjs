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
    const answer = notice.takes_reason
      ? await page.request.post(`${at}/notices/explain`, { data: { key: notice.key, seen: notice.seen, reason } })
      : await page.request.put(`${at}/passages/${notice.passage}`, { data: without(view.passages.find((p) => p.id === notice.passage), view.notices) });
    if (!answer.ok()) throw new Error(`${notice.key}: ${answer.status()} ${await answer.text()}`);
    done.set(notice.kind, (done.get(notice.kind) ?? 0) + 1);
  }
  throw new Error("the list does not end");
}

/** A paragraph without the figures that nobody reported. */
function without(passage, notices) {
  const missing = new Set(notices.filter((n) => n.kind === "missing").map((n) => n.figure));
  const inlines = passage.inlines.map(({ text, name, state, number, ...inline }) => {
    if (inline.type === "figure" && missing.has(inline.figure.id)) return { type: "text", text: "một số" };
    return inline.type === "text" ? { ...inline, text } : inline;
  });
  return { version: passage.version, inlines };
}
