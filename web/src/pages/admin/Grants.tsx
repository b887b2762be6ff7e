import { useQuery } from "@tanstack/react-query";
import { api } from "../../api";
import type { Grant, UnitView } from "../../api/types";
import { t } from "../../messages";
import { useUnits } from "../../parts/UnitSelect";
import { Button, Checkbox, SelectField } from "../../ui";
import { ROLES } from "./roles";

/** Units as a tree in one list: each below the one above it, set in by its depth. */
function tree(units: readonly UnitView[]): { value: string; label: string }[] {
  const known = new Set(units.map((u) => u.id));
  const below = (parent: string | null) => units.filter((u) => (u.parent && known.has(u.parent.id) ? u.parent.id : null) === parent);
  const walk = (parent: string | null, depth: number): { value: string; label: string }[] =>
    depth > 12 ? [] : below(parent).flatMap((u) => [{ value: u.id, label: `${"\u2003".repeat(depth)}${u.name}` }, ...walk(u.id, depth + 1)]);
  return walk(null, 0);
}

/** Roles with the unit, sectors and sensitivity that each covers. */
export function Grants({ grants, unit, onChange }: { grants: readonly Grant[]; unit: string; onChange: (grants: Grant[]) => void }) {
  const units = useUnits();
  const sectors = useQuery({ queryKey: ["sectors"], queryFn: api.sectors, staleTime: Infinity });
  const scopes = [{ value: "", label: t("people.everywhere") }, ...tree(units.data ?? [])];
  const put = (at: number, change: Partial<Grant>) => onChange(grants.map((g, i) => (i === at ? { ...g, ...change } : g)));
  return (
    <fieldset className="stack">
      <legend>{t("people.grants")}</legend>
      {grants.map((grant, i) => (
        <div className="grant" key={i} role="group" aria-label={t("people.grant", { n: i + 1 })}>
          <SelectField
            label={t("people.grant", { n: i + 1 })}
            value={grant.role}
            onChange={(value) => {
              const role = ROLES.find((r) => r === value) ?? grant.role;
              const own = role === "entry" || role === "unit_approver";
              put(i, { role, scope: own ? (grant.scope ?? unit) : null });
            }}
            options={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
          />
          <SelectField label={t("people.scope")} value={grant.scope ?? ""} onChange={(scope) => put(i, { scope: scope || null })} options={scopes} />
          {grant.role !== "administrator" && (
            <>
              <details>
                <summary>{t("people.sectors")}: {grant.sectors.length === 0 ? t("people.allSectors") : grant.sectors.join(", ")}</summary>
                <div className="grant-sectors">
                  {(sectors.data ?? []).map((s) => (
                    <Checkbox key={s.code} label={s.name} checked={grant.sectors.includes(s.code)} onChange={(on) => put(i, { sectors: on ? [...grant.sectors, s.code] : grant.sectors.filter((c) => c !== s.code) })} />
                  ))}
                </div>
              </details>
              <Checkbox label={t("people.restricted")} checked={grant.restricted} onChange={(restricted) => put(i, { restricted })} />
            </>
          )}
          {grants.length > 1 && <div className="row row-end"><Button small look="quiet" onClick={() => onChange(grants.filter((_, at) => at !== i))}>{t("people.dropGrant", { n: i + 1 })}</Button></div>}
        </div>
      ))}
      <div className="row"><Button small icon="plus" onClick={() => onChange([...grants, { role: "entry", scope: unit, sectors: [], restricted: false }])}>{t("people.addGrant")}</Button></div>
    </fieldset>
  );
}
