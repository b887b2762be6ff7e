// Words, icons and colours of the states that several pages show.
import type { FormView, Severity, Submission, TaskStatus } from "../api/types";
import { t } from "../messages";
import { Badge, type IconName, type Tone } from "../ui";

type State = Submission["state"];

const SUBMISSION: Record<State, { tone: Tone; icon: IconName }> = {
  draft: { tone: "neutral", icon: "draft" },
  sent: { tone: "info", icon: "sent" },
  returned: { tone: "warn", icon: "returned" },
  unit_approved: { tone: "info", icon: "approved" },
  approved: { tone: "ok", icon: "approved" },
};

export const SUBMISSION_STATES: readonly State[] = ["draft", "sent", "returned", "unit_approved", "approved"];

/** Where a form stands. */
export function SubmissionBadge({ state }: { state: State }) {
  const { tone, icon } = SUBMISSION[state];
  return <Badge tone={tone} icon={icon}>{t(`submission.${state}`)}</Badge>;
}

const SEVERITY: Record<Severity, { tone: Tone; icon: IconName }> = {
  error: { tone: "error", icon: "error" },
  warning: { tone: "warn", icon: "warning" },
  info: { tone: "info", icon: "info" },
};

export const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** How much a finding matters. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  const { tone, icon } = SEVERITY[severity];
  return <Badge tone={tone} icon={icon}>{t(`severity.${severity}`)}</Badge>;
}

const TASK: Record<TaskStatus, { tone: Tone; icon: IconName }> = {
  open: { tone: "neutral", icon: "draft" },
  in_progress: { tone: "info", icon: "partial" },
  done: { tone: "ok", icon: "approved" },
  carried_over: { tone: "warn", icon: "right" },
  dropped: { tone: "neutral", icon: "cross" },
};

export const TASK_STATES: readonly TaskStatus[] = ["open", "in_progress", "done", "carried_over", "dropped"];

/** Where a task stands. */
export function TaskBadge({ status }: { status: TaskStatus }) {
  const { tone, icon } = TASK[status];
  return <Badge tone={tone} icon={icon}>{t(`task.${status}`)}</Badge>;
}

/** Findings that stop a form from being sent: errors that nobody has answered. */
export const blocking = (form: FormView) => form.findings.filter((f) => f.severity === "error" && !f.answer);
