import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api } from "../../api";
import type { WorkItem } from "../../api/types";
import { useSession } from "../../app/session";
import { day } from "../../format/date";
import { periodName } from "../../format/period";
import { t, tCode } from "../../messages";
import { Badge, Empty, Loaded, PageHead, Panel } from "../../ui";
import "./work.css";

const GROUPS = [
  { title: "work.group.now", has: (w: WorkItem) => w.late },
  { title: "work.group.next", has: (w: WorkItem) => !w.late && w.kind !== "do_task" },
  { title: "work.group.tasks", has: (w: WorkItem) => !w.late && w.kind === "do_task" },
] as const;

export default function Work() {
  const session = useSession();
  const work = useQuery({ queryKey: ["work"], queryFn: api.work, refetchInterval: 30_000 });
  return (
    <>
      <PageHead title={t("work.title")} note={t("work.note", { name: session.display_name })} />
      <Loaded query={work}>
        {(items) =>
          items.length === 0 ? (
            <Panel><Empty icon="approved" title={t("work.empty")}>{t("work.emptyHint")}</Empty></Panel>
          ) : (
            <div className="stack work">
              {GROUPS.map(({ title, has }) => {
                const rows = items.filter(has);
                return rows.length > 0 && (
                  <Panel key={title} title={t(title)} flush>
                    <ul className="work-list">{rows.map((item) => <Item key={`${item.kind} ${item.link} ${item.subject}`} item={item} />)}</ul>
                  </Panel>
                );
              })}
            </div>
          )
        }
      </Loaded>
    </>
  );
}

function Item({ item }: { item: WorkItem }) {
  const sentence = item.kind === "do_task" ? item.subject : tCode("work", item.count ? item.kind : `${item.kind}.none`, { count: item.count ?? 0 });
  const subject = item.kind === "do_task" ? "" : periodName(item.subject);
  return (
    <li className="work-item">
      <div className="grow">
        <p className="work-sentence">{sentence}</p>
        {item.kind === "read_first_report" ? <p className="muted small">{t("work.read_first_report.hint")}</p> : subject && <p className="muted small">{subject}</p>}
      </div>
      {item.late && <Badge tone="error" icon="clock">{t("work.late")}</Badge>}
      {item.due && <span className="muted small nowrap">{t("work.due", { date: day(item.due) })}</span>}
      <Link href={item.link} className="button button-secondary">{tCode("work", `${item.kind}.do`)}</Link>
    </li>
  );
}
