/** Several at one report, and one reason for many places. */
export const writersVi = {
  "writers.now": "Đang cùng viết:",
  "writers.here": "{names} đang viết",
  "writers.goThere": "Đến đoạn đang viết",
  "writers.joinCells": "Gộp ô trong dòng",
  "writers.partCell": "Tách ô đã gộp",
  "truth.many.start": "Nêu một lý do cho nhiều chỗ",
  "truth.many.hint": "Chọn một loại để nêu một lý do cho nhiều chỗ.",
  "truth.many.all": "Chọn cả {n} chỗ loại này",
  "truth.many.reason": "Lý do chung",
  "truth.many.none": "Hãy chọn ít nhất một chỗ.",
  "truth.many.keep": "Ghi lý do cho {n} chỗ",
  "truth.many.choose": "Chọn: {says}",
  "truth.many.done": "Đã nêu lý do cho {n} chỗ.",
  "truth.many.undo": "Hoàn tác",
  "truth.many.given": "{n} chỗ cùng lý do.",
  "truth.many.withdraw": "Rút cả",
} as const;
