import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { FormView, VersionsView } from "../../api/types";
import { moment } from "../../format/date";
import { t } from "../../messages";
import { Badge, Button, Checkbox, Dialog, Empty, Loaded, SelectField, Table, type Column } from "../../ui";

type Row = VersionsView["rows"][number];
type Version = VersionsView["versions"][number];

/** The sendings and corrections of a form, each with what it changed; any two of them can be compared. */
export function Versions({ form }: { form: FormView }) {
  const versions = useQuery({ queryKey: ["versions", form.round, form.unit.id, form.cut], queryFn: () => api.formVersions(form.round, form.unit.id) });
  const [comparing, setComparing] = useState(false);
  return (
    <Loaded query={versions}>
      {(view) => {
        if (view.versions.length === 0) return <Empty icon="sent" title={t("form.versionsNone")} />;
        const numbered = view.versions.map((version, at) => ({ version, number: at + 1 }));
        return (
          <div className="stack-s">
            <div><Button small icon="partial" onClick={() => setComparing(true)}>{t("versions.compare")}</Button></div>
            <ol className="history">
              {numbered.reverse().map(({ version, number }) => <li key={number}><One version={version} number={number} /></li>)}
            </ol>
            {comparing && <Compare form={form} view={view} onClose={() => setComparing(false)} />}
          </div>
        );
      }}
    </Loaded>
  );
}

function One({ version, number }: { version: Version; number: number }) {
  return (
    <>
      <strong>{t("versions.number", { number })}</strong> {version.what === "corrected" && <Badge tone="warn" icon="edit">{t("event.corrected")}</Badge>}
      <span className="muted small">{version.by} · {moment(version.at)}</span>
      {version.reason && <p className="small">{version.reason}</p>}
      {version.changes.length > 0 && (
        <ul className="small version-changes">
          {version.changes.map((c) => <li key={`${c.name} ${c.measure}`}>{c.name}: {c.from ?? "–"} → <strong>{c.to ?? "–"}</strong></li>)}
        </ul>
      )}
      {number > 1 && version.changes.length === 0 && <p className="small muted">{t("versions.same")}</p>}
    </>
  );
}

/** Which values stand in a column: a version by number, what is kept now, or what the issued report prints. */
type Which = string;
const NOW = "now";
const PRINTED = "printed";
const valueOf = (row: Row, which: Which): string => (which === NOW ? row.now : which === PRINTED ? row.printed : row.said[Number(which)]) ?? "–";

function Compare({ form, view, onClose }: { form: FormView; view: VersionsView; onClose: () => void }) {
  const printed = view.rows.some((r) => r.printed != null);
  const [left, setLeft] = useState<Which>("0");
  const [right, setRight] = useState<Which>(printed ? PRINTED : NOW);
  const [apart, setApart] = useState(true);
  const options = [
    ...view.versions.map((v, at) => ({ value: String(at), label: t(v.what === "corrected" ? "versions.corrected" : "versions.sent", { number: at + 1, at: moment(v.at) }) })),
    { value: NOW, label: t("form.kept") },
    ...(printed ? [{ value: PRINTED, label: t("versions.printed") }] : []),
  ];
  // A cell that the report does not print says nothing against it.
  const differs = (r: Row) => valueOf(r, left) !== valueOf(r, right) && !([left, right].includes(PRINTED) && r.printed == null);
  const rows = view.rows.filter((r) => !apart || differs(r));
  const name = (which: Which) => options.find((o) => o.value === which)?.label ?? "";
  const columns: Column<Row>[] = [
    { key: "name", title: t("sources.indicator"), cell: (r) => <>{r.name}{r.reason && <span className="muted small"> · {r.reason}</span>}</>, sort: (r) => r.name },
    { key: "left", title: name(left), cell: (r) => valueOf(r, left), numeric: true },
    { key: "right", title: name(right), cell: (r) => (differs(r) ? <strong>{valueOf(r, right)}</strong> : valueOf(r, right)), numeric: true },
  ];
  return (
    <Dialog open wide title={t("versions.title", { unit: form.unit.name })} onClose={onClose} actions={<Button onClick={onClose}>{t("ui.close")}</Button>}>
      <div className="field-grid">
        <SelectField label={t("versions.left")} value={left} options={options} onChange={setLeft} />
        <SelectField label={t("versions.right")} value={right} options={options} onChange={setRight} />
      </div>
      <Checkbox label={t("versions.apart")} checked={apart} onChange={setApart} />
      <Table caption={t("versions.title", { unit: form.unit.name })} columns={columns} rows={rows} rowKey={(r) => `${r.indicator} ${r.measure}`} empty={<Empty icon="check" title={t("versions.none")} />} />
    </Dialog>
  );
}
