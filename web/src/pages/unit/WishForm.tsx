import { useState } from "react";
import type { UnitKind, UnitView } from "../../api/types";
import { t } from "../../messages";
import { PickUnits } from "../../parts/PickUnits";
import { useUnits } from "../../parts/UnitSelect";
import { Button, Checkbox, DateField, Dialog, Panel, SelectField, TextField, type Option } from "../../ui";
import type { Begun, Changed, Draft, Handed } from "./draft";
import "./unit.css";

const KINDS: readonly UnitKind[] = ["commune", "district", "province", "department", "village", "station", "school"];
const collator = new Intl.Collator("vi", { numeric: true });

type Props = { draft: Draft; onChange: (draft: Draft) => void };

/** A resolution as it is typed: who ends, who begins, who takes over whom, who goes on otherwise. */
export function WishForm({ draft, onChange }: Props) {
  const units = [...(useUnits().data ?? [])].sort((a, b) => collator.compare(a.name, b.name));
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part });
  const own = optionsOf(units);
  const fresh = draft.begins.filter((b) => b.name.trim() !== "").map((b) => ({ value: b.key, label: t("reorg.new", { name: b.name }) }));
  return (
    <>
      <Panel title={t("reorg.when")}>
        <div className="field-grid">
          <DateField label={t("reorg.on")} value={draft.on} onChange={(on) => set({ on })} />
          <TextField label={t("reorg.basis")} hint={t("reorg.basisHint")} value={draft.basis} onChange={(basis) => set({ basis })} />
        </div>
      </Panel>
      <Ends draft={draft} onChange={onChange} />
      <Lines
        title={t("reorg.begins")}
        rows={draft.begins}
        blank={(): Begun => ({ key: `moi-${draft.begins.reduce((most, b) => Math.max(most, Number(b.key.slice(4))), 0) + 1}`, name: "", kind: "commune", code: "", parent: topOf(units) })}
        nameOf={(b) => b.name}
        onChange={(begins) => set({ begins })}
      >
        {(b, put) => (
          <>
            <TextField label={t("reorg.newName")} placeholder={t("reorg.newNameHint")} value={b.name} onChange={(name) => put({ ...b, name })} />
            <SelectField label={t("reorg.kind")} value={b.kind} onChange={(kind) => put({ ...b, kind: KINDS.find((k) => k === kind) ?? b.kind })} options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))} />
            <TextField label={t("reorg.code")} value={b.code} onChange={(code) => put({ ...b, code })} />
            <SelectField label={t("reorg.parent")} value={b.parent} onChange={(parent) => put({ ...b, parent })} options={[{ value: "", label: t("reorg.parentTop") }, ...own, ...fresh.filter((f) => f.value !== b.key)]} />
          </>
        )}
      </Lines>
      <Lines
        title={t("reorg.hands")}
        hint={t("reorg.handsHint")}
        rows={draft.hands}
        blank={(): Handed => ({ from: draft.ends.find((unit) => !draft.hands.some((h) => h.from === unit.id))?.id ?? "", to: fresh[0]?.value ?? "", people: "", area: "" })}
        nameOf={(h) => nameOf(units, h.from)}
        onChange={(hands) => set({ hands })}
      >
        {(h, put) => (
          <>
            <SelectField label={t("reorg.from")} value={h.from} onChange={(from) => put({ ...h, from })} options={[{ value: "", label: "–" }, ...own]} />
            <SelectField label={t("reorg.to")} value={h.to} onChange={(to) => put({ ...h, to })} options={[{ value: "", label: "–" }, ...fresh, ...own.filter((o) => !draft.ends.some((unit) => unit.id === o.value))]} />
            <TextField label={t("reorg.people")} inputMode="decimal" value={h.people} onChange={(people) => put({ ...h, people })} />
            <TextField label={t("reorg.area")} inputMode="decimal" value={h.area} onChange={(area) => put({ ...h, area })} />
          </>
        )}
      </Lines>
      <Lines
        title={t("reorg.changes")}
        rows={draft.changes}
        blank={(): Changed => ({ unit: "", name: "", code: "", parent: "" })}
        nameOf={(c) => nameOf(units, c.unit)}
        onChange={(changes) => set({ changes })}
      >
        {(c, put) => (
          <>
            <SelectField label={t("reorg.unit")} value={c.unit} onChange={(unit) => put({ ...c, unit })} options={[{ value: "", label: "–" }, ...own]} />
            <TextField label={t("reorg.nameThen")} value={c.name} onChange={(name) => put({ ...c, name })} />
            <TextField label={t("reorg.codeThen")} value={c.code} onChange={(code) => put({ ...c, code })} />
            <SelectField label={t("reorg.parent")} value={c.parent} onChange={(parent) => put({ ...c, parent })} options={[{ value: "", label: t("reorg.parentSame") }, ...own, ...fresh]} />
          </>
        )}
      </Lines>
    </>
  );
}

const optionsOf = (units: readonly UnitView[]): Option[] => units.map((u) => ({ value: u.id, label: u.name }));
const nameOf = (units: readonly UnitView[], id: string): string => units.find((u) => u.id === id)?.name ?? "";
/** Most that begins stands where most stands: the unit with the most below it. */
const topOf = (units: readonly UnitView[]): string => {
  const below = new Map<string, number>();
  for (const unit of units) if (unit.parent && unit.kind === "commune") below.set(unit.parent.id, (below.get(unit.parent.id) ?? 0) + 1);
  return [...below].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
};

function Ends({ draft, onChange }: Props) {
  const [picking, setPicking] = useState(false);
  const drop = (id: string) => onChange({ ...draft, ends: draft.ends.filter((unit) => unit.id !== id), hands: draft.hands.filter((h) => h.from !== id) });
  const heirless = (id: string, none: boolean) => onChange({ ...draft, heirless: none ? [...draft.heirless, id] : draft.heirless.filter((other) => other !== id) });
  return (
    <Panel title={t("reorg.ends")} actions={<Button small icon="plus" onClick={() => setPicking(true)}>{t("reorg.addUnit")}</Button>}>
      {draft.ends.length === 0 ? <p className="muted">{t("reorg.endsNone")}</p> : (
        <ul className="reorg-ends">
          {draft.ends.map((unit) => (
            <li key={unit.id}>
              <strong>{unit.name}</strong>
              <Checkbox label={t("reorg.heirless")} checked={draft.heirless.includes(unit.id)} onChange={(none) => heirless(unit.id, none)} />
              <Button small look="quiet" onClick={() => drop(unit.id)}>{t("reorg.drop", { name: unit.name })}</Button>
            </li>
          ))}
        </ul>
      )}
      {picking && (
        <Dialog open wide title={t("reorg.pick")} onClose={() => setPicking(false)} actions={<Button look="primary" onClick={() => setPicking(false)}>{t("ui.close")}</Button>}>
          <PickUnits label={t("reorg.ends")} chosen={draft.ends} onChange={(chosen) => onChange({ ...draft, ends: chosen.map(({ id, name }) => ({ id, name })) })} />
        </Dialog>
      )}
    </Panel>
  );
}

function Lines<R>({ title, hint, rows, blank, nameOf: named, onChange, children }: {
  title: string;
  hint?: string;
  rows: readonly R[];
  blank: () => R;
  nameOf: (row: R) => string;
  onChange: (rows: readonly R[]) => void;
  children: (row: R, put: (row: R) => void) => React.ReactNode;
}) {
  return (
    <Panel title={title} actions={<Button small icon="plus" onClick={() => onChange([...rows, blank()])}>{t("reorg.add")}</Button>}>
      {hint && <p className="muted small">{hint}</p>}
      {rows.map((row, at) => (
        <div className="reorg-line" role="group" aria-label={`${title} ${at + 1}`} key={at}>
          {children(row, (next) => onChange(rows.map((other, nth) => (nth === at ? next : other))))}
          <Button small look="quiet" onClick={() => onChange(rows.filter((_, nth) => nth !== at))}>{t("reorg.drop", { name: named(row) || String(at + 1) })}</Button>
        </div>
      ))}
    </Panel>
  );
}
