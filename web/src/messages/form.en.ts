import type { formVi } from "./form.vi";

/** The same keys in English. */
export const formEn: Record<keyof typeof formVi, string> = {
  "form.conflict": "{by} has just put {value} into this cell.",
};
