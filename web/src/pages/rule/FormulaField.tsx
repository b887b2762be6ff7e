import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import type { DraftView, SuggestionView } from "../../api/types";
import { lang, t } from "../../messages";
import { Icon } from "../../ui";
import { accept, around, type Typed } from "./text";
import "./rule.css";

/** A formula with suggestions below its cursor and its error underlined where it stands. */
export function FormulaField({ label, hint, typed, draft, fresh, onChange }: {
  label: string;
  /** What to type, while nothing is wrong. */
  hint: string;
  typed: Typed;
  draft: DraftView | undefined;
  /** Whether the draft speaks of what stands in the field now; an older one is shown, but nothing of it is taken. */
  fresh: boolean;
  onChange: (typed: Typed) => void;
}) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const problem = draft?.problem;
  // While something is being typed, its first suggestion is taken by Enter; on an empty place nothing is. A formula that
  // is complete is left alone until more is typed.
  const typing = /\S$/.test(typed.text.slice(0, typed.cursor));
  const first = typing ? 0 : -1;
  // What stands there already is no suggestion: its list would only cover what is said of it.
  const standing = typed.text.slice(draft?.replace_from ?? typed.cursor, typed.cursor);
  const offered = open && (typing || !draft?.tried) ? (draft?.suggestions ?? []).filter((s) => s.insert.trim() !== standing) : [];
  const chosen = fresh ? Math.min(active < 0 ? first : active, offered.length - 1) : -1;

  useLayoutEffect(() => {
    const field = area.current;
    if (field && document.activeElement === field && field.selectionStart !== typed.cursor) field.setSelectionRange(typed.cursor, typed.cursor);
  }, [typed]);

  const change = (next: Typed) => {
    setActive(-1);
    setOpen(true);
    onChange(next);
  };
  const take = (suggestion: SuggestionView) => {
    change(accept(typed, draft?.replace_from ?? typed.cursor, suggestion.insert));
    area.current?.focus();
  };
  const keys = (e: KeyboardEvent<HTMLTextAreaElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    const suggestion = offered[chosen];
    if (step && offered.length > 0) {
      e.preventDefault();
      setActive((chosen + step + offered.length) % offered.length);
    } else if ((e.key === "Enter" || (e.key === "Tab" && !e.shiftKey)) && suggestion) {
      e.preventDefault();
      take(suggestion);
    } else if (e.key === "Enter") {
      // A formula is one line.
      e.preventDefault();
    } else if (e.key === "Escape" && open) {
      e.stopPropagation();
      setOpen(false);
    } else if (e.key === " " && e.ctrlKey) {
      e.preventDefault();
      setOpen(true);
    }
  };
  const [before, wrong, after] = problem ? around(typed.text, problem.start, problem.end) : [typed.text, "", ""];
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="formula">
        <div className="formula-paint" aria-hidden="true">{before}{problem && <mark>{wrong}</mark>}{after}{" "}</div>
        <textarea
          ref={area}
          id={id}
          className="input"
          rows={2}
          spellCheck={false}
          autoComplete="off"
          role="combobox"
          aria-expanded={offered.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={offered[chosen] ? `${id}-${chosen}` : undefined}
          aria-invalid={problem ? true : undefined}
          aria-describedby={`${id}-says`}
          value={typed.text}
          onChange={(e) => change({ text: e.target.value.replaceAll("\n", " "), cursor: e.target.selectionStart })}
          onSelect={(e) => {
            const cursor = e.currentTarget.selectionStart;
            if (cursor !== typed.cursor) onChange({ ...typed, cursor });
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={keys}
        />
        <ul className="formula-list" id={`${id}-list`} role="listbox" aria-label={t("rule.suggestions")} hidden={offered.length === 0}>
          {offered.map((s, i) => (
            <li
              key={`${s.sort} ${s.insert}`}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === chosen}
              onMouseDown={(e) => {
                e.preventDefault();
                take(s);
              }}
            >
              <span>{s.label}</span>
              <span className="muted small">{lang() === "vi" ? s.vi : s.en}</span>
            </li>
          ))}
        </ul>
      </div>
      <p className={problem ? "field-error" : "field-hint"} id={`${id}-says`} aria-live="polite">
        {problem ? <><Icon name="error" size={16} /> <span>{problem.says}: {problem.hint}.</span></> : hint}
      </p>
    </div>
  );
}
