/** Words of the entry grid. */
export const formVi = {
  "form.conflict": "{by} vừa ghi {value} vào ô này.",
} as const;
