import { useRef, useState } from "react";
import { files } from "../../api";
import { download } from "../../api/client";
import { formatNumber } from "../../format/number";
import { t } from "../../messages";
import { Button, Dialog, Progress, toast, toastError } from "../../ui";

type Running = { forms: number; about: number; bytes: number };

/** The name that the server gives a file. */
const nameOf = (headers: Headers) => decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(headers.get("content-disposition") ?? "")?.[1] ?? "bieu.zip");

/** All forms of a round as one zip: made while it arrives, with its progress, and it may be stopped. */
export function DownloadAll({ round }: { round: string }) {
  const [running, setRunning] = useState<Running>();
  const stop = useRef<AbortController>(undefined);
  const begin = async () => {
    const control = (stop.current = new AbortController());
    let name = "";
    setRunning({ forms: 0, about: 1, bytes: 0 });
    try {
      const blob = await download(files.workbooks(round), control.signal, (headers) => {
        name = nameOf(headers);
        setRunning({ forms: Number(headers.get("x-forms") ?? 0), about: Number(headers.get("x-bytes-about") ?? 1), bytes: 0 });
      }, (bytes) => setRunning((now) => now && { ...now, bytes }));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    } catch (error) {
      if (control.signal.aborted) toast(t("excel.stopped"));
      else toastError(error as Error);
    } finally {
      setRunning(undefined);
    }
  };
  return (
    <>
      <Button icon="download" disabled={!!running} onClick={() => void begin()}>{t("excel.getAll")}</Button>
      {running && (
        <Dialog open title={t("excel.getAll")} onClose={() => stop.current?.abort()} actions={<Button onClick={() => stop.current?.abort()}>{t("excel.stop")}</Button>}>
          <div className="stack-s" aria-live="polite">
            <span>{t("excel.packing", { forms: running.forms })}</span>
            {/* The whole is as long as its first part makes expect. */}
            <Progress value={Math.min(0.98, running.bytes / running.about)} label={t("excel.getAll")} />
            <span className="muted small">{t("excel.packed", { size: formatNumber((running.bytes / 1e6).toFixed(1)) })}</span>
          </div>
        </Dialog>
      )}
    </>
  );
}
