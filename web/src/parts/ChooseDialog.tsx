import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { t } from "../messages";
import { Button, Dialog, TextField } from "../ui";
import "./choose.css";

/** Rows shown at once; a search narrows further. */
const SHOWN = 40;

/** Something to choose: its words, and what the text prints. */
export type Choice = { id: string; name: string; printed?: string };

/** Chooses one of many by search, arrows and Enter. */
export function ChooseDialog({ title, note, label, action, find, at, onChoose, onClose }: {
  title: string;
  note: string;
  /** Of the search field. */
  label: string;
  /** Of the button that chooses. */
  action: string;
  /** What holds these words, the likeliest first. */
  find: (search: string) => readonly Choice[];
  /** Chosen when the dialog opens; the first where none is. */
  at?: string | undefined;
  onChoose: (id: string) => void;
  onClose: () => void;
}) {
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState(at);
  const list = useRef<HTMLDivElement>(null);
  const found = find(search.trim()).slice(0, SHOWN);
  const index = Math.max(0, found.findIndex((choice) => choice.id === chosen));
  const current = found[index]?.id;
  const keys = (e: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[e.key];
    if (step) {
      e.preventDefault();
      setChosen(found[Math.max(0, Math.min(found.length - 1, index + step))]?.id);
    } else if (e.key === "Enter" && current && !e.nativeEvent.isComposing) {
      e.preventDefault();
      onChoose(current);
    }
  };
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look="primary" disabled={!current} onClick={() => current && onChoose(current)}>{action}</Button>
        </>
      }
    >
      <p className="muted">{note}</p>
      <TextField
        label={label}
        value={search}
        onChange={setSearch}
        autoComplete="off"
        aria-controls="choose-list"
        aria-activedescendant={current && `choice-${current}`}
        onKeyDown={keys}
      />
      <div className="choose-list" id="choose-list" ref={list} tabIndex={0} onKeyDown={keys} role="listbox" aria-label={title} aria-activedescendant={current && `choice-${current}`}>
        {found.map((choice) => (
          <div key={choice.id} id={`choice-${choice.id}`} role="option" aria-selected={choice.id === current} className="choose-item" onClick={() => onChoose(choice.id)}>
            <span className="grow">{choice.name}</span>
            <span className="choose-printed">{choice.printed}</span>
          </div>
        ))}
        {found.length === 0 && <p className="choose-none muted">{t("ui.noMatch")}</p>}
      </div>
    </Dialog>
  );
}
