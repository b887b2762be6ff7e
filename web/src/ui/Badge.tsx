import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";

export type Tone = "neutral" | "accent" | "ok" | "warn" | "error" | "info";

/** A state as icon and word: the colour is never the only sign. */
export function Badge({ tone = "neutral", icon, children, title }: { tone?: Tone; icon?: IconName; children: ReactNode; title?: string }) {
  return (
    <span className={`badge badge-${tone}`} title={title}>
      {icon && <Icon name={icon} size={15} />}
      {children}
    </span>
  );
}
