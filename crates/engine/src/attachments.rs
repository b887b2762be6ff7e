//! Folding what was done with files beside figures.

use crate::book::Book;
use crate::state::{Attached, FormEvent, event};
use model::{Act, Entry};

impl Book {
    /// Folds [`Act::FileAttached`] and [`Act::AttachmentSwitched`].
    pub(crate) fn attach(&mut self, entry: &Entry) {
        match &entry.act {
            Act::FileAttached { unit, round, key, file } => {
                let (by, at, cut) = (entry.by.clone(), entry.at.clone(), entry.cut);
                let beside = self.attachments.entry(key.clone()).or_default();
                beside.retain(|a| a.file.file != file.file);
                beside.push(Attached { file: file.clone(), by, at, cut, removed: false });
                let name = Some(file.name.clone());
                self.event(round, unit, FormEvent { reason: name, ..event(entry, "attached") });
            }
            Act::AttachmentSwitched { unit, round, key, file, removed } => {
                let mut beside = self.attachments.get_mut(key).into_iter().flatten();
                let Some(attached) = beside.find(|a| a.file.file == *file) else { return };
                (attached.removed, attached.cut) = (*removed, entry.cut);
                let name = Some(attached.file.name.clone());
                let what = if *removed { "detached" } else { "attached" };
                self.event(round, unit, FormEvent { reason: name, ..event(entry, what) });
            }
            _ => {}
        }
    }
}
