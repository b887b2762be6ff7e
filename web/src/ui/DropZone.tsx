import { useRef, useState, type ReactNode } from "react";
import { t } from "../messages";
import { Button } from "./Button";
import { Icon } from "./Icon";

/** Takes files by drag and drop or by the browser's file window. */
export function DropZone({ accept, hint, disabled, onFiles }: { accept: string; hint: ReactNode; disabled?: boolean; onFiles: (files: File[]) => void }) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div
      className={over ? "dropzone dropzone-over" : "dropzone"}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault();
        setOver(false);
        const files = [...e.dataTransfer.files];
        if (files.length > 0 && !disabled) onFiles(files);
      }}
    >
      <Icon name="upload" size={28} />
      <div className="grow">
        <strong>{t("ui.dropHere")}</strong>
        <p className="muted small">{hint}</p>
      </div>
      <Button look="primary" disabled={disabled} onClick={() => input.current?.click()}>{t("ui.chooseFile")}</Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t("ui.chooseFile")}
        accept={accept}
        multiple
        onChange={(e) => {
          const files = [...(e.target.files ?? [])];
          e.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </div>
  );
}
