import { useQuery } from "@tanstack/react-query";
import { api } from "../../api";
import type { EditionView } from "../../api/types";
import { moment } from "../../format/date";
import { t } from "../../messages";
import { Badge, Button, Empty, Loaded } from "../../ui";
import { Pieces } from "./Pieces";

/** How the paragraph at the caret came to be what it is. */
export function Editions({ period, cut, passage, onRestore }: { period: string; cut: number; passage: string | null; onRestore: ((edition: EditionView) => void) | null }) {
  const query = useQuery({ queryKey: ["editions", period, passage, cut], queryFn: () => api.passageHistory(period, passage ?? ""), enabled: passage !== null, placeholderData: (last) => last });
  if (!passage) return <Empty icon="clock" title={t("editions.nowhere")} />;
  return (
    <Loaded query={query}>
      {(editions) => (
        <ol className="editions">
          {editions.length === 0 && <Empty icon="clock" title={t("editions.none")} />}
          {editions.map((edition, at) => (
            <li key={edition.cut} className="talk-item">
              <p className="spread"><strong>{edition.by ?? t("editions.before")}</strong> <Badge>{t(`editions.what.${edition.what}`)}</Badge></p>
              {edition.at && <p className="small muted">{moment(edition.at)}</p>}
              {/* What was taken over is where it begins, not a change. */}
              <Pieces pieces={edition.what === "adopted" ? edition.difference.map((piece) => ({ ...piece, kind: "same" })) : edition.difference} />
              {at > 0 && edition.content && onRestore && <Button small look="quiet" icon="undo" onClick={() => onRestore(edition)}>{t("editions.restore")}</Button>}
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  );
}
