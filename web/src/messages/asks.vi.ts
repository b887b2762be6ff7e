/** Words of picking, ad hoc requests, reporting routes, units of a running round. */
export const asksVi = {
  "pick.searchIndicators": "Tìm chỉ tiêu, gõ không dấu cũng được",
  "pick.count": "đã chọn {count}",
  "pick.remove": "Bỏ chọn {name}",
  "pick.more": "Còn {count} dòng nữa, gõ thêm để thu hẹp.",
} as const;
