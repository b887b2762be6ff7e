import { useState } from "react";
import { t } from "../../messages";
import { PageHead, Tabs } from "../../ui";
import { Accounts } from "./Accounts";
import { Log } from "./Log";
import { Mail } from "./Mail";

export default function Admin() {
  const [part, setPart] = useState("accounts");
  return (
    <>
      <PageHead title={t("admin.title")} note={t("admin.note")} />
      <Tabs label={t("admin.title")} current={part} onChange={setPart} tabs={[{ key: "accounts", title: t("admin.accounts") }, { key: "mail", title: t("mail.title") }, { key: "log", title: t("admin.log") }]}>
        {part === "accounts" ? <Accounts /> : part === "mail" ? <Mail /> : <Log />}
      </Tabs>
    </>
  );
}
