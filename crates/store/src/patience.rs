//! Waiting for a database that starts again.

use crate::Fault;
use std::time::{Duration, Instant};

/// How long a shared database may be away before a person is told.
const PATIENCE: Duration = Duration::from_secs(12);

/// Does what changes nothing until it is done, again and again while the shared database is away.
pub(crate) async fn patiently<T, F: Future<Output = Result<T, Fault>>>(
    mut work: impl FnMut() -> F,
) -> Result<T, Fault> {
    let until = Instant::now() + PATIENCE;
    let mut pause = Duration::from_millis(20);
    loop {
        match work().await {
            Err(Fault::Away(_)) if Instant::now() < until => tokio::time::sleep(pause).await,
            done => return done,
        }
        pause = (pause * 2).min(Duration::from_secs(1));
    }
}
