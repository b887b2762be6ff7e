// Every route of the server, once.
import { request, upload } from "./client";
import type * as T from "./types";

export { ApiError } from "./client";

const seg = encodeURIComponent;
/** What accounts are narrowed and ordered by; empty = any. */
export type AccountFilter = { search?: string; state?: string; sort?: string; page?: number };
type Search = { search?: string; page?: number };
/** What findings are narrowed by; empty = any. */
export type FindingFilter = { period?: string; severity?: string; state?: string; unit?: string; kind?: string; sector?: string; search?: string; sort?: string };

/** `?search=…&page=…`, leaving out what is empty. */
function query(values: Record<string, string | number | undefined>): string {
  const q = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) if (value !== undefined && value !== "") q.set(key, String(value));
  const text = q.toString();
  return text && `?${text}`;
}

type BoardFilter = Search & { state?: string; sort?: string | undefined; down?: boolean };
export type RegisterFilter = Search & { year?: number; notation?: string; sort?: string; down?: boolean };
type LeagueFilter = Search & { from?: string; to?: string };
const boardQuery = ({ down, sort, ...rest }: BoardFilter) => query({ ...rest, sort, down: down ? "true" : undefined });

const form = (round: string, unit: string) => `/api/rounds/${seg(round)}/forms/${seg(unit)}`;
const account = (name: string) => `/api/accounts/${seg(name)}`;
const issuedAt = (period: string) => `/api/issued/${seg(period)}`;
const decision = (plan: string) => `/api/plans/decisions/${seg(plan)}`;
const living = (period: string) => `/api/living/${seg(period)}`;

/** Address of the file that was read, as it came. */
export const originalFile = (id: string) => `/api/readings/${seg(id)}/file`;

export const api = {
  session: () => request<T.SessionView>("GET", "/api/session"),
  signInWays: () => request<T.SignInView>("GET", "/api/sign-in"),
  lookAtLink: (body: T.LinkInput) => request<T.LinkHolder>("POST", "/api/link", body),
  choosePassword: (body: T.ChoosePassword) => request<T.SessionView>("POST", "/api/link/password", body),
  forgot: (body: T.Forgot) => request<void>("POST", "/api/forgot", body),
  signIn: (body: T.SignIn) => request<T.SessionView>("POST", "/api/session", body),
  signOut: () => request<void>("DELETE", "/api/session"),
  work: () => request<T.WorkItem[]>("GET", "/api/work"),

  readings: () => request<T.ReadingRow[]>("GET", "/api/readings"),
  read: (file: File, onProgress: (share: number) => void) => upload<T.ReadingRow>("/api/readings", file, onProgress),
  reading: (id: string) => request<T.ReadingView>("GET", `/api/readings/${seg(id)}`),
  review: (id: string, body: T.ReviewInput) => request<T.ReviewedView>("POST", `/api/readings/${seg(id)}/review`, body),
  switchStep: (id: string, step: number, body: T.SwitchStep) => request<T.ReadingView>("PUT", `/api/readings/${seg(id)}/review/${step}`, body),
  adopt: (id: string, body: T.AdoptInput) => request<T.ReadingView>("POST", `/api/readings/${seg(id)}/adopt`, body),

  restated: (asOf: string, filter: Search & { how?: T.RestatedHow | undefined }) => request<T.RestatedPage>("GET", `/api/restated${query({ as_of: asOf, ...filter })}`),
  pivot: (body: T.AskPivot) => request<T.PivotView>("POST", "/api/pivot", body),
  pivotMap: (body: T.AskPivotMap) => request<T.PivotMap>("POST", "/api/pivot/map", body),
  pivots: (search: string) => request<T.PivotRow[]>("GET", `/api/pivots${query({ search })}`),
  keepPivot: (id: string | null, body: T.KeepPivot) => (id ? request<T.PivotRow[]>("PUT", `/api/pivots/${seg(id)}`, body) : request<T.PivotRow[]>("POST", "/api/pivots", body)),
  switchPivot: (id: string, removed: boolean) => request<T.PivotRow[]>("POST", `/api/pivots/${seg(id)}`, { removed }),
  placePivot: (body: T.PlacePivot) => request<T.PlacedPivot>("POST", "/api/pivot/report", body),
  reportThen: (period: string, asOf: string) => request<T.ReportThen>("GET", `${living(period)}/then${query({ as_of: asOf })}`),

  alignment: () => request<T.AlignmentView>("GET", "/api/alignment"),
  alignedSentences: (report: string, fact: string) =>
    request<T.AlignedSentences>("GET", `/api/alignment/${seg(report)}/${seg(fact)}`),
  ruleWordings: (body: T.RulingInput) => request<T.AlignmentView>("POST", "/api/alignment/rulings", body),

  rounds: () => request<T.RoundsView>("GET", "/api/rounds"),
  openRound: (body: T.OpenRound) => request<T.BoardView>("POST", "/api/rounds", body),
  planRound: (body: T.OpenRound) => request<T.PlanView>("POST", "/api/rounds/plan", body),
  excludeUnit: (round: string, unit: string, reason: string) => request<T.BoardView>("POST", `/api/rounds/${seg(round)}/units/${seg(unit)}/exclude`, { reason }),
  bringBackUnit: (round: string, unit: string) => request<T.BoardView>("POST", `/api/rounds/${seg(round)}/units/${seg(unit)}/bring-back`),
  extendDeadline: (round: string, unit: string, body: T.ExtendDeadline) => request<T.BoardView>("POST", `/api/rounds/${seg(round)}/units/${seg(unit)}/extend`, body),
  closeRound: (round: string) => request<T.BoardView>("POST", `/api/rounds/${seg(round)}/close`),
  regimes: () => request<T.RegimeView[]>("GET", "/api/regimes"),
  setRegime: (body: T.Regime) => request<T.RegimeView>("PUT", `/api/regimes/${seg(body.id)}`, body),
  routes: () => request<T.RoutesView[]>("GET", "/api/reporting-routes"),
  setRoutes: (unit: string, body: T.SetRoutes) => request<T.RoutesView>("PUT", `/api/reporting-routes/${seg(unit)}`, body),
  days: (year: string) => request<T.DayView[]>("GET", `/api/days/${seg(year)}`),
  markDay: (day: string, body: T.MarkDay) => request<T.DayView[]>("PUT", `/api/days/on/${seg(day)}`, body),
  unmarkDay: (day: string) => request<T.DayView[]>("DELETE", `/api/days/on/${seg(day)}`),
  sources: () => request<T.SourcesView>("GET", "/api/sources"),
  declareSource: (code: string, unit: string, body: T.DeclareSource) => request<T.SourcesView>("PUT", `/api/sources/${seg(code)}/${seg(unit)}`, body),
  withdrawSource: (code: string, unit: string) => request<T.SourcesView>("DELETE", `/api/sources/${seg(code)}/${seg(unit)}`),
  chooseSource: (body: T.ChooseSource) => request<T.SourcesView>("POST", "/api/sources/choices", body),
  takeSourceChoiceBack: (body: T.ChosenFigure) => request<T.SourcesView>("POST", "/api/sources/choices/undo", body),
  board: (round: string, filter: BoardFilter) => request<T.BoardView>("GET", `/api/rounds/${seg(round)}${boardQuery(filter)}`),
  matrix: (filter: Search) => request<T.MatrixView>("GET", `/api/board${query(filter)}`),
  remind: (round: string, body: T.RemindInput) => request<T.RemindedView>("POST", `/api/rounds/${seg(round)}/reminders`, body),
  previewReminder: (round: string, body: T.PreviewInput) => request<T.PreviewView>("POST", `/api/rounds/${seg(round)}/reminders/preview`, body),
  reminders: (filter: Search & { round: string }) => request<T.Page<T.ReminderRow>>("GET", `/api/reminders${query(filter)}`),
  reminderPlan: () => request<T.ReminderPlanView>("GET", "/api/reminders/plan"),
  setReminderPlan: (body: T.ReminderPlan) => request<T.ReminderPlanView>("PUT", "/api/reminders/plan", body),
  notices: (round: string, unit: string) => request<T.NoticeView>("GET", `${form(round, unit)}/notices`),
  seeNotices: (round: string, unit: string) => request<T.NoticeView>("POST", `${form(round, unit)}/notices`),
  returns: (round: string, unit: string) => request<T.ReturnView[]>("GET", `${form(round, unit)}/returns`),
  excuseReturn: (round: string, unit: string, body: T.ExcuseInput) => request<T.ReturnView[]>("PUT", `${form(round, unit)}/returns`, body),
  setContact: (unit: string, body: T.Contact) => request<T.Contact>("PUT", `/api/units/${seg(unit)}/contact`, body),
  outages: () => request<T.OutageView[]>("GET", "/api/outages"),
  recordOutage: (body: T.OutageInput) => request<T.OutageView[]>("POST", "/api/outages", body),
  withdrawOutage: (cut: number) => request<T.OutageView[]>("DELETE", `/api/outages/${cut}`),
  league: (filter: LeagueFilter) => request<T.LeagueView>("GET", `/api/league${query(filter)}`),
  setScoring: (body: T.ScoringInput) => request<null>("PUT", "/api/league/scoring", body),
  form: (round: string, unit: string) => request<T.FormView>("GET", form(round, unit)),
  saveCells: (round: string, unit: string, body: T.SaveCells) => request<T.FormChanges>("PUT", `${form(round, unit)}/cells`, body),
  formChanges: (round: string, unit: string, cut: number) => request<T.FormChanges>("GET", `${form(round, unit)}/since/${cut}`),
  here: (round: string, unit: string, body: T.HereInput) => request<T.PresentView[]>("POST", `${form(round, unit)}/here`, body, undefined, body.leaving),
  attach: (round: string, unit: string, cell: T.CellSpec, file: File, onProgress: (share: number) => void) =>
    upload<T.FormChanges>(`${form(round, unit)}/files`, file, onProgress, cell),
  switchFile: (round: string, unit: string, file: string, body: T.SwitchAttachment) => request<T.FormChanges>("PUT", `${form(round, unit)}/files/${seg(file)}`, body),
  sendForm: (round: string, unit: string, body: T.SendForm) => request<T.FormView>("POST", `${form(round, unit)}/send`, body),
  returnForm: (round: string, unit: string, reason: string, parts: T.ReturnedPart[]) => request<T.FormView>("POST", `${form(round, unit)}/return`, { reason, parts }),
  approveWithin: (round: string, unit: string) => request<T.FormView>("POST", `${form(round, unit)}/approve-within`),
  formVersions: (round: string, unit: string) => request<T.VersionsView>("GET", `${form(round, unit)}/versions`),
  approveForm: (round: string, unit: string) => request<T.FormView>("POST", `${form(round, unit)}/approve`),
  correct: (round: string, unit: string, body: T.Correct) => request<T.FormView>("POST", `${form(round, unit)}/correct`, body),

  previewWorkbook: (round: string, unit: string, file: File, mapping: T.SheetMapping | undefined) =>
    upload<T.WorkbookPreview>(`${form(round, unit)}/workbook/preview`, file, () => undefined, mapping),
  takeWorkbook: (round: string, unit: string, file: File, body: T.TakeWorkbook) =>
    upload<T.TakenView>(`${form(round, unit)}/workbook`, file, () => undefined, body),
  forgetMapping: (unit: string, shape: string) => request<void>("DELETE", `/api/units/${seg(unit)}/sheets/${seg(shape)}`),
  previewWorkbooks: (round: string, files: readonly File[], onProgress: (share: number) => void) =>
    upload<T.WorkbooksPreview>(`/api/rounds/${seg(round)}/workbooks/preview`, files, onProgress),
  takeWorkbooks: (round: string, files: readonly File[], body: T.TakeWorkbooks, onProgress: (share: number) => void) =>
    upload<T.WorkbooksTaken>(`/api/rounds/${seg(round)}/workbooks`, files, onProgress, body),

  findings: (filter: FindingFilter & { page?: number }) => request<T.Page<T.FindingView>>("GET", `/api/findings${query(filter)}`),
  findingCounts: (filter: FindingFilter) => request<T.FindingCounts>("GET", `/api/findings/counts${query(filter)}`),
  explain: (key: string) => request<T.ExplainView>("GET", `/api/findings/${seg(key)}/explain`),
  closed: (period: string) => request<T.ClosedView[]>("GET", `/api/findings/closed${query({ period })}`),
  passed: (filter: Search & { period: string }) => request<T.Page<T.PassedView>>("GET", `/api/findings/passed${query(filter)}`),
  learned: () => request<T.LearnedView>("GET", "/api/learned"),
  decideProposal: (rule: string, body: T.DecideProposal) => request<T.LearnedView>("POST", `/api/learned/${seg(rule)}`, body),
  checkRecord: (period: string) => request<T.RecordView>("GET", `${living(period)}/checks`),
  signRecord: (period: string, body: T.SignRecord) => request<T.RecordView>("POST", `${living(period)}/checks`, body),
  answer: (key: string, body: T.AnswerInput) => request<T.FindingView>("POST", `/api/findings/${seg(key)}/answer`, body),

  livings: () => request<T.LivingRow[]>("GET", "/api/living"),
  living: (period: string) => request<T.LivingView>("GET", living(period)),
  basis: (period: string, figure: string) => request<T.BasisView>("GET", `${living(period)}/figures/${seg(figure)}`),
  explainNotices: (period: string, body: T.ExplainNotices) => request<T.LivingView>("POST", `${living(period)}/notices/explain`, body),
  withdrawReasons: (period: string, keys: string[]) => request<T.LivingView>("POST", `${living(period)}/notices/withdraw`, { keys }),
  bindNumber: (period: string, body: T.BindNumber) => request<T.LivingView>("POST", `${living(period)}/bind`, body),
  writing: (period: string, body: T.WritingInput) => request<T.WriterView[]>("POST", `${living(period)}/here`, body, undefined, body.leaving),
  writeProse: (period: string, sending: T.WriteProse, signal?: AbortSignal) => request<T.ProseAnswer>("PUT", `${living(period)}/prose`, sending, signal),
  tryChart: (period: string, chart: T.Chart) => request<T.LivingChart>("POST", `${living(period)}/charts/try`, chart),
  tryFigures: (period: string, figures: T.Figure[]) => request<T.TriedFigures>("POST", `${living(period)}/figures/try`, { figures }),
  passageHistory: (period: string, passage: string) => request<T.EditionView[]>("GET", `${living(period)}/passages/${seg(passage)}/history`),
  comparedReport: (period: string) => request<T.CompareView>("GET", `${living(period)}/compare`),
  remarks: (period: string) => request<T.RemarksView>("GET", `${living(period)}/remarks`),
  remark: (period: string, body: T.MakeRemark) => request<T.RemarksView>("POST", `${living(period)}/remarks`, body),
  settleRemark: (period: string, cut: number, settled: boolean) => request<T.RemarksView>("POST", `${living(period)}/remarks/${cut}/settle`, { settled }),
  suggestProse: (period: string, body: T.MakeSuggestion) => request<T.RemarksView>("POST", `${living(period)}/suggestions`, body),
  settleSuggestion: (period: string, cut: number, accepted: boolean) => request<T.RemarksView>("POST", `${living(period)}/suggestions/${cut}/settle`, { accepted }),
  assignPassages: (period: string, passages: string[], owner: string | null) => request<T.LivingView>("POST", `${living(period)}/assign`, { passages, owner }),
  lockPassages: (period: string, passages: string[], locked: boolean) => request<T.LivingView>("POST", `${living(period)}/lock`, { passages, locked }),
  setNumbering: (period: string, numbering: T.Numbering) => request<T.LivingView>("POST", `${living(period)}/numbering`, { numbering }),
  sendDoclet: (period: string, unit: string) => request<T.LivingView>("POST", `${living(period)}/doclets/${seg(unit)}/send`),
  acceptDoclet: (period: string, unit: string) => request<T.LivingView>("POST", `${living(period)}/doclets/${seg(unit)}/accept`),
  returnDoclet: (period: string, unit: string, body: T.ReturnDoclet) => request<T.LivingView>("POST", `${living(period)}/doclets/${seg(unit)}/return`, body),
  outlines: ({ search, level, kind }: { search: string; level: string; kind: string }) => request<T.OutlineRow[]>("GET", `/api/outlines${query({ search, level, kind })}`),
  outline: (id: string, kind?: string) => request<T.OutlineView>("GET", `/api/outlines/${seg(id)}${query({ kind })}`),
  handInOutline: (text: string) => request<T.OutlineKept>("POST", "/api/outlines", { text }),
  changeOutline: (id: string, text: string) => request<T.OutlineKept>("PUT", `/api/outlines/${seg(id)}`, { text }),
  removeOutline: (id: string, removed: boolean) => request<T.OutlineRow>("PUT", `/api/outlines/${seg(id)}/removed`, { removed }),
  startChoices: (period: string) => request<T.StartView>("GET", `${living(period)}/start`),
  startReport: (period: string, body: T.StartReport) => request<T.LivingView>("POST", `${living(period)}/start`, body),
  takeBackStart: (period: string) => request<void>("DELETE", `${living(period)}/start`),
  keepReport: (period: string, body: T.KeepReport) => request<T.OutlineKept>("POST", `${living(period)}/outline`, body),
  offers: (period: string) => request<T.OffersView>("GET", `${living(period)}/offers`),
  answerOffer: (period: string, key: string, answer: T.OfferAnswer) => request<T.OffersView>("POST", `${living(period)}/offers`, { key, answer }),
  approveReport: (period: string, cut: number) => request<T.LivingView>("POST", `${living(period)}/approve`, { cut }),
  issue: (period: string, body: T.Issue) => request<T.LivingView>("POST", `${living(period)}/issue`, body),
  previewReturned: (period: string, file: File, onProgress: (share: number) => void) =>
    upload<T.ReturnedPreview>(`${living(period)}/returned/preview`, file, onProgress),
  takeReturned: (period: string, file: File, body: T.TakeReturned, onProgress: (share: number) => void) =>
    upload<T.ProseAnswer>(`${living(period)}/returned`, file, onProgress, body),
  proposeIssue: (period: string, year: string) => request<T.IssueProposal>("GET", `${living(period)}/issue${query({ year })}`),
  issued: (period: string, issue?: number) => request<T.IssuedView>("GET", `${issuedAt(period)}${query({ issue })}`),
  sameAgain: (period: string, issue: number) => request<T.SameAgain>("GET", `${issuedAt(period)}/same${query({ issue })}`),
  keepSigned: (period: string, issue: number, file: File, onProgress: (share: number) => void) =>
    upload<T.IssuedView>(`${issuedAt(period)}/signed${query({ issue })}`, file, onProgress),
  withdrawSigned: (period: string, issue: number) => request<T.IssuedView>("DELETE", `${issuedAt(period)}/signed${query({ issue })}`),
  verifySigned: (period: string, issue: number, evidence: string | null) =>
    request<T.IssuedView>("PUT", `${issuedAt(period)}/signed/word${query({ issue })}`, { evidence }),
  openCorrection: (period: string, reason: string) => request<T.LivingView>("POST", `${living(period)}/correction`, { reason }),
  giveUpCorrection: (period: string) => request<T.LivingView>("DELETE", `${living(period)}/correction`),
  register: (filter: RegisterFilter) => request<T.RegisterView>("GET", `/api/register${query({ ...filter, down: filter.down ? "true" : undefined })}`),
  takeNumber: (body: T.TakenNumber) => request<null>("PUT", "/api/register", body),
  freeNumber: ({ year, notation, number }: T.RegisterPlace) => request<null>("DELETE", `/api/register/${year}/${seg(notation)}/${number}`),
  prepareIssue: (period: string, body: T.Dispatch) => request<T.Dispatch>("PUT", `${living(period)}/dispatch`, body),
  wordTemplate: () => request<T.WordTemplateView>("GET", "/api/word-template"),
  keepWordTemplate: (file: File, onProgress: (share: number) => void) => upload<T.WordTemplateView>("/api/word-template", file, onProgress),
  removeWordTemplate: () => request<T.WordTemplateView>("DELETE", "/api/word-template"),
  signers: () => request<T.SignerView[]>("GET", "/api/signers"),
  setSigners: (signers: readonly T.Signer[]) => request<T.SignerView[]>("PUT", "/api/signers", { signers }),

  tasks: (filter: Search & { status?: string }) => request<T.Page<T.TaskView>>("GET", `/api/tasks${query(filter)}`),
  addTask: (body: T.AddTask) => request<T.TaskView>("POST", "/api/tasks", body),
  moveTask: (id: string, body: T.MoveTask) => request<T.TaskView>("PUT", `/api/tasks/${seg(id)}/status`, body),
  assignTask: (id: string, body: T.AssignTask) => request<T.TaskView>("PUT", `/api/tasks/${seg(id)}/assignment`, body),

  indicators: (filter: Search) => request<T.Page<T.IndicatorView>>("GET", `/api/indicators${query(filter)}`),
  setIndicator: (body: T.Indicator) => request<T.IndicatorView>("PUT", `/api/indicators/${seg(body.code)}`, body),
  series: (code: string, ask: Record<string, string> = {}) => request<T.SeriesView>("GET", `/api/indicators/${seg(code)}/series${query(ask)}`),
  seriesBasis: (code: string, ask: Record<string, string>) => request<T.SeriesBasis>("GET", `/api/indicators/${seg(code)}/series/basis${query(ask)}`),
  outliers: (unit: string, ask: Record<string, string>) => request<T.OutlierPage>("GET", `/api/units/${seg(unit)}/outliers${query(ask)}`),
  profile: (unit: string, ask: Record<string, string>) => request<T.ProfileView>("GET", `/api/units/${seg(unit)}/profile${query(ask)}`),
  previewHistory: (file: File, says: T.SayHistory, onProgress: (share: number) => void) => upload<T.HistoryPreview>("/api/history/preview", file, onProgress, says),
  takeHistory: (file: File, says: T.SayHistory, onProgress: (share: number) => void) => upload<T.HistoryTaken>("/api/history", file, onProgress, says),
  history: () => request<T.HistoryTaken[]>("GET", "/api/history"),
  takeHistoryBack: (cut: number) => request<T.HistoryTaken[]>("DELETE", `/api/history/${cut}`),
  indicatorLife: (code: string) => request<T.IndicatorLifeView>("GET", `/api/indicators/${seg(code)}/life`),
  noteChange: (code: string, body: T.NoteChange) => request<T.IndicatorLifeView>("POST", `/api/indicators/${seg(code)}/life`, body),
  setOfficial: (code: string, body: T.SetOfficial) => request<T.IndicatorLifeView>("PUT", `/api/indicators/${seg(code)}/official`, body),
  switchLifeStep: (step: number, undone: boolean) => request<number>("PUT", `/api/life/steps/${step}`, { undone }),
  previewCatalogue: (file: File) => upload<T.CataloguePreview>("/api/life/catalogue/preview", file, () => undefined),
  takeCatalogue: (file: File, codes: string[]) => upload<T.CatalogueTaken>("/api/life/catalogue", file, () => undefined, { codes }),
  plans: (period: string) => request<T.PlansView>("GET", `/api/plans${query({ period })}`),
  planProgress: (ask: { period: string; at?: string; unit?: string; indicator?: string }) => request<T.ProgressView>("GET", `/api/plans/progress${query(ask)}`),
  decision: (plan: string, period: string) => request<T.DecisionView>("GET", `${decision(plan)}${query({ period })}`),
  addDecision: (body: T.DecisionInput) => request<T.DecisionView>("POST", "/api/plans", body),
  changeDecision: (plan: string, body: T.DecisionInput) => request<T.DecisionView>("PUT", decision(plan), body),
  dropDecision: (plan: string) => request<number>("DELETE", decision(plan)),
  setTargets: (plan: string, body: T.SetTargets) => request<T.DecisionView>("PUT", `${decision(plan)}/targets`, body),
  switchPlanStep: (step: number, undone: boolean) => request<T.PlansView>("PUT", `/api/plans/steps/${step}`, { undone }),
  setSignals: (body: T.SignalInput) => request<T.PlansView>("PUT", "/api/plans/signals", body),
  keepPlanFile: (plan: string, file: File) => upload<T.DecisionView>(`${decision(plan)}/file`, file, () => undefined),
  previewAnnex: (plan: string, period: string, file: File) => upload<T.AnnexPreview>(`${decision(plan)}/workbook/${seg(period)}`, file, () => undefined),

  rules: (filter: Search) => request<T.Page<T.RuleView>>("GET", `/api/rules${query(filter)}`),
  rule: (id: string) => request<T.RuleView>("GET", `/api/rules/${seg(id)}`),
  addRule: (body: T.RuleInput) => request<T.RuleView>("POST", "/api/rules", body),
  draftRule: (body: T.RuleDraft) => request<T.DraftView>("POST", "/api/rules/draft", body),
  changeRule: (id: string, body: T.RuleInput) => request<T.RuleView>("PUT", `/api/rules/${seg(id)}/written`, body),
  takeRuleBack: (id: string) => request<T.RuleView | null>("POST", `/api/rules/${seg(id)}/undo`),
  language: () => request<T.LanguageView>("GET", "/api/rules/language"),
  switchRule: (id: string, body: T.SwitchRule) => request<T.RuleView>("PUT", `/api/rules/${seg(id)}`, body),
  units: (ever = false) => request<T.UnitView[]>("GET", `/api/units${query({ ever: ever ? "true" : undefined })}`),
  findUnits: (filter: Search & { kind?: string; sort?: string }) => request<T.Page<T.UnitHit>>("GET", `/api/units/found${query(filter)}`),
  enterUnit: (body: T.EnterUnit) => request<T.LinkedUnit>("POST", "/api/units", body),
  unitLife: (unit: string) => request<T.LifeView>("GET", `/api/units/${seg(unit)}/life`),
  removeUnit: (unit: string) => request<void>("DELETE", `/api/units/${seg(unit)}/life`),
  country: () => request<T.CountryView>("GET", "/api/units/country"),
  loadCountry: () => request<T.CountryView>("POST", "/api/units/country"),
  reorganisations: () => request<T.ReorganisedView[]>("GET", "/api/reorganisations"),
  reorganise: (body: T.ReorganisationWish) => request<T.ReorganisedView>("POST", "/api/reorganisations", body),
  tryReorganisation: (body: T.ReorganisationWish) => request<T.EffectView>("POST", "/api/reorganisations/try", body),
  withdrawReorganisation: (id: string) => request<void>("DELETE", `/api/reorganisations/${seg(id)}`),

  mail: () => request<T.MailView>("GET", "/api/mail"),
  setMail: (body: T.SetMail) => request<T.MailView>("PUT", "/api/mail", body),
  testMail: (body: T.TestMail) => request<null>("POST", "/api/mail/test", body),
  outbox: (page: number) => request<T.Page<T.PostedView>>("GET", `/api/mail/outbox${query({ page })}`),
  retryMail: (letter: string) => request<null>("POST", `/api/mail/outbox/${seg(letter)}/retry`),

  me: () => request<T.MeView>("GET", "/api/me"),
  changePassword: (body: T.ChangePassword) => request<void>("PUT", "/api/me/password", body),
  proposeFactor: () => request<T.FactorProposal>("POST", "/api/me/factor"),
  confirmFactor: (body: T.ConfirmFactor) => request<T.RecoveryCodes>("PUT", "/api/me/factor", body),
  removeFactor: (body: T.ProvePassword) => request<void>("POST", "/api/me/factor/remove", body),
  renewRecoveryCodes: (body: T.ProvePassword) => request<T.RecoveryCodes>("POST", "/api/me/recovery-codes", body),
  mySessions: () => request<T.OpenSession[]>("GET", "/api/me/sessions"),
  endMySessions: (id: string | null) => request<T.OpenSession[]>("DELETE", `/api/me/sessions${id === null ? "" : `/${seg(id)}`}`),

  accounts: (filter: AccountFilter) => request<T.Page<T.AccountView>>("GET", `/api/accounts${query(filter)}`),
  setAccount: (name: string, body: T.SetAccount) => request<T.AccountView>("PUT", account(name), body),
  invite: (name: string) => request<T.LinkView>("POST", `${account(name)}/link`),
  unlock: (name: string) => request<T.AccountView>("POST", `${account(name)}/unlock`),
  dropFactor: (name: string) => request<T.AccountView>("DELETE", `${account(name)}/factor`),
  sessionsOf: (name: string) => request<T.OpenSession[]>("GET", `${account(name)}/sessions`),
  endSessionsOf: (name: string, id: string | null) => request<T.OpenSession[]>("DELETE", `${account(name)}/sessions${id === null ? "" : `/${seg(id)}`}`),
  signInPolicy: () => request<T.SignInPolicy>("GET", "/api/sign-in-policy"),
  setSignInPolicy: (body: T.SignInPolicy) => request<T.SignInPolicy>("PUT", "/api/sign-in-policy", body),
  sectors: () => request<T.SectorView[]>("GET", "/api/sectors"),
  log: (filter: Search) => request<T.Page<T.LogRow>>("GET", `/api/log${query(filter)}`),
};

/** Addresses of files, for plain links. */
export const files = {
  board: (round: string, { page: _, ...filter }: BoardFilter) => `/api/rounds/${seg(round)}/board.csv${boardQuery(filter)}`,
  league: ({ page: _, ...filter }: LeagueFilter) => `/api/league.csv${query(filter)}`,
  workbook: (round: string, unit: string) => `${form(round, unit)}/workbook`,
  workbooks: (round: string) => `/api/rounds/${seg(round)}/workbooks`,
  attached: (round: string, unit: string, file: string) => `${form(round, unit)}/files/${seg(file)}`,
  catalogue: () => "/api/life/catalogue",
  planPaper: (plan: string) => `${decision(plan)}/file`,
  planTable: (plan: string, period: string) => `${decision(plan)}/workbook/${seg(period)}`,
  outline: (id: string) => `/api/outlines/${seg(id)}/text`,
  preview: (period: string, to: "docx" | "pdf" | "html" | "filled") => `${living(period)}/preview?to=${to}`,
  issued: (period: string, to: "docx" | "pdf" | "html" | "filled", issue?: number) => `${issuedAt(period)}/file${query({ to, issue })}`,
  annex: (period: string, annex: number, to: "docx" | "pdf", issue: number) => `${issuedAt(period)}/annexes/${annex}${query({ to, issue })}`,
  extract: (period: string, to: "docx" | "pdf" | "html", issue: number) => `${issuedAt(period)}/extract${query({ to, issue })}`,
  wordTemplate: () => "/api/word-template/file",
  signed: (period: string, issue: number) => `${issuedAt(period)}/signed${query({ issue })}`,
};
