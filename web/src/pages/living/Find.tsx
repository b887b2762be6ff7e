import { TextSelection } from "@tiptap/pm/state";
import { useState } from "react";
import { t } from "../../messages";
import { IconButton } from "../../ui";
import { findAll } from "./find";
import type { Paper } from "./paper";

/** A line to find words with; Enter goes to the next, Esc back to the text. */
export function Find({ paper, onClose }: { paper: Paper; onClose: () => void }) {
  const [words, setWords] = useState("");
  const [said, setSaid] = useState("");
  const go = (step: 1 | -1) => {
    const { view } = paper;
    const all = findAll(view.state.doc, words);
    const { from } = view.state.selection;
    const ahead = step > 0 ? all.find((f) => f.from > from) ?? all[0] : all.findLast((f) => f.from < from) ?? all.at(-1);
    setSaid(ahead ? t("find.count", { at: all.indexOf(ahead) + 1, n: all.length }) : t("find.none"));
    if (!ahead) return;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, ahead.from, ahead.to)).setMeta("addToHistory", false));
    (view.domAtPos(ahead.from).node.parentElement as Element).scrollIntoView({ block: "center" });
  };
  return (
    <div
      className="paper-find"
      role="search"
      onKeyDown={(e) => {
        if (e.key === "Escape") onClose();
        if (e.key !== "Enter") return;
        e.preventDefault();
        go(e.shiftKey ? -1 : 1);
      }}
    >
      <input className="input" aria-label={t("tools.find")} placeholder={t("tools.find")} value={words} ref={(element) => void (document.activeElement !== element && words === "" && element?.focus())} onChange={(e) => setWords(e.target.value)} />
      <IconButton icon="up" small label={t("find.previous")} onClick={() => go(-1)} />
      <IconButton icon="down" small label={t("find.next")} onClick={() => go(1)} />
      <span className="small muted" role="status">{said}</span>
      <IconButton icon="close" small label={t("ui.close")} onClick={onClose} />
    </div>
  );
}
