import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import { api, ApiError } from "../../api";
import type { FormChanges, FormRow, FormView, PresentView } from "../../api/types";
import { useChanges } from "../../app/useChanges";
import { useHere } from "../../app/useHere";
import { useMay, useSession } from "../../app/session";
import { day } from "../../format/date";
import { matches } from "../../format/fold";
import { periodName } from "../../format/period";
import { ExcelMenu } from "../excel/ExcelMenu";
import { keepForm, loadForm } from "../../offline/kept";
import { t } from "../../messages";
import { ReminderNotice } from "../../parts/ReminderNotice";
import { SubmissionBadge } from "../../parts/states";
import { Badge, Empty, FilterSelect, Loaded, PageHead, SearchBox, Split, toast } from "../../ui";
import { CellBar } from "./CellBar";
import { cellId, isAbout, partsOf, reading, shown, sumOf, withChanges, type Sum } from "./cells";
import { ApproveDialog, ApproveWithinDialog, CorrectDialog, ReturnDialog, SendDialog } from "./dialogs";
import { FilesDialog } from "./FilesDialog";
import { Foot } from "./Foot";
import { Grid, type GridHandle } from "./grid/Grid";
import type { Mark } from "./grid/Row";
import { PasteDialog } from "./PasteDialog";
import { Side, Standing } from "./Side";
import { useEntry } from "./useEntry";
import "./form.css";

export default function Form({ round, unit }: { round: string; unit: string }) {
  const { name } = useSession();
  const form = useQuery({ queryKey: ["form", round, unit], queryFn: () => loadForm(name, round, unit), retry: false });
  return <Loaded query={form}>{(view) => <Page form={view} />}</Loaded>;
}

type Ask = "send" | "return" | "approve" | "within" | { correct: FormRow } | { files: string } | { paste: { start: number; rows: string[][] } };

const WORST = ["error", "warning", "info"];

/** The worst finding of every cell. */
function marksOf(form: FormView): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  const worst = [...form.findings].sort((a, b) => Number(!!a.answer) - Number(!!b.answer) || WORST.indexOf(a.severity) - WORST.indexOf(b.severity));
  const rows = new Map(form.rows.map((row) => [`${cellId(row)}|${row.period}`, row]));
  for (const f of worst) {
    for (const { key } of f.evidence) {
      const row = rows.get(`${cellId(key)}|${key.period}`);
      if (row && isAbout(row, key) && !marks.has(cellId(row))) marks.set(cellId(row), { severity: f.severity, answered: !!f.answer, key: f.key });
    }
  }
  return marks;
}

const FILTERS = ["all", "empty", "findings", "changed", "files"] as const;
type Filter = (typeof FILTERS)[number];

function Page({ form }: { form: FormView & { kept?: string } }) {
  const session = useSession();
  const judges = useMay("judge_form");
  const seesBoard = useMay("see_all") || judges;
  const client = useQueryClient();
  const grid = useRef<GridHandle>(null);
  const key = useMemo(() => ["form", form.round, form.unit.id] as const, [form.round, form.unit.id]);
  const accept = useCallback((view: FormView) => {
    keepForm(session.name, view);
    client.setQueryData(key, view);
  }, [client, key, session.name]);
  const again = useCallback(() => void client.invalidateQueries({ queryKey: key }), [client, key]);
  const merge = useCallback((changes: FormChanges) => {
    const before = client.getQueryData<FormView>(key);
    // A form that moved on (sent, returned, approved) is another page: it is asked for whole.
    if (before?.submission.state !== changes.submission.state) return again();
    client.setQueryData<FormView>(key, (view) => view && withChanges(view, changes));
    if ("kept" in before) again();
  }, [client, key, again]);
  const moved = useCallback((view: FormView, words: string) => {
    accept(view);
    setAsk(undefined);
    toast(words);
    for (const place of ["board", "rounds", "work"]) void client.invalidateQueries({ queryKey: [place] });
  }, [accept, client]);
  const entry = useEntry(form, session.name, merge, useCallback((view: FormView) => moved(view, t("form.sent")), [moved]));
  useChanges((changed) => {
    if (changed.act === "many" || (changed.unit === form.unit.id && changed.round === form.round && changed.cut > form.cut)) void catchUp();
  });
  const catchUp = async () => {
    await api.formChanges(form.round, form.unit.id, form.cut).then(merge, (error: unknown) => {
      if (error instanceof ApiError && error.status === 404) again();
    });
  };

  useEffect(() => {
    window.addEventListener("online", again);
    return () => window.removeEventListener("online", again);
  }, [again]);

  const [ask, setAsk] = useState<Ask>();
  const [looked, setLooked] = useState<string>();
  const [tab, setTab] = useState("findings");
  const [active, setActive] = useState<FormRow>();
  const [search, setSearch] = useState("");
  const [filter, setFilter] = useState<Filter>("all");

  const { drafts } = entry;
  const editable = form.editable && !entry.pressed;
  const others = useHere("form", `${form.round} ${form.unit.id}`, active && cellId(active), ({ place, ...said }) => api.here(form.round, form.unit.id, { ...said, cell: place }));
  const present = useMemo(() => {
    const byCell = new Map<string, PresentView[]>();
    for (const other of others) if (other.cell) byCell.set(other.cell, [...(byCell.get(other.cell) ?? []), { ...other, by: other.own ? t("form.otherWindow") : other.by }]);
    return byCell;
  }, [others]);
  const marks = useMemo(() => marksOf(form), [form]);
  const parts = useMemo(() => partsOf(form.rows), [form.rows]);
  const wholes = useMemo(() => form.rows.filter((row) => parts.has(cellId(row))), [form.rows, parts]);
  // A sum is the same object while its numbers are the same, so that its row is not drawn anew.
  const added = useRef(new Map<string, { of: string; sum: Sum | null }>());
  const sums = useMemo(() => {
    const sums = new Map<string, Sum>();
    for (const whole of wholes) {
      const id = cellId(whole);
      const texts = [whole, ...(parts.get(id) ?? [])].map((row) => shown(row, drafts).text);
      const of = texts.join("|");
      const known = added.current.get(id);
      const now = known?.of === of ? known : { of, sum: sumOf(texts[0] ?? "", texts.slice(1)) };
      added.current.set(id, now);
      if (now.sum) sums.set(id, now.sum);
    }
    return sums;
  }, [wholes, parts, drafts]);
  // What a filter shows stays while it is typed into: rows do not vanish under the cursor.
  const rows = useMemo(() => {
    const holds: Record<Filter, (row: FormRow) => boolean> = {
      all: () => true,
      empty: (row) => shown(row, drafts).text.trim() === "",
      findings: (row) => marks.has(cellId(row)),
      changed: (row) => drafts.has(cellId(row)),
      files: (row) => row.files.length > 0,
    };
    return form.rows.filter((row) => holds[filter](row) && (search === "" || matches(search, row.name, row.indicator, row.group)));
  }, [form.rows, filter, search]);
  const lit = useMemo(() => {
    const finding = form.findings.find((f) => f.key === looked);
    return new Set(finding?.evidence.filter((e) => e.key.period === form.period).map((e) => cellId(e.key)));
  }, [form, looked]);
  const goTo = (id: string) => {
    setFilter("all");
    setSearch("");
    requestAnimationFrame(() => grid.current?.focusCell(id));
  };
  const look = useCallback((finding: string) => {
    setTab("findings");
    setLooked(finding);
    requestAnimationFrame(() => document.getElementById(`finding-${finding}`)?.scrollIntoView({ block: "nearest" }));
  }, []);

  const { bad, filled, conflicts } = useMemo(() => {
    let [bad, filled] = [0, 0];
    for (const row of form.rows) {
      const { kind } = reading(row, drafts);
      if (kind === "bad") bad++;
      else if (kind !== "empty") filled++;
    }
    const cells = [...drafts.values()];
    return { bad: bad + cells.filter((cell) => cell.refusal).length, filled, conflicts: cells.filter((cell) => cell.conflict) };
  }, [form.rows, drafts]);
  // The grid is drawn anew only when what it shows changes.
  const onPaste = useCallback((start: number, pasted: string[][]) => setAsk({ paste: { start, rows: pasted } }), []);
  const onFiles = useCallback((row: FormRow) => setAsk({ files: cellId(row) }), []);
  const onCorrect = useCallback((row: FormRow) => setAsk({ correct: row }), []);
  const times = "times" in form.submission ? form.submission.times : 0;
  const files = typeof ask === "object" && "files" in ask ? form.rows.find((row) => cellId(row) === ask.files) : undefined;

  return (
    <div className="form-page">
      <PageHead
        above={<><Link href="/rounds">{t("menu.rounds")}</Link> › {seesBoard ? <Link href={`/rounds/${form.round}`}>{periodName(form.round)}</Link> : periodName(form.round)}</>}
        title={form.unit.name}
        note={t("form.head", { period: periodName(form.period), from: day(form.window.from), to: day(form.window.to), due: day(form.due) })}
      >
        {entry.pressed ? <Badge tone="warn" icon="clock">{t("form.waitingSend")}</Badge> : <SubmissionBadge state={form.submission.state} />}
        <ExcelMenu form={form} />
      </PageHead>
      <Standing form={form} entry={entry} conflicts={conflicts.length} onSeeConflicts={() => setTab("conflicts")} />
      <ReminderNotice round={form.round} unit={form.unit.id} />
      <div className="form-tools">
        <SearchBox label={t("form.search")} value={search} onSearch={setSearch} />
        <FilterSelect label={t("form.filter")} value={filter} onChange={(value) => setFilter(value as Filter)} options={FILTERS.map((value) => ({ value, label: t(`form.filter.${value}`) }))} />
        {others.length > 0 && <span className="form-others small">{t("form.others", { names: [...new Set(others.map((o) => (o.own ? t("form.otherWindow") : o.by)))].join(", ") })}</span>}
      </div>
      <Split
        sideWidth="312px"
        main={
          <div className="form-sheet">
            <CellBar row={active} drafts={drafts} sum={active && sums.get(cellId(active))} form={form} editable={editable} onChoose={entry.choose} onFiles={onFiles} />
            {rows.length === 0 ? <Empty title={t("form.noRows")} /> : (
              <Grid
                ref={grid} form={form} rows={rows} drafts={drafts} marks={marks} sums={sums} others={present} lit={lit} editable={editable}
                onKey={entry.key} onLeave={entry.leave} onChange={entry.change} onUndo={entry.undo} onRedo={entry.redo}
                onPaste={onPaste}
                onActive={setActive} onFinding={look} onFiles={onFiles}
                onCorrect={form.correctable ? onCorrect : undefined}
              />
            )}
          </div>
        }
        side={
          <Side
            form={form} tab={tab} onTab={setTab} looked={looked} conflicts={conflicts} onChoose={entry.choose} onAnswered={again} onCell={goTo}
            onPlace={(finding, id) => {
              setLooked(finding);
              goTo(id);
            }}
          />
        }
      />
      <Foot form={form} entry={entry} filled={filled} bad={bad} onSend={() => setAsk("send")} onReturn={() => setAsk("return")} onApproveWithin={() => setAsk("within")} onApprove={() => setAsk("approve")} />

      {ask === "send" && <SendDialog form={form} bad={bad} conflicts={conflicts.length} empty={form.rows.length - filled - bad} onClose={() => setAsk(undefined)} onSend={() => entry.send(times)} />}
      {ask === "return" && <ReturnDialog form={form} onClose={() => setAsk(undefined)} onDone={(view) => moved(view, t("form.returned"))} />}
      {ask === "within" && <ApproveWithinDialog form={form} onClose={() => setAsk(undefined)} onDone={(view) => moved(view, t("form.approvedWithin"))} />}
      {ask === "approve" && <ApproveDialog form={form} onClose={() => setAsk(undefined)} onDone={(view) => moved(view, t("form.approved"))} />}
      {files && <FilesDialog form={form} row={files} onChanges={merge} onClose={() => setAsk(undefined)} />}
      {typeof ask === "object" && "correct" in ask && <CorrectDialog form={form} row={ask.correct} onClose={() => setAsk(undefined)} onDone={(view) => moved(view, t("form.corrected"))} />}
      {typeof ask === "object" && "paste" in ask && (
        <PasteDialog
          form={rows} drafts={drafts} {...ask.paste}
          onClose={() => setAsk(undefined)}
          onFill={(plan) => {
            entry.change(plan.fills.map(({ row, draft }) => ({ row, draft })));
            setAsk(undefined);
            toast(t("form.pasted", { count: plan.fills.length }));
          }}
        />
      )}
    </div>
  );
}
