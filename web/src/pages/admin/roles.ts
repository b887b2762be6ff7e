import type { Role } from "../../api/types";

/** The roles in the order of menus. */
export const ROLES = ["entry", "unit_approver", "compiler", "leader", "inspector", "administrator"] as const satisfies readonly Role[];
