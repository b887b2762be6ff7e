//! What runs by the clock, beside the requests.

use crate::{App, Trouble, board, mail};
use std::time::Duration;
use tokio::sync::watch;

/// How often jobs look when nothing wakes them: another process may have left them work.
const EVERY: Duration = Duration::from_secs(20);

impl App {
    /// Does what is due, again and again, until `stop` says true. Each job is done by one of several processes.
    pub async fn jobs(&self, mut stop: watch::Receiver<bool>) {
        loop {
            told(self.refresh().await.map_err(Trouble::from));
            told(board::remind_by_rule(self).await);
            told(mail::deliver(self).await);
            tokio::select! {
                () = self.0.post.notified() => {}
                () = tokio::time::sleep(EVERY) => {}
                // An error means that nobody is left to say it.
                _ = stop.wait_for(|asked| *asked) => return,
            }
        }
    }
}

fn told(done: Result<(), Trouble>) {
    if let Err(trouble) = done {
        tracing::error!("job: {trouble}");
    }
}
