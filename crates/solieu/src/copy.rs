//! `copy`: a place from a folder to PostgreSQL, or back.

use crate::place::{run, source};
use crate::{Found, Outcome};
use anyhow::bail;
use app::{Source, Store};
use std::io::{IsTerminal, Write};

/// Copies everything and proves that both sides say the same.
pub(crate) fn copy(from: &str, to: &str) -> Outcome {
    let (from, to) = (source(from)?, source(to)?);
    if let Source::Folder(dir) = &from
        && !dir.join("solieu.db").exists()
    {
        bail!("Thư mục {from} chưa có dữ liệu Sổ Liệu (solieu.db). Hãy kiểm tra lại --from.");
    }
    run(async {
        let (there, here) = (Store::open(from.clone()).await?, Store::open(to.clone()).await?);
        if !here.is_empty().await? {
            bail!(
                "Đích {to} đã có dữ liệu nên không chép vào. Hãy chọn một thư mục hoặc cơ sở dữ liệu còn trống."
            );
        }
        println!("Chép {from} sang {to}");
        there.copy_to(&here, show).await?;
        let proofs = there.beside(&here).await?;
        there.close().await;
        here.close().await;
        println!("Đối chiếu (số dòng và SHA-256 của từng bảng, đọc lại từ hai bên):");
        for proof in &proofs {
            let sign = if proof.holds() { "=" } else { "≠" };
            let (from, to) = (&proof.from, &proof.to);
            println!(
                "  {:<16} {:>9} {sign} {:<9} {} {sign} {}",
                proof.table, from.rows, to.rows, from.digest, to.digest
            );
        }
        if proofs.iter().all(app::Proof::holds) {
            println!("Hai bên như nhau.");
            return Ok(Found::Nothing);
        }
        println!("Hai bên khác nhau: đừng dùng bản chép, giữ nguyên nguồn và báo người phụ trách.");
        Ok(Found::Something)
    })
}

/// One line a table, renewed on a terminal.
fn show(app::Progress { table, done, all }: app::Progress) {
    let terminal = std::io::stdout().is_terminal();
    let start = if terminal { "\r" } else { "" };
    let end = if done == all { "\n" } else { "" };
    if done == all || (terminal && done.is_multiple_of(100)) {
        print!("{start}  {table}: {done}/{all}{end}");
        std::io::stdout().flush().ok();
    }
}
