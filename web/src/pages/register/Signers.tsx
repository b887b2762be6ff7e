import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { Capacity, Signer, SignerView } from "../../api/types";
import { t } from "../../messages";
import { Button, Dialog, Loaded, Notice, Panel, SelectField, Table, TextField, toast, toastError } from "../../ui";
import { nfc } from "../issued/lines";

const CAPACITIES: readonly Capacity[] = ["on_behalf", "in_place_of", "by_order", "by_mandate", "acting", "head"];
const EMPTY: Signer = { name: "", capacity: "on_behalf", body: "ỦY BAN NHÂN DÂN", head: "CHỦ TỊCH", office: "CHỦ TỊCH" };

/** Who signs for the office, with what stands above each name. */
export function Signers({ editable }: { editable: boolean }) {
  const query = useQuery({ queryKey: ["signers"], queryFn: api.signers });
  return <Loaded query={query}>{(views) => <List views={views} editable={editable} />}</Loaded>;
}

function List({ views, editable }: { views: readonly SignerView[]; editable: boolean }) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<{ at: number | null; signer: Signer } | null>(null);
  const set = useMutation({
    mutationFn: (signers: readonly Signer[]) => api.setSigners(signers),
    onSuccess: (next) => {
      client.setQueryData(["signers"], next);
      void client.invalidateQueries({ queryKey: ["proposal"] });
    },
    onError: toastError,
  });
  const signers = views.map((v) => v.signer);
  /** Says what was done, with a way back. */
  const change = (next: readonly Signer[], words: string) =>
    set.mutate(next, { onSuccess: () => toast(words, "ok", { label: t("register.undo"), run: () => set.mutate(signers) }) });
  return (
    <Panel title={t("signers.title")} actions={editable && <Button small onClick={() => setAsked({ at: null, signer: EMPTY })}>{t("signers.add")}</Button>} flush>
      <Table
        caption={t("signers.title")}
        rows={views.map((view, at) => ({ view, at }))}
        rowKey={({ at }) => String(at)}
        empty={<p className="muted panel-note">{t("signers.empty")}</p>}
        columns={[
          { key: "name", title: t("signers.name"), cell: ({ view }) => view.signer.name, sort: ({ view }) => view.signer.name },
          { key: "lines", title: t("issue.authority"), cell: ({ view }) => view.lines.map((line, n) => <span key={n} className="issued-line small">{line}</span>) },
          {
            key: "do",
            title: "",
            cell: ({ view, at }) =>
              editable && (
                <div className="row row-end">
                  <Button small onClick={() => setAsked({ at, signer: view.signer })}>{t("register.change")}</Button>
                  <Button small look="quiet" onClick={() => change(signers.filter((_, n) => n !== at), t("signers.removed"))}>{t("signers.remove")}</Button>
                </div>
              ),
          },
        ]}
      />
      {asked && (
        <SignerDialog
          signer={asked.signer}
          onClose={() => setAsked(null)}
          onSave={(signer) => {
            change(asked.at === null ? [...signers, signer] : signers.map((s, n) => (n === asked.at ? signer : s)), t("signers.saved"));
            setAsked(null);
          }}
        />
      )}
    </Panel>
  );
}

function SignerDialog({ signer: start, onSave, onClose }: { signer: Signer; onSave: (signer: Signer) => void; onClose: () => void }) {
  const [signer, setSigner] = useState(start);
  const [tried, setTried] = useState(false);
  const set = (more: Partial<Signer>) => setSigner({ ...signer, ...more });
  const { capacity } = signer;
  const bodied = capacity === "on_behalf" || capacity === "in_place_of" || capacity === "acting";
  const headed = capacity === "in_place_of" || capacity === "by_order" || capacity === "by_mandate";
  const ready = signer.name.trim() !== "" && signer.office.trim() !== "";
  const kept = () => ({ ...signer, name: nfc(signer.name), office: nfc(signer.office), body: bodied ? nfc(signer.body) : "", head: headed ? nfc(signer.head) : "" });
  return (
    <Dialog
      open
      title={t("signers.one")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look="primary" onClick={() => (ready ? onSave(kept()) : setTried(true))}>{t("register.save")}</Button>
        </>
      }
    >
      <TextField label={t("signers.name")} value={signer.name} onChange={(name) => set({ name })} />
      <SelectField label={t("signers.capacity")} value={capacity} onChange={(c) => set({ capacity: c as Capacity })} options={CAPACITIES.map((c) => ({ value: c, label: c === "head" ? t("signers.alone") : t(`signers.${c}`) }))} />
      {bodied && <TextField label={t("signers.body")} value={signer.body} onChange={(body) => set({ body })} />}
      {headed && <TextField label={t("signers.head")} value={signer.head} onChange={(head) => set({ head })} />}
      <TextField label={t("signers.office")} value={signer.office} onChange={(office) => set({ office })} />
      {tried && !ready && <Notice tone="error">{t("signers.missing")}</Notice>}
    </Dialog>
  );
}
