import { useState } from "react";
import { Link } from "wouter";
import { day } from "../../format/date";
import { t } from "../../messages";
import { Button, DateField, Dialog, Notice } from "../../ui";

type Choose = { onChange: (asOf: string) => void };

/** Chooses an earlier day, to see what was known at its end. */
export function AsOfButton({ onChange }: Choose) {
  const [choosing, setChoosing] = useState(false);
  const [chosen, setChosen] = useState<string | null>("");
  return (
    <>
      <Button small icon="clock" onClick={() => setChoosing(true)}>{t("series.asOf")}</Button>
      {choosing && (
        <Dialog
          open
          title={t("series.asOf")}
          onClose={() => setChoosing(false)}
          actions={<Button look="primary" disabled={!chosen} onClick={() => { onChange(chosen ?? ""); setChoosing(false); }}>{t("series.asOfTake")}</Button>}
        >
          <DateField label={t("series.asOfDay")} value={chosen} onChange={setChosen} />
        </Dialog>
      )}
    </>
  );
}

/** Says that figures are told as they were known at the end of a day, and leads to what changed since and back to now. */
export function AsOfNotice({ asOf, onChange }: Choose & { asOf: string | undefined }) {
  if (!asOf) return null;
  // A day as ISO, else a cut.
  const known = asOf.includes("-") ? t("series.asOfSaid", { day: day(asOf) }) : t("series.asOfCut", { cut: asOf });
  return (
    <Notice action={<Button small onClick={() => onChange("")}>{t("series.asOfNow")}</Button>}>
      {known} <Link className="no-print" href={`/figures/restated?as_of=${encodeURIComponent(asOf)}`}>{t("series.asOfSince")}</Link>
    </Notice>
  );
}
