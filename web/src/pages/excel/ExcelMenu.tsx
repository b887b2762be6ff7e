import { useLocation } from "wouter";
import { files } from "../../api";
import type { FormView } from "../../api/types";
import { t } from "../../messages";
import { Menu } from "../../ui";

/** The form as a workbook: out, and back. */
export function ExcelMenu({ form }: { form: FormView }) {
  const [, go] = useLocation();
  const get = { key: "get", label: t("excel.get"), onSelect: () => window.location.assign(files.workbook(form.round, form.unit.id)) };
  const send = { key: "send", label: t("excel.send"), onSelect: () => go(`/rounds/${form.round}/forms/${encodeURIComponent(form.unit.id)}/excel`) };
  return <Menu label={t("excel.menu")} icon="download" items={form.editable ? [get, send] : [get]} />;
}
