import type { ButtonHTMLAttributes } from "react";
import { Icon, type IconName } from "./Icon";

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** One primary button a screen; quiet ones in rows of tables. */
  look?: "primary" | "secondary" | "quiet" | "danger";
  small?: boolean;
  icon?: IconName;
  /** Work is under way: the button waits and says so to screen readers. */
  busy?: boolean;
};

export function Button({ look = "secondary", small, icon, busy, disabled, children, className, ...rest }: ButtonProps) {
  const classes = ["button", `button-${look}`, small && "button-small", className].filter(Boolean).join(" ");
  return (
    <button type="button" className={classes} disabled={disabled || busy} aria-busy={busy || undefined} {...rest}>
      {busy ? <span className="spinner" aria-hidden="true" /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A button that shows only an icon; `label` is its name. */
export function IconButton({ label, icon, ...rest }: Omit<ButtonProps, "children"> & { label: string; icon: IconName }) {
  return <Button look="quiet" {...rest} icon={icon} aria-label={label} title={label} className={`button-icon ${rest.className ?? ""}`} />;
}
