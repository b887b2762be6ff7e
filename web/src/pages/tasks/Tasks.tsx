import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { TaskStatus, TaskView } from "../../api/types";
import { useMay } from "../../app/session";
import { day } from "../../format/date";
import { periodName, periodShort } from "../../format/period";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { TASK_STATES, TaskBadge } from "../../parts/states";
import { UnitSelect } from "../../parts/UnitSelect";
import { AreaField, Badge, Button, DateField, Empty, FilterSelect, Loaded, PageHead, Pager, Panel, SearchBox, SelectField, Table, toast, type Column } from "../../ui";

type Ask = "add" | { move: TaskView } | { assign: TaskView };

export default function Tasks() {
  const client = useQueryClient();
  const [filter, setFilter] = useState<{ search: string; status: TaskStatus | ""; page: number }>({ search: "", status: "", page: 1 });
  const [ask, setAsk] = useState<Ask>();
  const tasks = useQuery({ queryKey: ["tasks", filter], queryFn: () => api.tasks(filter), placeholderData: keepPreviousData });
  const office = useMay("tasks");
  const leads = useMay("do_task");
  const done = (words: string) => {
    setAsk(undefined);
    toast(words);
    void client.invalidateQueries({ queryKey: ["tasks"] });
    void client.invalidateQueries({ queryKey: ["work"] });
  };
  const columns: Column<TaskView>[] = [
    {
      key: "text",
      title: t("tasks.text"),
      cell: (task) => (
        <>
          <p className="sentence">{task.text}</p>
          {task.remark && <p className="muted small">{task.remark}</p>}
          {task.source && task.source !== task.text && <details className="small muted"><summary>{t("tasks.source")}</summary><p>{task.source}</p></details>}
        </>
      ),
    },
    { key: "lead", title: t("tasks.lead"), cell: (task) => task.lead_unit?.name ?? task.lead_as_written ?? <span className="muted">{t("tasks.noLead")}</span>, width: "190px", wide: true },
    {
      key: "due",
      title: t("tasks.due"),
      cell: (task) => (
        <div className="stack-s">
          <span>{task.due ? day(task.due) : (task.due_as_written ?? "–")}</span>
          {task.late && <Badge tone="error" icon="clock">{t("tasks.late")}</Badge>}
        </div>
      ),
      width: "130px",
    },
    { key: "period", title: t("rounds.period"), cell: (task) => periodShort(task.period), wide: true, width: "100px" },
    { key: "status", title: t("tasks.status"), cell: (task) => <TaskBadge status={task.status} />, width: "150px" },
    {
      key: "do",
      title: "",
      cell: (task) => (
        <div className="row row-end">
          {(office || leads) && <Button small onClick={() => setAsk({ move: task })}>{t("tasks.move")}</Button>}
          {office && <Button small look="quiet" onClick={() => setAsk({ assign: task })}>{t("tasks.assign")}</Button>}
        </div>
      ),
    },
  ];
  const filtered = filter.search !== "" || filter.status !== "";
  return (
    <>
      <PageHead title={t("tasks.title")} note={t("tasks.note")}>
        {office && <Button look="primary" icon="plus" onClick={() => setAsk("add")}>{t("tasks.add")}</Button>}
      </PageHead>
      <div className="filters">
        <SearchBox label={t("tasks.search")} value={filter.search} onSearch={(search) => setFilter({ ...filter, search, page: 1 })} />
        <FilterSelect
          label={t("tasks.status")}
          value={filter.status}
          onChange={(value) => setFilter({ ...filter, status: TASK_STATES.find((s) => s === value) ?? "", page: 1 })}
          options={[{ value: "", label: t("tasks.anyStatus") }, ...statusOptions()]}
        />
      </div>
      <Loaded query={tasks}>
        {({ rows, total }) => (
          <>
            <Table
              caption={t("tasks.title")}
              columns={columns}
              rows={rows}
              rowKey={(task) => task.id}
              empty={<Panel><Empty icon={filtered ? "search" : "tasks"} title={t(filtered ? "ui.noMatch" : "tasks.empty")}>{t(filtered ? "ui.noMatchHint" : "tasks.emptyHint")}</Empty></Panel>}
            />
            {rows.length > 0 && <Pager page={filter.page} total={total} onPage={(page) => setFilter({ ...filter, page })} />}
          </>
        )}
      </Loaded>
      {ask === "add" && <AddDialog onClose={() => setAsk(undefined)} onDone={() => done(t("tasks.added"))} />}
      {typeof ask === "object" && "move" in ask && <MoveDialog task={ask.move} onClose={() => setAsk(undefined)} onDone={() => done(t("ui.saved"))} />}
      {typeof ask === "object" && "assign" in ask && <AssignDialog task={ask.assign} onClose={() => setAsk(undefined)} onDone={() => done(t("ui.saved"))} />}
    </>
  );
}

const statusOptions = () => TASK_STATES.map((s) => ({ value: s as string, label: t(`task.${s}`) }));

type DialogProps = { onClose: () => void; onDone: () => void };

function MoveDialog({ task, onClose, onDone }: DialogProps & { task: TaskView }) {
  const [status, setStatus] = useState<TaskStatus>(task.status);
  const [remark, setRemark] = useState(task.remark ?? "");
  return (
    <ActionDialog title={t("tasks.move")} action={t("ui.save")} run={() => api.moveTask(task.id, { status, remark: remark.trim() || null })} onClose={onClose} onDone={onDone}>
      <p className="sentence">{task.text}</p>
      <SelectField label={t("tasks.status")} value={status} onChange={(value) => setStatus(TASK_STATES.find((s) => s === value) ?? status)} options={statusOptions()} />
      <AreaField label={t("tasks.remark")} hint={t("tasks.remarkHint")} value={remark} onChange={setRemark} />
    </ActionDialog>
  );
}

function AssignDialog({ task, onClose, onDone }: DialogProps & { task: TaskView }) {
  const [lead, setLead] = useState(task.lead ?? "");
  const [due, setDue] = useState<string | null>(task.due ?? "");
  return (
    <ActionDialog title={t("tasks.assign")} action={t("ui.save")} disabled={due === null} run={() => api.assignTask(task.id, { lead: lead || null, due: due || null })} onClose={onClose} onDone={onDone}>
      <p className="sentence">{task.text}</p>
      <UnitSelect label={t("tasks.lead")} value={lead} none={t("tasks.noLead")} onChange={setLead} />
      <DateField label={t("tasks.due")} hint={task.due_as_written} value={due} onChange={setDue} />
    </ActionDialog>
  );
}

function AddDialog({ onClose, onDone }: DialogProps) {
  const rounds = useQuery({ queryKey: ["rounds"], queryFn: api.rounds });
  const periods = [...(rounds.data?.next ? [rounds.data.next.period] : []), ...(rounds.data?.rounds ?? []).map((r) => r.period)];
  const [text, setText] = useState("");
  const [lead, setLead] = useState("");
  const [due, setDue] = useState<string | null>("");
  const [chosen, setPeriod] = useState("");
  const period = chosen || (rounds.data?.rounds[0]?.period ?? periods[0] ?? "");
  return (
    <ActionDialog
      title={t("tasks.add")}
      action={t("tasks.add")}
      disabled={!text.trim() || !period || due === null}
      run={() => api.addTask({ text: text.trim(), lead: lead || null, due: due || null, period })}
      onClose={onClose}
      onDone={onDone}
    >
      <AreaField label={t("tasks.text")} value={text} onChange={setText} autoFocus />
      <UnitSelect label={t("tasks.lead")} value={lead} none={t("tasks.noLead")} onChange={setLead} />
      <DateField label={t("tasks.due")} value={due} onChange={setDue} />
      <SelectField label={t("tasks.period")} value={period} onChange={setPeriod} options={periods.map((p) => ({ value: p, label: periodName(p) }))} />
    </ActionDialog>
  );
}
