import type { LivingView, Notice, Severity } from "../../../api/types";
import { t } from "../../../messages";
import { Notice as Box } from "../../../ui";

/** What still keeps the report from being approved and issued, by kind. */
export function BeforeIssue({ view }: { view: LivingView }) {
  const open = view.notices.filter((n) => n.open);
  const explained = view.notices.filter((n) => n.reason != null).length;
  return (
    <section className="before-issue" aria-label={t("truth.before")}>
      <h3>{t("truth.before")}</h3>
      {open.length === 0 ? <Box tone="ok">{t("truth.before.clear")}</Box> : (
        <Box tone={open.some((n) => n.severity === "error") ? "error" : "warn"}>
          <dl className="before-kinds">
            <Group severity="error" label={t("truth.before.errors")} open={open} />
            <Group severity="warning" label={t("truth.before.warnings")} open={open} />
          </dl>
        </Box>
      )}
      {explained > 0 && <p className="small muted">{t("truth.before.reasons", { n: explained })}</p>}
    </section>
  );
}

function Group({ severity, label, open }: { severity: Severity; label: string; open: readonly Notice[] }) {
  const here = open.filter((n) => n.severity === severity);
  const kinds = [...new Set(here.map((n) => n.kind))];
  return here.length > 0 && (
    <div>
      <dt>{label} <strong>{here.length}</strong></dt>
      <dd>{kinds.map((kind) => `${t(`living.notice.${kind}`)} ${here.filter((n) => n.kind === kind).length}`).join(" · ")}</dd>
    </div>
  );
}
