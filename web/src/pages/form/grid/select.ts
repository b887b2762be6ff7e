// What is selected in the grid and where keys lead: plain values, no screen.

export type At = { row: number; col: number };
/** From where it was begun to where it was drawn; both ends in it. The second is the active cell while moving on. */
export type Selection = { anchor: At; head: At };
export type Box = { top: number; bottom: number; left: number; right: number };

export const at = (row: number, col: number): Selection => ({ anchor: { row, col }, head: { row, col } });

export const box = ({ anchor, head }: Selection): Box => ({
  top: Math.min(anchor.row, head.row),
  bottom: Math.max(anchor.row, head.row),
  left: Math.min(anchor.col, head.col),
  right: Math.max(anchor.col, head.col),
});

export type Sheet = {
  rows: number;
  cols: number;
  page: number;
  /** Columns that are typed into. */
  typed: readonly number[];
  /** Whether a cell says something; Ctrl and an arrow stop at its edges. */
  filled: (at: At) => boolean;
};

export type Press = { key: string; shift: boolean; ctrl: boolean };

const clamp = (value: number, most: number): number => Math.max(0, Math.min(value, most));

/** The edge of what is filled, as spreadsheets know it. */
function edge(sheet: Sheet, from: At, dr: number, dc: number): At {
  const inside = ({ row, col }: At) => row >= 0 && col >= 0 && row < sheet.rows && col < sheet.cols;
  const next = ({ row, col }: At): At => ({ row: row + dr, col: col + dc });
  let here = from;
  const run = inside(next(here)) && sheet.filled(here) && sheet.filled(next(here));
  while (inside(next(here))) {
    if (run && !sheet.filled(next(here))) return here;
    here = next(here);
    if (!run && sheet.filled(here)) return here;
  }
  return here;
}

const STEPS: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Where a key leads; none = it is no key that moves. */
export function move(sheet: Sheet, selection: Selection, { key, shift, ctrl }: Press): Selection | null {
  if (sheet.rows === 0) return null;
  const { head, anchor } = selection;
  const go = (to: At): Selection => {
    const next = { row: clamp(to.row, sheet.rows - 1), col: clamp(to.col, sheet.cols - 1) };
    return shift ? { anchor, head: next } : { anchor: next, head: next };
  };
  const step = STEPS[key];
  if (step) return go(ctrl ? edge(sheet, head, ...step) : { row: head.row + step[0], col: head.col + step[1] });
  const [first = 0, last = 0] = [sheet.typed[0], sheet.typed.at(-1)];
  switch (key) {
    case "PageUp": return go({ row: head.row - sheet.page, col: head.col });
    case "PageDown": return go({ row: head.row + sheet.page, col: head.col });
    case "Home": return go({ row: ctrl ? 0 : head.row, col: ctrl ? first : 0 });
    case "End": return go({ row: ctrl ? sheet.rows - 1 : head.row, col: ctrl ? last : sheet.cols - 1 });
    case "Enter": {
      const row = clamp(anchor.row + (shift ? -1 : 1), sheet.rows - 1);
      return at(row, anchor.col);
    }
    case "Tab": {
      // From one typed cell to the next, across rows; at the ends the focus leaves the grid.
      const cells = sheet.typed.length;
      const here = sheet.typed.indexOf(head.col);
      const place = here >= 0 ? here : sheet.typed.filter((col) => col < head.col).length - (shift ? 0 : 1);
      const flat = head.row * cells + place + (shift ? -1 : 1);
      if (cells === 0 || flat < 0 || flat >= sheet.rows * cells) return null;
      return at(Math.floor(flat / cells), sheet.typed[flat % cells] ?? first);
    }
    default: return null;
  }
}
