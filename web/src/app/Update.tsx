import { useSyncExternalStore } from "react";
import { newVersion, onNewVersion, reload } from "../offline/version";
import { t } from "../messages";
import { Button, Notice } from "../ui";

/** Tells an old page that the program was upgraded. */
export function Update() {
  const waits = useSyncExternalStore(onNewVersion, newVersion);
  if (!waits) return null;
  return (
    <div className="offline">
      <Notice><strong>{t("app.newVersion")}</strong> {t("app.newVersionNote")} <Button small onClick={reload}>{t("app.reload")}</Button></Notice>
    </div>
  );
}
