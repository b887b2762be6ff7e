import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { IndicatorLifeView, LifeRow, OfficialCode } from "../../api/types";
import { useMay } from "../../app/session";
import { day } from "../../format/date";
import { t } from "../../messages";
import { Badge, Button, Empty, Loaded, PageHead, Panel, Table, toast, toastError, type Column } from "../../ui";
import { useAddress } from "../figures/useAddress";
import { KINDS, NoteDialog } from "./NoteDialog";
import { OfficialDialog } from "./OfficialDialog";
import { toldSays } from "./words";
import "./indicator.css";

/** An indicator's own page: what it was, where its series breaks, which official codes it has. */
export default function IndicatorPage({ code }: { code: string }) {
  const life = useQuery({ queryKey: ["life", code], queryFn: () => api.indicatorLife(code) });
  return <Loaded query={life}>{(view) => <Life view={view} />}</Loaded>;
}

function Life({ view }: { view: IndicatorLifeView }) {
  const client = useQueryClient();
  const mayEdit = useMay("edit_catalogue");
  const [address, setAddress] = useAddress();
  const noting = mayEdit ? KINDS.find((kind) => kind === address.get("note")) : undefined;
  const [mapping, setMapping] = useState(false);
  const took = (next: IndicatorLifeView) => {
    client.setQueryData(["life", view.code], next);
    void client.invalidateQueries({ queryKey: ["indicators"] });
  };
  const turn = (row: LifeRow) =>
    api.switchLifeStep(row.cut, !row.undone).then(() => {
      void client.invalidateQueries({ queryKey: ["life"] });
      void client.invalidateQueries({ queryKey: ["indicators"] });
      toast(t(row.undone ? "life.redone" : "life.undone"));
    }, toastError);
  const columns: Column<LifeRow>[] = [
    { key: "on", title: t("indicatorLife.on"), cell: (r) => <span className="nowrap">{day(r.on)}</span>, sort: (r) => r.on },
    {
      key: "says",
      title: t("life.what"),
      cell: (r) => (
        <div className={r.undone ? "life-undone" : undefined}>
          {toldSays(r.told)} {r.breaks && <Badge tone="warn" icon="warning">{t("life.breaks")}</Badge>}{r.converts && <Badge tone="ok" icon="check">{t("life.converts")}</Badge>}{r.undone && <Badge>{t("life.undone")}</Badge>}
          {r.basis && <p className="muted small">{r.basis}</p>}
        </div>
      ),
    },
    { key: "by", title: t("life.by"), cell: (r) => r.by, wide: true },
    { key: "do", title: "", cell: (r) => mayEdit && <Button small look="quiet" icon={r.undone ? "check" : "undo"} onClick={() => void turn(r)}>{t(r.undone ? "life.redo" : "life.undo")}</Button> },
  ];
  const codes: Column<OfficialCode>[] = [
    { key: "system", title: t("life.system"), cell: (c) => t(`life.system.${c.system}`) },
    { key: "code", title: t("life.code"), cell: (c) => <strong>{c.code}</strong> },
    { key: "span", title: t("indicatorLife.from"), cell: (c) => <>{c.from ? day(c.from) : "…"} – {c.until ? day(c.until) : "…"}</>, wide: true },
    { key: "verified", title: t("life.verified"), cell: (c) => (c.verified ? <Badge tone="ok" icon="check">{t("life.verified")}</Badge> : <Badge tone="warn" icon="info">{t("life.unverified")}</Badge>) },
    { key: "source", title: t("life.codeSource"), cell: (c) => c.source, wide: true },
  ];
  const take = (code: OfficialCode) => api.setOfficial(view.code, { official: [...view.official, code] }).then((next) => {
    took(next);
    toast(t("life.codesSaved"));
  }, toastError);
  return (
    <>
      <PageHead title={view.name} above={<Link href="/catalogue">{t("life.back")}</Link>} note={<>{view.code} · {view.measure_unit}</>}>
        <Link className="button button-secondary" href={`/figures/${encodeURIComponent(view.code)}`}>{t("life.series")}</Link>
        {mayEdit && <Button look="primary" icon="plus" onClick={() => setAddress({ note: KINDS[0] })}>{t("life.note")}</Button>}
      </PageHead>
      <div className="stack">
        <p className="life-facts">
          {view.unofficial ? <Badge tone="warn" icon="info">{t("life.unofficial")}</Badge> : <Badge tone="ok" icon="check">{t("life.official")}</Badge>}
          {view.retired && <Badge icon="lock">{t("life.retired")}</Badge>}
          {view.source && <span className="muted small">{t("life.source")}: {view.source}</span>}
        </p>
        <Panel title={t("life.changes")} flush={view.changes.length > 0}>
          <p className={view.changes.length > 0 ? "muted small life-pad" : "muted small"}>{t("life.changesHint")}</p>
          <Table caption={t("life.changes")} columns={columns} rows={view.changes} rowKey={(r) => String(r.cut)} empty={<Empty icon="clock" title={t("life.changesEmpty")} />} />
        </Panel>
        <Panel title={t("life.codes")} flush={view.official.length > 0} actions={mayEdit && <Button small icon="edit" onClick={() => setMapping(true)}>{t("life.codesEdit")}</Button>}>
          <p className={view.official.length > 0 ? "muted small life-pad" : "muted small"}>{t("life.codesHint")}</p>
          <Table caption={t("life.codes")} columns={codes} rows={view.official} rowKey={(c) => `${c.system} ${c.code}`} empty={<p>{t("life.codesEmpty")}</p>} />
        </Panel>
        {view.proposed.length > 0 && (
          <Panel title={t("life.proposed")} flush>
            <Table
              caption={t("life.proposed")}
              columns={[...codes, { key: "take", title: "", cell: (c) => mayEdit && <Button small onClick={() => void take(c)}>{t("life.take")}</Button> }]}
              rows={view.proposed}
              rowKey={(c) => `${c.system} ${c.code}`}
            />
          </Panel>
        )}
      </div>
      {noting && <NoteDialog view={view} first={noting} onClose={() => setAddress({ note: "" })} onDone={took} />}
      {mapping && <OfficialDialog view={view} onClose={() => setMapping(false)} onDone={took} />}
    </>
  );
}
