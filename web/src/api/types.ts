// The server's views as the browser sees them. Numbers are strings: the server has printed them already.

export type Role = "administrator" | "office" | "reporter" | "leader";
export type UnitKind = "province" | "district" | "commune" | "department";
export type Timing = "flow" | "cumulative" | "stock" | "ratio";
export type Measure = "actual" | "plan" | "estimate" | "pct_of_plan" | "change_pct" | "change_abs" | "growth_pct";
export type Severity = "error" | "warning" | "info";
export type RuleKind = "sum-of-parts" | "ratio" | "same-figure" | "part-not-above-whole";
export type TaskStatus = "open" | "in_progress" | "done" | "carried_over" | "dropped";
export type MenuPlace = "work" | "rounds" | "reports" | "figures" | "findings" | "tasks" | "catalogue" | "admin";
export type WorkKind =
  | "read_first_report" | "review_reading" | "open_round" | "fill_form" | "mend_returned_form" | "approve_forms"
  | "remind_late_units" | "answer_findings" | "compile_report" | "approve_report" | "issue_report" | "do_task";

export type UnitRef = { id: string; name: string; kind: UnitKind };
export type Page<T> = { rows: T[]; total: number };
export type Window = { from: string; to: string };

export type SignIn = { name: string; password: string };
export type SessionView = { name: string; display_name: string; role: Role; unit: UnitRef; place: UnitRef; menu: MenuPlace[] };
export type WorkItem = { kind: WorkKind; subject: string; count?: number | null; link: string; due?: string | null; late: boolean };

export type RoundRow = {
  period: string; due: string; units: number; sent: number; approved: number; returned: number; late: number; issued: boolean;
};
export type NextRound = { period: string; window: Window; due: string; units: number; cells: number };
export type RoundsView = { rounds: RoundRow[]; next?: NextRound | null };
export type OpenRound = { period: string; due: string };
export type Submission =
  | { state: "draft" }
  | { state: "sent"; by: string; at: string; times: number }
  | { state: "returned"; by: string; at: string; reason: string; times: number }
  | { state: "approved"; by: string; at: string; times: number };
export type BoardRow = {
  unit: UnitRef; submission: Submission; filled: number; asked: number; errors: number; warnings: number; days_late: number;
  phone?: string | null;
};
export type BoardView = { round: RoundRow; window: Window; rows: BoardRow[] };

export type Stated = { number: string } | "not_arisen" | "not_applicable" | "withheld";
export type FormRow = {
  indicator: string; measure: Measure; name: string; measure_unit: string; group: string; depth: number;
  stated?: Stated | null; printed: string; note?: string | null;
  last?: string | null; last_year?: string | null; plan?: string | null; pct_of_plan?: string | null; findings: string[];
};
export type FormEvent = { what: string; by: string; at: string; reason?: string | null };
export type FormView = {
  period: string; unit: UnitRef; window: Window; due: string; submission: Submission; editable: boolean; reviewable: boolean;
  last_period: string; rows: FormRow[]; findings: FindingView[]; history: FormEvent[]; cut: number;
};
export type CellInput = { indicator: string; measure: Measure; text: string; note?: string | null };
export type SaveCells = { cells: CellInput[] };
export type Correct = { cell: CellInput; reason: string };

export type CellKey = { indicator: string; unit: string; period: string; measure: Measure };
export type Evidence = { key: CellKey; name: string; printed: string };
export type AnswerKind = "explained" | "accepted";
export type Answer = { key: string; kind: AnswerKind; text: string; computation: string; by?: string | null; at?: string | null };
export type FindingView = {
  key: string; rule: string; kind: RuleKind; severity: Severity; period: string; ask: string; computation: string;
  evidence: Evidence[]; answer?: Answer | null; ask_unit: UnitRef; phone?: string | null; rule_source: string; rule_formula: string;
};
export type AnswerInput = { kind: AnswerKind; text: string };

export type TaskView = {
  id: string; text: string; lead?: string | null; lead_as_written?: string | null; due?: string | null;
  due_as_written?: string | null; period: string; source: string; indicators: string[]; status: TaskStatus;
  remark?: string | null; lead_unit?: UnitRef | null; late: boolean;
};
export type MoveTask = { status: TaskStatus; remark?: string | null };
export type AssignTask = { lead?: string | null; due?: string | null };
export type AddTask = { text: string; lead?: string | null; due?: string | null; period: string };

export type Collector = { by: "unit"; unit: string } | { by: "communes" };
export type Indicator = {
  code: string; name: string; measure_unit: string; counted: boolean; decimals: number; timing: Timing; collector: Collector;
  owner: string; planned: boolean; part_of?: string | null; formula?: string | null; source: string; group: string; restricted: boolean;
};
export type IndicatorView = Indicator & { owner_unit: UnitRef; latest?: string | null };
export type SeriesRow = { unit: UnitRef; values: (string | null)[] };
export type SeriesView = { indicator: IndicatorView; periods: string[]; rows: SeriesRow[] };
export type SetPlan = { period: string; text: string; basis: string };
export type Rule = { id: string; kind: RuleKind; formula: string; severity: Severity; source: string; active: boolean };
export type RuleView = Rule & { in_words: string };
export type SwitchRule = { active: boolean; reason: string };
export type Placement = { parent?: string | null; from?: string | null; to?: string | null };
export type UnitView = UnitRef & {
  official_code?: string | null; placements: Placement[]; phone?: string | null; parent?: UnitRef | null;
};

export type AccountView = { name: string; display_name: string; role: Role; unit: UnitRef; active: boolean };
export type SetAccount = { name: string; display_name: string; role: Role; unit: string; active: boolean; password?: string | null };
export type LogRow = { cut: number; at: string; by: string; act: string; subject: string; period?: string | null; codes: string[] };

export type PassageKind = "title" | "part" | "part_title" | "section" | "clause" | "subclause" | "point" | "body" | "note";
export type ReadingRow = {
  id: string; file_name: string; title?: string | null; period?: string | null; at: string; by: string; adopted: boolean;
};
export type Segment = { text: string; fact?: string | null; note_mark?: number | null };
export type BlockView = { kind: PassageKind; segments: Segment[]; note?: number | null };
export type Doubt = "in_conflict" | "no_measure_unit" | "subject_unclear" | "same_name" | "base_unknown" | "reader_unsure";
export type Decision =
  | { decision: "confirmed"; name: string; measure_unit: string; timing: Timing; collector: Collector; owner: string; part_of?: string | null }
  | { decision: "merged"; into: string }
  | { decision: "skipped" }
  | { decision: "undone" };
export type Proposal = {
  id: string; facts: string[]; name: string; measure_unit: string; measure: Measure; timing: Timing; collector: Collector;
  owner: string; part_of?: string | null; known?: string | null; about?: string | null; printed: string; sentence: string;
  section: string; place?: string | null; doubts: Doubt[]; decision?: Decision | null;
};
export type FactKind =
  | "actual" | "plan" | "pct_of_plan" | "share_pct" | "change_pct" | "change_abs" | "target_future" | "estimate" | "rate" | "norm";
export type Approx = "below" | "above" | "about";
export type Fact = {
  id: string; surface: string; start: number; end: number; value: string; high?: string | null; denominator?: string | null;
  decimals: number; unit?: string | null; subject: string; kind: FactKind; direction?: string | null; comparison?: string | null;
  approx?: Approx | null; estimated: boolean; part_of?: string | null; place?: string | null;
  window: { label?: string | null; from?: string | null; to?: string | null; as_of?: string | null };
  section?: string | null; footnote?: number | null; confidence: number;
};
export type Relation = {
  kind: "sum" | "ratio" | "same" | "count" | "bound"; members: string[]; holds: boolean; strength: "stated" | "inferred"; expression: string;
};
export type TextFinding = { rule: string; severity: Severity; says: string; hint: string; evidence: string[]; start: number; end: number };
export type ReadTask = {
  id: string; text: string; owner?: string | null; support: string[]; due?: string | null; due_as_written?: string | null;
  place?: string | null; start: number; end: number; facts: string[]; assigned: boolean;
};
export type Reference = { type: string; number?: string | null; date?: string | null; issuer?: string | null; start: number; end: number };
export type AdoptInput = { accept_rest: boolean; period?: string | null };
export type ReadingView = {
  report: ReadingRow; blocks: BlockView[]; proposals: Proposal[]; facts: Fact[]; relations: Relation[]; findings: TextFinding[];
  tasks: ReadTask[]; references: Reference[]; doubtful_open: number;
};

export type Approval = { cut: number; by: string; at: string; stale: boolean };
export type IssuedRow = { number: string; date: string; signer: string; hash: string };
export type LivingRow = { period: string; title: string; approval?: Approval | null; issued?: IssuedRow | null; notices: number };
export type FigureState = "approved" | "stated" | "derived" | "partial" | "stale" | "missing";
export type Claim = "up" | "down" | "reached" | "exceeded";
export type Figure = {
  id: string; indicator: string; measure: Measure; unit?: string | null; shift: number; decimals?: number | null;
  leading_zero: boolean; claim?: Claim | null;
};
export type Mention = { pattern: string; shift: number };
export type Inline =
  | { type: "text"; text: string }
  | { type: "figure"; figure: Figure }
  | { type: "period"; mention: Mention }
  | { type: "note"; id: string };
export type LivingInline =
  | { type: "text"; text: string }
  | { type: "figure"; figure: Figure; text: string; state: FigureState; name: string }
  | { type: "period"; mention: Mention; text: string }
  | { type: "note"; id: string; number: number };
export type LivingPassage = {
  id: string; kind: PassageKind; owner?: UnitRef | null; version: number; note?: number | null; inlines: LivingInline[];
};
export type NoticeKind = "finding" | "direction_turned" | "missing" | "partial" | "stale" | "typed_by_hand" | "old_date";
export type Notice = { kind: NoticeKind; severity: Severity; passage: string; figure?: string | null; subject: string; detail: string };
export type LivingView = {
  report: LivingRow; cut: number; editable: boolean; approvable: boolean; issuable: boolean; passages: LivingPassage[]; notices: Notice[];
};
export type RollUp = { reported: number; due: number; missing: string[] };
export type BasisRow = {
  unit: string; name: string; period: string; printed: string; by: string; at: string; cut: number; status: string;
  read_in?: string | null; note?: string | null;
};
export type HistoryRow = { period: string; printed: string };
export type BasisView = {
  name: string; code: string; printed: string; state: FigureState; computation?: string | null; roll_up?: RollUp | null;
  rows: BasisRow[]; history: HistoryRow[];
};
export type EditPassage = { version: number; inlines: Inline[] };
export type AddPassage = { after?: string | null; kind: PassageKind; inlines: Inline[] };
export type Issue = { date: string; signer: string };
export type Correction = { name: string; printed: string; now: string; reason?: string | null };
export type IssuedView = { report: LivingRow; html: string; corrections: Correction[] };
