import { originalFile } from "../../api";
import type { ReadingRow } from "../../api/types";
import { t } from "../../messages";

/** The file that was read, as it was printed or scanned, in the place of the text. */
export function Original({ report }: { report: ReadingRow }) {
  const address = originalFile(report.id);
  const title = t("review.original");
  return (
    <div className="review-original">
      {/\.pdf$/i.test(report.file_name) ? <iframe src={`${address}#navpanes=0&view=FitH`} title={title} /> : <img src={address} alt={title} />}
    </div>
  );
}
