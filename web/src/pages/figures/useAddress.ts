import { useCallback } from "react";
import { useLocation, useSearch } from "wouter";

/** What is chosen on the page stands in its address, so that the page can be sent to a colleague. "" takes a choice out. */
export function useAddress(): [URLSearchParams, (changed: Record<string, string>) => void] {
  const search = useSearch();
  const [path, go] = useLocation();
  const set = useCallback(
    (changed: Record<string, string>) => {
      const next = new URLSearchParams(search);
      for (const [key, value] of Object.entries(changed)) if (value === "") next.delete(key); else next.set(key, value);
      const text = next.toString();
      go(text ? `${path}?${text}` : path, { replace: true });
    },
    [search, path, go],
  );
  return [new URLSearchParams(search), set];
}
