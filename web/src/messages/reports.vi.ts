/** Words of the review page, the living report and the issued one. */
export const reportsVi = {};
