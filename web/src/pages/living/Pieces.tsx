import type { Piece } from "../../api/types";
import { t } from "../../messages";

/** Words that went and words that came, told apart by shape as well as by colour. `side` shows one of the two only. */
export function Pieces({ pieces, side }: { pieces: readonly Piece[]; side?: "old" | "new" }) {
  const hidden = side === "old" ? "new" : side === "new" ? "gone" : null;
  return (
    <p className="pieces">
      {pieces.map((piece, at) => {
        if (piece.kind === hidden) return null;
        if (piece.kind === "same") return <span key={at}>{piece.text}</span>;
        const Tag = piece.kind === "gone" ? "del" : "ins";
        return <Tag key={at} aria-label={t(`pieces.${piece.kind}`, { text: piece.text })}>{piece.text}</Tag>;
      })}
    </p>
  );
}
