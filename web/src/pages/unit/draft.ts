import type { ReorganisationWish, UnitKind } from "../../api/types";

/** A unit as it was chosen. */
export type Chosen = { id: string; name: string };
export type Begun = { key: string; name: string; kind: UnitKind; code: string; parent: string };
export type Handed = { from: string; to: string; people: string; area: string };
export type Changed = { unit: string; name: string; code: string; parent: string };

/** A reorganisation while it is typed. */
export type Draft = {
  /** ISO; "" = nothing typed, null = no such day. */
  on: string | null;
  basis: string;
  ends: readonly Chosen[];
  heirless: readonly string[];
  begins: readonly Begun[];
  hands: readonly Handed[];
  changes: readonly Changed[];
};

export const blank: Draft = { on: "", basis: "", ends: [], heirless: [], begins: [], hands: [], changes: [] };

/** A percentage as typed, `12,5`, as the exact part of one that the server reads; what is no number is left for it to refuse. */
export function partOf(percent: string): string {
  const [, whole = "", decimals = ""] = /^(\d+)(?:[.,](\d+))?$/.exec(percent.trim()) ?? [];
  if (whole === "") return percent.trim();
  const digits = whole.padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}${decimals}`;
}

function sharesOf({ people, area }: Handed): NonNullable<ReorganisationWish["hands"][number]["shares"]> {
  const told = Object.entries({ people, area }).filter(([, text]) => text.trim() !== "");
  return Object.fromEntries(told.map(([key, text]) => [key, { part: partOf(text), estimated: false }]));
}

/** What the server is asked. Lines that nothing was typed in are left out. */
export function wishOf(draft: Draft, confirmed: boolean): ReorganisationWish {
  return {
    on: draft.on ?? "",
    legal_basis: draft.basis,
    ends: draft.ends.map((unit) => unit.id),
    heirless: draft.heirless.filter((id) => draft.ends.some((unit) => unit.id === id)),
    begins: draft.begins.filter((b) => b.name.trim() !== "").map(({ key, name, kind, code, parent }) => ({ key, name, kind, official_code: code, parent: parent || null })),
    hands: draft.hands.filter((h) => h.from !== "" && h.to !== "").map((h) => ({ from: h.from, to: h.to, shares: sharesOf(h) })),
    changes: draft.changes.filter((c) => c.unit !== "").map((c) => ({ unit: c.unit, name: c.name || null, official_code: c.code || null, parent: c.parent || null })),
    confirmed,
  };
}
