// Line icons drawn for this program on a 20 x 20 grid; always beside a word or with a label on the button.
const PATHS = {
  work: "M4 5.5h12M4 10h12M4 14.5h7",
  rounds: "M4 5h12v11H4zM4 8.5h12M7 3v3M13 3v3",
  reports: "M5 3h7l3 3v11H5zM8 9h5M8 12.5h5",
  figures: "M4 16h12M6 13V9M10 13V5M14 13V8",
  plans: "M5 17V3.5M5 4.5h9l-2 3 2 3H5",
  findings: "M10 4l7 12H3zM10 9v3.5M10 14.2v.3",
  tasks: "M4 6l1.5 1.5L8 5M4 13l1.5 1.5L8 12M11 6.5h5M11 13.5h5",
  catalogue: "M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM11 11h5v5h-5z",
  admin: "M10 9.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM4.5 16.5c.6-3 2.7-4.5 5.5-4.5s4.9 1.5 5.5 4.5",
  menu: "M3.5 5.5h13M3.5 10h13M3.5 14.5h13",
  close: "M5 5l10 10M15 5L5 15",
  check: "M4 10.5l4 4 8-9",
  cross: "M6 6l8 8M14 6l-8 8",
  draft: "M5 10h10",
  sent: "M3.5 10L16.5 4l-4 12.5-3-5zM9.5 11.5L16.5 4",
  returned: "M7.5 5L4 8.5 7.5 12M4 8.5h8a4 4 0 0 1 0 8H9",
  approved: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM6.8 10.2l2.3 2.3 4.2-4.6",
  error: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6.5v4.5M10 13.3v.3",
  warning: "M10 4l7 12H3zM10 8.5v4M10 14.2v.2",
  info: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9.3V14M10 6.5v.3",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4.3l2.8 1.7",
  lock: "M5.5 9h9v7.5h-9zM7.5 9V6.5a2.5 2.5 0 0 1 5 0V9",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4",
  down: "M5.5 8l4.5 4.5L14.5 8",
  up: "M5.5 12L10 7.5l4.5 4.5",
  left: "M12 5l-5 5 5 5",
  right: "M8 5l5 5-5 5",
  plus: "M10 4.5v11M4.5 10h11",
  upload: "M10 13V4M6.5 7.5L10 4l3.5 3.5M4 13v3h12v-3",
  download: "M10 4v9M6.5 9.5L10 13l3.5-3.5M4 13v3h12v-3",
  phone: "M5 4h3l1.3 3.5-1.8 1.3a8 8 0 0 0 3.7 3.7l1.3-1.8L16 12v3c0 .6-.5 1-1 1C9 16 4 11 4 5c0-.5.4-1 1-1z",
  out: "M8 4H4.5v12H8M12 6.5l3.5 3.5-3.5 3.5M15 10H8",
  more: "M10 5v.1M10 10v.1M10 15v.1",
  clip: "M14.5 8.5l-5.8 5.8a2.6 2.6 0 0 1-3.7-3.7l6.5-6.5a1.8 1.8 0 0 1 2.6 2.6L8 12.8a.9.9 0 0 1-1.3-1.3l5-5",
  edit: "M4 16l.7-3.2L13 4.5l2.5 2.5-8.3 8.3z",
  undo: "M7.5 5L4 8.5 7.5 12M4 8.5h8a4 4 0 0 1 0 8H9",
  partial: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 3v14",
} as const;

export type IconName = keyof typeof PATHS;

/** A line icon; hidden from screen readers, since words stand beside it. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
