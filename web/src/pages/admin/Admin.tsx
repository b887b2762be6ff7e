import { useState } from "react";
import { useSession } from "../../app/session";
import { t } from "../../messages";
import { PageHead, Tabs } from "../../ui";
import { Units } from "../catalogue/Units";
import { Accounts } from "./Accounts";
import { Log } from "./Log";
import { Mail } from "./Mail";
import { Policy } from "./Policy";

const PARTS = [
  { key: "accounts", title: "admin.accounts", right: "administer", Part: Accounts },
  { key: "policy", title: "people.policy", right: "see_log", Part: Policy },
  { key: "mail", title: "mail.title", right: "set_mail", Part: Mail },
  { key: "units", title: "catalogue.units", right: "keep_units", Part: Units },
  { key: "log", title: "admin.log", right: "see_log", Part: Log },
] as const;

export default function Admin() {
  const { rights } = useSession();
  const own = PARTS.filter((part) => rights.includes(part.right));
  // To whom nothing here is open the server says so in place of the first.
  const parts = own.length > 0 ? own : PARTS.slice(0, 1);
  const [chosen, setChosen] = useState<string>("accounts");
  const current = parts.find((part) => part.key === chosen) ?? parts[0];
  return (
    <>
      <PageHead title={t("admin.title")} note={t("admin.note")} />
      {current && (
        <Tabs label={t("admin.title")} current={current.key} onChange={setChosen} tabs={parts.map(({ key, title }) => ({ key, title: t(title) }))}>
          <current.Part />
        </Tabs>
      )}
    </>
  );
}
