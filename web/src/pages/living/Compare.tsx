import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { Piece } from "../../api/types";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { Checkbox, Dialog, Empty, Loaded } from "../../ui";
import { Pieces } from "./Pieces";

const numbered = (number: string | null | undefined, pieces: readonly Piece[]): readonly Piece[] => (number ? [{ kind: "same", text: `${number} ` }, ...pieces] : pieces);

/** Last period's report and this one, paragraph beside paragraph. */
export function Compare({ period, onClose }: { period: string; onClose: () => void }) {
  const query = useQuery({ queryKey: ["compare", period], queryFn: () => api.comparedReport(period) });
  const [changed, setChanged] = useState(false);
  return (
    <Dialog open wide title={t("compare.title")} onClose={onClose}>
      <Loaded query={query}>
        {({ previous, rows }) => {
          const shown = rows.filter((row) => !changed || row.difference.some((piece) => piece.kind !== "same"));
          return (
            <>
              <Checkbox label={t("compare.onlyChanged", { n: rows.filter((row) => row.difference.some((piece) => piece.kind !== "same")).length })} checked={changed} onChange={setChanged} />
              <table className="compare">
                <thead><tr><th scope="col">{periodName(previous)}</th><th scope="col">{periodName(period)}</th></tr></thead>
                <tbody>
                  {shown.map((row) => (
                    <tr key={row.passage} data-kind={row.kind}>
                      <td><Pieces pieces={numbered(row.former_number, row.difference)} side="old" /></td>
                      <td><Pieces pieces={numbered(row.number, row.difference)} side="new" /></td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {shown.length === 0 && <Empty title={t("compare.none")} />}
            </>
          );
        }}
      </Loaded>
    </Dialog>
  );
}
