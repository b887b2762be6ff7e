/** Several at one report: who writes where. */
export const writersVi = {
  "writers.now": "Đang cùng viết:",
  "writers.here": "{names} đang viết",
  "writers.goThere": "Đến đoạn đang viết",
  "writers.joinCells": "Gộp ô trong dòng",
  "writers.partCell": "Tách ô đã gộp",
} as const;
