import { Link } from "wouter";
import { t } from "../messages";
import { Empty, PageHead } from "../ui";

export function NotFound() {
  return (
    <>
      <PageHead title={t("app.notFound")} />
      <Empty icon="search" title={t("app.notFoundHint")} action={<Link href="/" className="button button-primary">{t("app.home")}</Link>} />
    </>
  );
}
