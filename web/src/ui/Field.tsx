import { useId, useState, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes } from "react";
import { day, parseDay } from "../format/date";
import { t } from "../messages";
import { Icon } from "./Icon";

type Wiring = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };
type Around = { label: string; hint?: ReactNode; error?: string | null };

/** A label, a control and its hint or error, wired together for screen readers. */
export function Field({ label, hint, error, children }: Around & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const described = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, ...(described ? { "aria-describedby": described } : {}), ...(error ? { "aria-invalid": true } : {}) })}
      {error ? (
        <p className="field-error" id={`${id}-error`} role="alert">
          <Icon name="error" size={16} /> {error}
        </p>
      ) : (
        hint && <p className="field-hint" id={`${id}-hint`}>{hint}</p>
      )}
    </div>
  );
}

type InputProps = Omit<InputHTMLAttributes<HTMLInputElement>, "onChange"> & Around & { onChange: (value: string) => void };

export function TextField({ label, hint, error, onChange, ...rest }: InputProps) {
  return (
    <Field label={label} hint={hint} error={error ?? null}>
      {(wiring) => <input className="input" {...rest} {...wiring} onChange={(e) => onChange(e.target.value)} />}
    </Field>
  );
}

/** A day typed as dd/mm/yyyy, whatever the browser's own custom; hands on ISO, "" for none, null for no such day. */
export function DateField({ label, hint, value, onChange, ...rest }: Omit<InputProps, "value" | "onChange" | "error"> & {
  value: string | null;
  onChange: (iso: string | null) => void;
}) {
  const [text, setText] = useState(() => day(value));
  return (
    <TextField
      label={label}
      hint={hint ?? t("ui.dateHint")}
      error={value === null ? t("ui.dateBad", { text }) : null}
      inputMode="numeric"
      autoComplete="off"
      {...rest}
      value={text}
      onChange={(next) => {
        setText(next);
        onChange(next.trim() === "" ? "" : parseDay(next));
      }}
      onBlur={() => value && setText(day(value))}
    />
  );
}

type AreaProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "onChange"> & Around & { onChange: (value: string) => void };

export function AreaField({ label, hint, error, onChange, ...rest }: AreaProps) {
  return (
    <Field label={label} hint={hint} error={error ?? null}>
      {(wiring) => <textarea className="input" rows={3} {...rest} {...wiring} onChange={(e) => onChange(e.target.value)} />}
    </Field>
  );
}

export type Option = { value: string; label: string };
type SelectProps = Omit<SelectHTMLAttributes<HTMLSelectElement>, "onChange"> & Around & {
  options: readonly Option[];
  onChange: (value: string) => void;
};

export function SelectField({ label, hint, error, options, onChange, ...rest }: SelectProps) {
  return (
    <Field label={label} hint={hint} error={error ?? null}>
      {(wiring) => (
        <select className="input" {...rest} {...wiring} onChange={(e) => onChange(e.target.value)}>
          {options.map((o) => (
            <option key={o.value} value={o.value}>{o.label}</option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A select without a visible label, for filter bars; `label` still names it. */
export function FilterSelect({ label, options, onChange, value }: { label: string; options: readonly Option[]; value: string; onChange: (value: string) => void }) {
  return (
    <select className="input input-auto" aria-label={label} value={value} onChange={(e) => onChange(e.target.value)}>
      {options.map((o) => (
        <option key={o.value} value={o.value}>{o.label}</option>
      ))}
    </select>
  );
}

export function Checkbox({ label, checked, onChange, disabled }: { label: ReactNode; checked: boolean; onChange: (checked: boolean) => void; disabled?: boolean }) {
  return (
    <label className="checkbox">
      <input type="checkbox" checked={checked} disabled={disabled} onChange={(e) => onChange(e.target.checked)} />
      <span>{label}</span>
    </label>
  );
}

/** A search box that waits until typing pauses. */
export function SearchBox({ label, value, onSearch }: { label: string; value: string; onSearch: (text: string) => void }) {
  const [text, setText] = useState(value);
  const [timer, setTimer] = useState<ReturnType<typeof setTimeout>>();
  const change = (next: string) => {
    setText(next);
    clearTimeout(timer);
    setTimer(setTimeout(() => onSearch(next.trim()), 250));
  };
  return (
    <div className="search" role="search">
      <Icon name="search" />
      <input className="input" type="search" aria-label={label} placeholder={label} value={text} onChange={(e) => change(e.target.value)} />
      <span className="visually-hidden" aria-live="polite">{text !== value ? t("ui.searching") : ""}</span>
    </div>
  );
}
