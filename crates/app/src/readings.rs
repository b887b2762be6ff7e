//! Read old reports.

use crate::carried::carried;
use crate::session::hex;
use crate::view::ReadingRow;
use crate::{App, Trouble, not_found, recognise, see_texts};
use engine::access::{Right, need};
use engine::{Book, ReadRecord, adopt};
use model::{Account, Act, Code, Reading, Refusal, RefusalCode, ReportId, SourceText};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Readings in use; the oldest go first.
#[derive(Default)]
pub(crate) struct Cache(Vec<(ReportId, Arc<Kept>)>);

/// Readings kept in memory.
const IN_USE: usize = 4;

/// What is kept of a file that was read.
#[derive(Serialize, Deserialize)]
pub(crate) struct Kept {
    pub source: SourceText,
    pub reading: Reading,
    /// Of a Word file of ours: where each number begins in the text -> the indicator it was bound to.
    #[serde(default)]
    pub carried: BTreeMap<usize, Code>,
}

impl App {
    /// Reports that were read, newest first.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn readings(&self, who: &Account) -> Result<Vec<ReadingRow>, Trouble> {
        see_texts(who)?;
        let book = self.book().await;
        let mut rows: Vec<_> = book.readings.iter().map(|(id, r)| row(&book, id, r)).collect();
        rows.sort_by(|a, b| b.at.cmp(&a.at));
        Ok(rows)
    }

    /// Reads a file. The same file read again is the same reading.
    ///
    /// # Errors
    /// `unreadable` with one sentence, `not-allowed`.
    pub async fn read_file(
        &self,
        who: &Account,
        file_name: &str,
        bytes: Vec<u8>,
    ) -> Result<ReadingRow, Trouble> {
        need(who, Right::Adopt)?;
        let id = ReportId::from(hex(&Sha256::digest(&bytes)[..8]));
        if !self.book().await.readings.contains_key(&id) {
            let name = file_name.to_owned();
            let read = move || recognise::intake(&name, &bytes, &|_, _| ()).map(|source| (bytes, source));
            let (bytes, source) = tokio::task::spawn_blocking(read)
                .await
                .map_err(|e| Trouble::Defect(e.to_string()))?
                .map_err(|e| Refusal::of(RefusalCode::Unreadable, e))?;
            let known = reader::Known { units: catalogue::units::shipped() };
            let reading = reader::read_with(&source, known);
            if reading.facts.is_empty() {
                let says =
                    "Tệp này không có số liệu nào nên không phải báo cáo. Hãy chọn tệp báo cáo của kỳ trước.";
                return Err(Refusal::of(RefusalCode::Unreadable, says).into());
            }
            let kept = Kept { carried: carried(&bytes, &source), source, reading };
            let encoded = serde_json::to_vec(&kept).map_err(|e| Trouble::Defect(e.to_string()))?;
            let file = self.store().put_blob(&bytes).await?;
            let blob = self.store().put_blob(&encoded).await?;
            let act = Act::ReportRead {
                report: id.clone(),
                file_name: file_name.to_owned(),
                file,
                reading: blob,
                period: kept.reading.document.period,
                title: kept.reading.document.title.clone(),
                recognised: kept.source.recognised,
            };
            self.act(&who.name, |book| Ok((!book.readings.contains_key(&id)).then(|| act.clone()))).await?;
            // A new place takes its name, communes and departments from the first report, so that the review can name
            // who owns what.
            let day = kept.reading.document.period.map_or(self.0.clock.today(), |p| p.legal_window().to);
            self.act(&who.name, |book| Ok(adopt::founding(book, &kept.reading, day))).await?;
        }
        let book = self.book().await;
        let record = book.readings.get(&id).ok_or_else(|| not_found("báo cáo này"))?;
        Ok(row(&book, &id, record))
    }

    /// The file that was read, as it came: its name and bytes.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn original(&self, who: &Account, id: &ReportId) -> Result<(String, Vec<u8>), Trouble> {
        see_texts(who)?;
        let record = self.book().await.readings.get(id).map(|r| (r.file_name.clone(), r.file.clone()));
        let (name, file) = record.ok_or_else(|| not_found("báo cáo này"))?;
        let bytes = self.store().blob(&file).await?.ok_or_else(|| not_found("tệp gốc"))?;
        Ok((name, bytes))
    }

    /// Text and reading of a report.
    pub(crate) async fn kept(&self, id: &ReportId) -> Result<Arc<Kept>, Trouble> {
        let mut cache = self.0.readings.lock().await;
        if let Some((_, kept)) = cache.0.iter().find(|(known, _)| known == id) {
            return Ok(Arc::clone(kept));
        }
        let blob = self.book().await.readings.get(id).map(|r| r.reading.clone());
        let blob = blob.ok_or_else(|| not_found("báo cáo này"))?;
        let bytes = self.store().blob(&blob).await?.ok_or_else(|| not_found("nội dung báo cáo"))?;
        let kept: Kept = serde_json::from_slice(&bytes).map_err(|e| Trouble::Defect(e.to_string()))?;
        let kept = Arc::new(kept);
        cache.0.push((id.clone(), Arc::clone(&kept)));
        if cache.0.len() > IN_USE {
            cache.0.remove(0);
        }
        Ok(kept)
    }
}

pub(crate) fn row(book: &Book, id: &ReportId, record: &ReadRecord) -> ReadingRow {
    ReadingRow {
        id: id.clone(),
        file_name: record.file_name.clone(),
        title: record.title.clone(),
        period: record.period,
        at: record.at.clone(),
        by: book.person(&record.by),
        adopted: record.adopted,
        recognised: record.recognised,
    }
}
