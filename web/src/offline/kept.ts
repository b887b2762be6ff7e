// Forms that were opened and who was signed in: what a page needs to open again without a line.
import { api, ApiError } from "../api";
import type { FormView, SessionView } from "../api/types";
import { empty, get, write } from "./db";

/** Names a form of a person in this browser. */
export const formName = (person: string, round: string, unit: string): string => JSON.stringify([person, round, unit]);

/** Keeping is a help, never a condition: a browser without a store works on the line only. */
const quietly = (step: Promise<unknown>): void => void step.catch(() => undefined);

const unreachable = (error: unknown): boolean => error instanceof ApiError && (error.status === 0 || error.status === 503);

/** A form from the server; without a line as it was when it was last opened. */
export async function loadForm(person: string, round: string, unit: string): Promise<FormView & { kept?: string }> {
  const form = formName(person, round, unit);
  try {
    const view = await api.form(round, unit);
    keepForm(person, view);
    return view;
  } catch (error) {
    if (!unreachable(error)) throw error;
    const kept = await get("forms", form).catch(() => undefined);
    if (!kept) throw error;
    return { ...kept.view, kept: kept.at };
  }
}

export const keepForm = (person: string, view: FormView): void =>
  quietly(write("forms", [{ form: formName(person, view.round, view.unit.id), view, at: new Date().toISOString() }]));

/** Who is signed in; without a line who was. */
export async function loadSession(): Promise<SessionView> {
  try {
    const view = await api.session();
    quietly(write("session", [{ key: "session", view }]));
    return view;
  } catch (error) {
    if (!unreachable(error)) throw error;
    const kept = await get("session", "session").catch(() => undefined);
    if (!kept) throw error;
    return kept.view;
  }
}

/** After signing out nothing can be read here; what was typed and not kept stays for its person. */
export async function forget(): Promise<void> {
  await Promise.all([empty("forms"), empty("session")]).catch(() => undefined);
}
