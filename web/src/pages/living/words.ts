import type { LivingInline, Notice } from "../../api/types";
import { t } from "../../messages";

type FigureInline = Extract<LivingInline, { type: "figure" }>;

/** What a figure says when pointed at: its indicator, its state, and the detail of a notice on it. */
export function figureTitle(inline: FigureInline, detail?: string): string {
  return [inline.name, t(`living.state.${inline.state}`), detail].filter(Boolean).join(" · ");
}

/** A figure as shown; one without a value says so in words. */
export function figureText(inline: FigureInline): string {
  return inline.text || t("living.missingText");
}

/** What is the matter, in words. */
export function noticeDetail({ says }: Notice): string {
  return says;
}

/** A stretch of words, and the notice that is about it. */
export type Part = { text: string; notice?: Notice };

/** Cuts words at the subjects of notices (a typed number, an old date), so that they can be marked where they stand. */
export function cutAtNotices(text: string, notices: readonly Notice[]): Part[] {
  const parts: Part[] = [];
  let rest = text;
  while (rest) {
    const hit = firstSubject(rest, notices);
    if (!hit) break;
    if (hit.at > 0) parts.push({ text: rest.slice(0, hit.at) });
    parts.push({ text: hit.notice.subject, notice: hit.notice });
    rest = rest.slice(hit.at + hit.notice.subject.length);
  }
  if (rest) parts.push({ text: rest });
  return parts;
}

/** The first subject in the words that stands free, not inside a longer number or word; of two at one place the longer. */
function firstSubject(text: string, notices: readonly Notice[]): { at: number; notice: Notice } | null {
  let found: { at: number; notice: Notice } | null = null;
  for (const notice of notices) {
    if (notice.figure || !notice.subject) continue;
    const at = freeIndex(text, notice.subject);
    if (at < 0) continue;
    if (!found || at < found.at || (at === found.at && notice.subject.length > found.notice.subject.length)) found = { at, notice };
  }
  return found;
}

function freeIndex(text: string, subject: string): number {
  for (let at = text.indexOf(subject); at >= 0; at = text.indexOf(subject, at + 1)) {
    const before = text.slice(0, at);
    const after = text.slice(at + subject.length);
    if (!/[\p{L}\d]$|\d[.,]$/u.test(before) && !/^[\p{L}\d]|^[.,]\d/u.test(after)) return at;
  }
  return -1;
}
