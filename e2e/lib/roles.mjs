// The people of the demo, by role. Their passwords are printed by `solieu demo`.
export const PEOPLE = { administrator: "quantri", office: "vanphong", reporter: "xanamkha", leader: "lanhdao", inspector: "thanhtra" };

/** The demo's open round, and the form that was returned to the reporter above. */
export const PERIOD = "2021-Q2";
export const UNIT = "xa-nam-kha";

/** Pages by the place on the menu that they belong to. */
export const PAGES = {
  work: ["/work"],
  rounds: ["/rounds", `/rounds/${PERIOD}`, `/rounds/${PERIOD}/forms/${UNIT}`, "/rounds/all", "/rounds/league", "/rounds/reminders"],
  reports: ["/reports", "/reports/register", `/reports/living/${PERIOD}`, `/reports/living/${PERIOD}/then`],
  figures: ["/figures", "/figures/NN05", "/figures/units/xa-nam-kha", "/figures/units/xa-nam-kha/outliers", "/figures/tables", "/figures/history", "/figures/restated"],
  plans: ["/plans"],
  findings: ["/findings"],
  tasks: ["/tasks"],
  catalogue: ["/catalogue", "/catalogue/indicators/NN01", "/catalogue/units", "/catalogue/units/reorganise", "/catalogue/units/xa-nam-kha", "/catalogue/routes", "/catalogue/sources", "/catalogue/regimes", "/catalogue/outlines", "/catalogue/outlines/huyen", "/catalogue/rules", "/catalogue/rules/new", "/catalogue/rules/language"],
  admin: ["/admin"],
  // Everybody has one, on no menu.
  me: ["/me"],
};
