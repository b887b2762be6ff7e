import { useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { t } from "../messages";
import { Icon, IconButton, Notice, Toaster } from "../ui";
import { ErrorBoundary } from "./ErrorBoundary";
import { LangSwitch } from "./LangSwitch";
import { useSession, useSessionLost, useSignOut } from "./session";
import { Update } from "./Update";
import "./shell.css";

function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener("online", listener);
      window.addEventListener("offline", listener);
      return () => {
        window.removeEventListener("online", listener);
        window.removeEventListener("offline", listener);
      };
    },
    () => navigator.onLine,
  );
}

/** What stands around every page: the menu on the left, unit and person on top. */
export function Shell({ children }: { children: ReactNode }) {
  const session = useSession();
  const signOut = useSignOut();
  const online = useOnline();
  const lost = useSessionLost();
  useEffect(() => {
    // What waits in this browser is sent from any page.
    const started = import("../offline/outbox").then(({ startOutbox }) => startOutbox(session.name, lost), () => undefined);
    return () => void started.then((stop) => stop?.());
  }, [session.name, lost]);
  const [path] = useLocation();
  const [menuOpen, setMenuOpen] = useState(false);
  useEffect(() => {
    setMenuOpen(false);
    window.scrollTo(0, 0);
  }, [path]);
  // Pages that need the whole width fold the menu to its icons on a small desk.
  const wide = /^\/rounds\/.+\/forms\/|^\/reports\/(read|living|series)/.test(path);
  const here = path.split("/")[1];
  return (
    <div className={wide ? "shell shell-wide" : "shell"}>
      <a className="skip" href="#main">{t("app.skip")}</a>
      <header className="topbar">
        <IconButton className="menu-toggle" icon={menuOpen ? "close" : "menu"} label={t("app.menu")} aria-expanded={menuOpen} onClick={() => setMenuOpen(!menuOpen)} />
        <Link href="/" className="brand"><img src="/favicon.svg" alt="" width="26" height="26" />{t("app.name")}</Link>
        <span className="topbar-unit">{session.unit.name}</span>
        <span className="grow" />
        <LangSwitch />
        <span className="topbar-person">
          <Link href="/me" title={t("me.title")}>{session.display_name}</Link>
          <span>{session.roles.map((role) => t(`role.${role}`)).join(", ")}</span>
        </span>
        <IconButton icon="out" label={t("app.signOut")} onClick={() => void signOut()} />
      </header>
      <nav className={menuOpen ? "sidebar sidebar-open" : "sidebar"} aria-label={t("app.menu")}>
        <ul>
          {session.menu.map((place) => (
            <li key={place}>
              <Link href={`/${place}`} aria-current={here === place ? "page" : undefined} title={wide ? t(`menu.${place}`) : undefined}>
                <Icon name={place} size={20} />
                <span>{t(`menu.${place}`)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <main id="main" className="main" tabIndex={-1}>
        <Update />
        {!online && <div className="offline"><Notice tone="warn">{t("app.offline")}</Notice></div>}
        <ErrorBoundary resetKey={path}>{children}</ErrorBoundary>
      </main>
      <Toaster />
    </div>
  );
}
