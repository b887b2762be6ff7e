import { useRef, useState, type ReactNode } from "react";
import { t } from "../messages";
import { Button } from "./Button";
import { Icon } from "./Icon";

/** Takes one file by drag and drop or by the browser's file window. */
export function DropZone({ accept, hint, disabled, onFile }: { accept: string; hint: ReactNode; disabled?: boolean; onFile: (file: File) => void }) {
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
        const file = e.dataTransfer.files[0];
        if (file && !disabled) onFile(file);
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
        onChange={(e) => {
          const file = e.target.files?.[0];
          e.target.value = "";
          if (file) onFile(file);
        }}
      />
    </div>
  );
}
