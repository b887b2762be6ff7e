import { useEffect, type ReactNode } from "react";
import { t } from "../messages";
import { Button } from "./Button";
import { Icon, type IconName } from "./Icon";
import type { Tone } from "./Badge";

/** The head of a page: its one `h1`, a line below it, and its actions. Sets the tab's title too. */
export function PageHead({ title, note, above, children }: { title: string; note?: ReactNode; above?: ReactNode; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · ${t("app.name")}`;
  }, [title]);
  return (
    <header className="page-head">
      <div className="grow">
        {above && <div className="page-above small">{above}</div>}
        <h1 tabIndex={-1}>{title}</h1>
        {note && <p className="muted">{note}</p>}
      </div>
      {children && <div className="row">{children}</div>}
    </header>
  );
}

/** A quiet box for things that belong together. */
export function Panel({ title, actions, children, flush }: { title?: ReactNode; actions?: ReactNode; children: ReactNode; flush?: boolean }) {
  return (
    <section className={flush ? "panel panel-flush" : "panel"}>
      {(title || actions) && (
        <header className="panel-head">
          {title && <h2>{title}</h2>}
          {actions}
        </header>
      )}
      {children}
    </section>
  );
}

const NOTICE_ICON: Record<Tone, IconName> = { neutral: "info", accent: "info", info: "info", ok: "approved", warn: "warning", error: "error" };

/** A sentence that must be seen, in the flow of the page. */
export function Notice({ tone = "info", children, action }: { tone?: Tone; children: ReactNode; action?: ReactNode }) {
  return (
    <div className={`notice notice-${tone}`} role={tone === "error" ? "alert" : "status"}>
      <Icon name={NOTICE_ICON[tone]} />
      <div className="grow">{children}</div>
      {action}
    </div>
  );
}

/** What a list says when it has nothing: a sentence, and what to do next. */
export function Empty({ icon = "info", title, children, action }: { icon?: IconName; title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <Icon name={icon} size={28} />
      <h2>{title}</h2>
      {children && <p className="muted">{children}</p>}
      {action}
    </div>
  );
}

/** Grey lines while a page loads. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
  return (
    <div className="skeleton" role="status" aria-label={t("ui.loading")}>
      {Array.from({ length: lines }, (_, i) => <span key={i} />)}
    </div>
  );
}

/** A share done, 0 to 1, with its words. */
export function Progress({ value, label, tone = "accent" }: { value: number; label: string; tone?: "accent" | "ok" }) {
  const share = Math.max(0, Math.min(1, value));
  return (
    <div className={`progress progress-${tone}`} role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)}>
      <span style={{ width: `${share * 100}%` }} />
    </div>
  );
}

/** Two columns on a desk, one below the other on a phone. `side` keeps in view. */
export function Split({ main, side, sideWidth = "340px" }: { main: ReactNode; side: ReactNode; sideWidth?: string }) {
  return (
    <div className="split" style={{ "--side": sideWidth } as React.CSSProperties}>
      <div className="split-main">{main}</div>
      <aside className="split-side">{side}</aside>
    </div>
  );
}

export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className="kbd">{children}</kbd>;
}

/** A number that stands for a page, with its word. */
export function Stat({ value, label, tone = "neutral" }: { value: ReactNode; label: string; tone?: Tone }) {
  return (
    <div className={`stat stat-${tone}`}>
      <strong>{value}</strong>
      <span>{label}</span>
    </div>
  );
}

/** What a page shows when its data did not come: the sentence and a way to try again. */
export function LoadError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return <Notice tone="error" action={<Button small onClick={onRetry}>{t("ui.retry")}</Button>}>{error.message}</Notice>;
}
