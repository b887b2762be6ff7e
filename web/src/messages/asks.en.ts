import type { asksVi } from "./asks.vi";

/** Words of picking, ad hoc requests, reporting routes, units of a running round. */
export const asksEn: Record<keyof typeof asksVi, string> = {
  "pick.searchIndicators": "Search indicators, with or without diacritics",
  "pick.count": "{count} chosen",
  "pick.remove": "Do not choose {name}",
  "pick.more": "{count} more rows; type on to narrow them.",
};
