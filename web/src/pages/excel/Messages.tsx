import type { RowMessage } from "../../api/types";
import { lang, t } from "../../messages";
import { Icon, Panel } from "../../ui";

/** What is to be known about rows; what was lost comes first. */
export function Messages({ messages }: { messages: readonly RowMessage[] }) {
  if (messages.length === 0) return null;
  const sorted = [...messages].sort((a, b) => Number(b.lost) - Number(a.lost));
  return (
    <Panel title={t("excel.messages")}>
      <ul className="excel-messages">
        {sorted.map((m, i) => (
          <li key={i} className={m.lost ? "excel-lost" : undefined}>
            <Icon name={m.lost ? "error" : "warning"} size={17} /> <span>{lang() === "vi" ? m.vi : m.en}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
