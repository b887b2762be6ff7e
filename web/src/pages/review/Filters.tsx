import type { RefObject } from "react";
import { t } from "../../messages";
import { FILTERS, type ProposalFilter } from "./proposals";

/** What the list shows: one filter with its count, and words to search for. */
export function Filters({ filter, search, amount, field, onFilter, onSearch, onDown }: {
  filter: ProposalFilter;
  search: string;
  amount: Record<ProposalFilter, number>;
  field: RefObject<HTMLInputElement | null>;
  onFilter: (filter: ProposalFilter) => void;
  onSearch: (search: string) => void;
  /** From the search into the list. */
  onDown: () => void;
}) {
  return (
    <div className="review-filters">
      <div className="review-chips" role="group" aria-label={t("review.filter")}>
        {FILTERS.map((key, i) => (
          <button key={key} type="button" aria-pressed={filter === key} title={`${t("review.filter")}: ${i + 1}`} onClick={() => onFilter(key)}>
            {t(`review.filter.${key}`)} <b>{amount[key]}</b>
          </button>
        ))}
      </div>
      <input
        ref={field}
        className="input"
        type="search"
        aria-label={t("review.search")}
        placeholder={`${t("review.search")}  ( / )`}
        value={search}
        onChange={(e) => onSearch(e.target.value)}
        onKeyDown={(e) => {
          if (e.key !== "ArrowDown" && e.key !== "Enter") return;
          e.preventDefault();
          onDown();
        }}
      />
    </div>
  );
}
