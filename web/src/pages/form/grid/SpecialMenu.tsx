import { useEffect, useRef, type KeyboardEvent } from "react";
import { t } from "../../../messages";
import { SPECIALS } from "../cells";

/** The four kinds of nothing, by menu. */
export function SpecialMenu({ name, top, left, onPick, onFiles, onClose }: {
  name: string;
  top: number;
  left: number;
  onPick: (text: string) => void;
  onFiles: () => void;
  onClose: () => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector("button")?.focus({ preventScroll: true }), []);
  const keys = (e: KeyboardEvent) => {
    e.stopPropagation();
    const all = [...(list.current?.querySelectorAll("button") ?? [])];
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (e.key === "Escape") onClose();
    if (!step) return;
    e.preventDefault();
    all[(all.indexOf(document.activeElement as HTMLButtonElement) + step + all.length) % all.length]?.focus();
  };
  const item = (text: string, words: string, key: string) => (
    <button key={text} type="button" role="menuitem" onClick={() => onPick(text)}>{words} <span className="muted small">{key}</span></button>
  );
  return (
    <div className="menu-list special-menu" role="menu" aria-label={t("form.special", { name })} ref={list} style={{ top, left }} onKeyDown={keys} onBlur={(e) => !e.currentTarget.contains(e.relatedTarget) && onClose()}>
      {item("0", t("special.zero"), "0")}
      {SPECIALS.map((special) => item(special, t(`special.${special}`), `${special} · ${t(`special.key.${special}`)}`))}
      {item("", t("special.clear"), "Delete")}
      <button type="button" role="menuitem" onClick={onFiles}>{t("form.attach")}</button>
    </div>
  );
}
