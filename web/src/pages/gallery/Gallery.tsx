import { useState } from "react";
import { t } from "../../messages";
import { SEVERITIES, SeverityBadge, SUBMISSION_STATES, SubmissionBadge, TASK_STATES, TaskBadge } from "../../parts/states";
import {
  AreaField, Button, Checkbox, DateField, Dialog, DropZone, Empty, FilterSelect, IconButton, Kbd, Menu, Notice, PageHead, Pager, Panel, Progress, SearchBox, SelectField,
  Skeleton, Stat, Table, Tabs, TextField, toast,
} from "../../ui";

const UNITS = [
  { name: "xã Ba Vì", value: "1.347,19" },
  { name: "xã Đông Anh", value: "06" },
  { name: "xã Ăn Khê", value: "12,5" },
];

const OPTIONS = [{ value: "a", label: "Quý I năm 2021" }, { value: "b", label: "Quý II năm 2021" }];

/** All components on one page, so that they stay one family. */
export default function Gallery() {
  const [open, setOpen] = useState(false);
  const [tab, setTab] = useState("a");
  const [text, setText] = useState("1.347,19");
  const [checked, setChecked] = useState(true);
  const [due, setDue] = useState<string | null>("2021-06-14");
  const [choice, setChoice] = useState("a");
  const [page, setPage] = useState(2);
  return (
    <>
      <PageHead title={t("gallery.title")} note={t("gallery.note")}>
        <Button look="primary" icon="check" onClick={() => toast(t("ui.saved"))}>Toast</Button>
      </PageHead>
      <div className="stack">
        <Panel title="Button, IconButton, Menu, Kbd">
          <div className="row">
            <Button look="primary">{t("form.send")}</Button>
            <Button>{t("ui.cancel")}</Button>
            <Button look="quiet">{t("ui.edit")}</Button>
            <Button look="danger">{t("catalogue.switchOff")}</Button>
            <Button look="primary" busy>{t("save.saving")}</Button>
            <Button disabled>{t("ui.next")}</Button>
            <Button small icon="plus">{t("tasks.add")}</Button>
            <IconButton icon="edit" label={t("ui.edit")} />
            <Menu label="Menu" icon="down" items={[{ key: "a", label: t("ui.edit"), onSelect: () => undefined }, { key: "b", label: t("ui.close"), onSelect: () => undefined }]} />
            <Kbd>Enter</Kbd>
            <Button onClick={() => setOpen(true)}>Dialog</Button>
            <Button onClick={() => toast(t("api.unreachable"), "error")}>Toast</Button>
          </div>
        </Panel>
        <Panel title="Badge">
          <div className="stack-s">
            <div className="row">{SUBMISSION_STATES.map((s) => <SubmissionBadge key={s} state={s} />)}</div>
            <div className="row">{SEVERITIES.map((s) => <SeverityBadge key={s} severity={s} />)}</div>
            <div className="row">{TASK_STATES.map((s) => <TaskBadge key={s} status={s} />)}</div>
          </div>
        </Panel>
        <Panel title="TextField, DateField, SelectField, AreaField, Checkbox, SearchBox, FilterSelect">
          <div className="stack">
            <TextField label={t("catalogue.name")} hint={t("return.hint")} value={text} onChange={setText} />
            <TextField label={t("correct.value")} value="12.5" onChange={() => undefined} error={t("form.bad", { text: "12.5" })} />
            <DateField label={t("rounds.due")} value={due} onChange={setDue} />
            <SelectField label={t("rounds.period")} value={choice} onChange={setChoice} options={OPTIONS} />
            <AreaField label={t("return.reason")} value={text} onChange={setText} />
            <Checkbox label={t("catalogue.planned")} checked={checked} onChange={setChecked} />
            <div className="row">
              <SearchBox label={t("board.search")} value="" onSearch={() => undefined} />
              <FilterSelect label={t("rounds.period")} value={choice} onChange={setChoice} options={OPTIONS} />
            </div>
          </div>
        </Panel>
        <Panel title="Notice, Progress, Stat">
          <div className="stack">
            {(["info", "ok", "warn", "error", "neutral", "accent"] as const).map((tone) => <Notice key={tone} tone={tone}>{t("send.after")}</Notice>)}
            <Progress value={0.4} label={t("form.progress")} />
            <div className="stats"><Stat value="18" label={t("board.units")} /><Stat value="2" label={t("rounds.late")} tone="error" /><Stat value="12" label={t("rounds.progress")} tone="ok" /></div>
          </div>
        </Panel>
        <Tabs label="Tabs" current={tab} onChange={setTab} tabs={[{ key: "a", title: t("form.findings") }, { key: "b", title: t("form.historyTab") }]}>
          <Table
            caption="Table"
            rows={UNITS}
            rowKey={(r) => r.name}
            columns={[
              { key: "name", title: t("board.unit"), cell: (r) => r.name, sort: (r) => r.name },
              { key: "value", title: t("correct.value"), cell: (r) => r.value, numeric: true },
            ]}
          />
          <Pager page={page} total={170} onPage={setPage} />
        </Tabs>
        <Panel title="DropZone, Empty, Skeleton">
          <DropZone accept=".docx" hint={t("reports.uploadHint")} onFiles={(files) => files.forEach((file) => toast(file.name))} />
          <Empty title={t("work.empty")}>{t("work.emptyHint")}</Empty>
          <Skeleton lines={3} />
        </Panel>
      </div>
      <Dialog open={open} title="Dialog" onClose={() => setOpen(false)} actions={<><Button onClick={() => setOpen(false)}>{t("ui.cancel")}</Button><Button look="primary" onClick={() => setOpen(false)}>{t("ui.save")}</Button></>}>
        <p>{t("approve.after")}</p>
      </Dialog>
    </>
  );
}
