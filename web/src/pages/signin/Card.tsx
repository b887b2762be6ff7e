import type { ReactNode } from "react";
import { LangSwitch } from "../../app/LangSwitch";
import { t } from "../../messages";
import "./signin.css";

/** What stands around the pages that nobody is signed in on. */
export function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="signin">
      <main className="signin-card">
        <div className="signin-brand">
          <img src="/favicon.svg" alt="" width="44" height="44" />
          <div>
            <p className="signin-name">{t("app.name")}</p>
            <p className="muted">{t("app.line")}</p>
          </div>
        </div>
        <h1>{title}</h1>
        {children}
      </main>
      <footer className="signin-foot">
        <LangSwitch />
      </footer>
    </div>
  );
}
