import { useEffect, useId, useRef, type ReactNode } from "react";
import { t } from "../messages";
import { IconButton } from "./Button";

/** A modal on the browser's own `<dialog>`: focus stays inside, Esc closes, focus goes back afterwards. */
export function Dialog({ open, title, wide, onClose, children, actions }: {
  open: boolean;
  title: string;
  wide?: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (open && !dialog.open) {
      dialog.showModal();
      // Where there is something to fill in or one thing to do, the keys start there and not on the closing cross.
      dialog.querySelector<HTMLElement>("[data-first], .dialog-body :is(input, select, textarea)")?.focus();
    }
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={ref}
      className={wide ? "dialog dialog-wide" : "dialog"}
      aria-labelledby={id}
      onCancel={(e) => {
        e.preventDefault();
        onClose();
      }}
      onClose={() => open && onClose()}
    >
      {open && (
        <>
          <header className="dialog-head">
            <h2 id={id}>{title}</h2>
            <IconButton icon="close" label={t("ui.close")} onClick={onClose} />
          </header>
          <div className="dialog-body">{children}</div>
          {actions && <footer className="dialog-foot">{actions}</footer>}
        </>
      )}
    </dialog>
  );
}
