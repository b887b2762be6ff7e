import { lang, setLang, t } from "../messages";
import "./lang.css";

/** Vietnamese or English, each named in itself. */
export function LangSwitch() {
  return (
    <div className="lang" role="group" aria-label={t("app.language")}>
      {(["vi", "en"] as const).map((code) => (
        <button key={code} type="button" lang={code} aria-pressed={lang() === code} onClick={() => void setLang(code)}>
          {code === "vi" ? "Tiếng Việt" : "English"}
        </button>
      ))}
    </div>
  );
}
