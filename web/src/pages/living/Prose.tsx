import type { LivingInline, Notice } from "../../api/types";
import { t } from "../../messages";
import { cutAtNotices, figureText, figureTitle, noticeDetail } from "./words";

/** A passage's content as it reads; figures answer a click with their basis. */
export function Prose({ inlines, notices, asked, onFigure }: {
  inlines: readonly LivingInline[];
  /** Notices of this passage. */
  notices: readonly Notice[];
  /** The figure that is asked about. */
  asked?: string | null;
  onFigure?: (figure: string) => void;
}) {
  return (
    <>
      {inlines.map((inline, at) => {
        switch (inline.type) {
          case "text":
            return cutAtNotices(inline.text, notices).map((part, i) =>
              part.notice ? (
                <mark key={`${at} ${i}`} className="notice-word" data-kind={part.notice.kind} title={`${t(`living.notice.${part.notice.kind}`)}: ${noticeDetail(part.notice)}`}>{part.text}</mark>
              ) : (
                <span key={`${at} ${i}`}>{part.text}</span>
              ),
            );
          case "figure": {
            const notice = notices.find((n) => n.figure === inline.figure.id);
            return (
              // A span, because browsers break lines around a button.
              <span
                key={at}
                role="button"
                tabIndex={0}
                className="figure-chip"
                id={`figure-${inline.figure.id}`}
                data-state={inline.state}
                data-asked={asked === inline.figure.id || undefined}
                title={figureTitle(inline, notice && noticeDetail(notice))}
                onClick={(e) => {
                  e.stopPropagation();
                  onFigure?.(inline.figure.id);
                }}
                onKeyDown={(e) => {
                  if (e.key !== "Enter" && e.key !== " ") return;
                  e.preventDefault();
                  onFigure?.(inline.figure.id);
                }}
              >
                {figureText(inline)}
              </span>
            );
          }
          case "period":
            return <span key={at} className="period-mention">{inline.text}</span>;
          case "note":
            return <sup key={at} className="note-mark"><a href={`#passage-${inline.id}`} aria-label={t("living.note", { n: inline.number })} onClick={(e) => e.stopPropagation()}>{inline.number}</a></sup>;
        }
      })}
    </>
  );
}
