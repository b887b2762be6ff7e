import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../../api";
import type { FieldView } from "../../api/types";
import { t } from "../../messages";
import { Button, Notice } from "../../ui";
import "./board.css";

/** The fields that words may name; a click adds one. */
export function Fields({ fields, onAdd }: { fields: readonly FieldView[]; onAdd: (field: string) => void }) {
  return (
    <div className="stack-s">
      <span className="muted small">{t("remind.fields")}</span>
      <div className="remind-fields">
        {fields.map((field) => <Button key={field.name} small title={field.means} onClick={() => onAdd(field.name)}>{field.name}</Button>)}
      </div>
    </div>
  );
}

const PAUSE_MS = 400;

/** Words as a unit would get them, or why they cannot be sent. */
export function Preview({ round, unit, subject, text }: { round: string; unit: string | undefined; subject: string; text: string }) {
  const [asked, setAsked] = useState({ subject, text });
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked({ subject, text }), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [subject, text]);
  const preview = useQuery({
    queryKey: ["reminder-preview", round, unit, asked],
    queryFn: () => api.previewReminder(round, { unit: unit ?? null, ...asked }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (preview.error) return <Notice tone="error">{preview.error.message}</Notice>;
  if (!preview.data) return null;
  return (
    <section className="remind-preview stack-s" aria-label={t("remind.preview")}>
      <span className="muted small">{t("remind.previewFor", { unit: preview.data.unit.name })}</span>
      <strong>{preview.data.subject}</strong>
      <p className="remind-text">{preview.data.text}</p>
    </section>
  );
}
