import type { reportsVi } from "./reports.vi";

/** The same keys in English. */
export const reportsEn: Record<keyof typeof reportsVi, string> = {};
